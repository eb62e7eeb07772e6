using Customers.Domain.Accounts;
using Customers.Domain.Amounts;

namespace Customers.Domain.Orders;

/// <summary>
/// Brings the account to what the newest version of an order says: billed B, net paid P. A refund of R raises
/// both credited and refunded, also when the hub first sees the order after the refund.
/// </summary>
public static class OrderPostings
{
    public static OrderPosted Post(OrderBook book, OrderPosted posted, OrderMoney order, DateOnly dueDate)
    {
        posted = PostBilled(book, posted, order, dueDate);
        posted = PostPaid(book, posted, order);
        book.Settle(order.Currency);
        return posted with { Count = posted.Count + book.Added, Postings = [.. book.Alive.OrderBy(p => p.Id, StringComparer.Ordinal)] };
    }

    private static OrderPosted PostBilled(OrderBook book, OrderPosted posted, OrderMoney order, DateOnly dueDate)
    {
        var change = order.Mixture.ScaledTo(order.Billed) - posted.Net;
        var refunded = Math.Max(0, order.Refunded - posted.Credited);
        if (change.Total == 0 && refunded == 0) return posted;
        var invoiced = change.Total + refunded;
        // Invoice and credit note together come to the change exactly, part by part; an invoice over nothing is none.
        var credit = invoiced <= 0 ? default(Breakdown) - change : order.Mixture.ScaledTo(refunded);
        var invoice = invoiced <= 0 ? default : change + credit;
        book.Invoice(invoice, order.Currency, dueDate);
        book.Credit(credit, order.Currency);
        return posted with
        {
            Invoiced = posted.Invoiced + invoice.Total,
            Credited = posted.Credited + credit.Total,
            Net = posted.Net + change,
        };
    }

    private static OrderPosted PostPaid(OrderBook book, OrderPosted posted, OrderMoney order)
    {
        var refund = Math.Max(0, order.Refunded - posted.Refunded);
        var payment = order.Paid + posted.Refunded + refund - posted.Paid;
        if (payment < 0) (refund, payment) = (refund - payment, 0);
        book.Pay(new(payment, order.Currency));
        book.Refund(new(refund, order.Currency));
        return posted with { Paid = posted.Paid + payment, Refunded = posted.Refunded + refund };
    }
}
