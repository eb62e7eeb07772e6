using Customers.Domain.Accounts;
using Customers.Domain.Amounts;

namespace Customers.Domain.Orders;

/// <summary>
/// Brings the account to what the newest version of an order says: billed B, net paid P. A refund of R raises
/// both credited and refunded, also when the hub first sees the order after the refund.
/// </summary>
public static class OrderPostings
{
    /// <param name="blank">A document of this order, empty but for what all of them share.</param>
    public static OrderPosted Post(AccountBook book, Func<PostingKind, Posting> blank, OrderPosted posted, OrderMoney order, DateOnly dueDate)
    {
        posted = PostBilled(book, kind => blank(kind) with { Total = Money.Zero(order.Currency), DueDate = kind == PostingKind.Invoice ? dueDate : null }, posted, order);
        posted = PostPaid(book, blank, posted, order);
        book.SettleOfStore(order.Currency);
        return posted with { Postings = [.. book.All.Where(p => p.OfStore && p.Total.Currency == order.Currency && MayChange(p)).OrderBy(p => p.Id, StringComparer.Ordinal)] };
    }

    /// <summary>A refund may open an invoice again, and takes from what is not used up.</summary>
    private static bool MayChange(Posting posting) => posting.Kind == PostingKind.Invoice || !posting.Open.IsZero || posting.Allocations.Count > 0;

    private static OrderPosted PostBilled(AccountBook book, Func<PostingKind, Posting> blank, OrderPosted posted, OrderMoney order)
    {
        var change = order.Mixture.ScaledTo(order.Billed) - posted.Net;
        var refunded = Math.Max(0, order.Refunded - posted.Credited);
        if (change.Total == 0 && refunded == 0) return posted;
        var invoiced = change.Total + refunded;
        // Invoice and credit note together come to the change exactly, part by part; an invoice over nothing is none.
        var credit = invoiced <= 0 ? default(Breakdown) - change : order.Mixture.ScaledTo(refunded);
        var invoice = invoiced <= 0 ? default : change + credit;
        if (invoice.Total != 0) book.Invoice(blank(PostingKind.Invoice), invoice);
        if (credit.Total != 0) book.Credit(blank(PostingKind.CreditNote), credit);
        return posted with
        {
            Invoiced = posted.Invoiced + invoice.Total,
            Credited = posted.Credited + credit.Total,
            Net = posted.Net + change,
        };
    }

    private static OrderPosted PostPaid(AccountBook book, Func<PostingKind, Posting> blank, OrderPosted posted, OrderMoney order)
    {
        var refund = Math.Max(0, order.Refunded - posted.Refunded);
        var payment = order.Paid + posted.Refunded + refund - posted.Paid;
        if (payment < 0) (refund, payment) = (refund - payment, 0);
        if (payment != 0) book.Pay(blank(PostingKind.Payment) with { Total = new(payment, order.Currency) });
        if (refund != 0) book.Refund(blank(PostingKind.Refund) with { Total = new(refund, order.Currency) });
        return posted with { Paid = posted.Paid + payment, Refunded = posted.Refunded + refund };
    }
}
