using Customers.Domain.Accounts;
using Customers.Domain.Catalogue;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Orders;
using Customers.Domain.Outcomes;
using Customers.Domain.Payments;
using Customers.Domain.Sales;
using Customers.Domain.Settings;

namespace Customers.Domain.Invoices;

/// <summary>Posts an invoice: of an order or a part of it, or by itself. Money and credit that wait for it settle it at once.</summary>
public sealed class PostInvoice(CreateNumbered create, ApplyCredits apply, ProductStore products, IDocumentStore documents)
{
    /// <summary>
    /// Refusals: <c>validation-failed</c>, <c>exceeds-order</c>, <c>wrong-order-status</c>, <c>store-order</c>, <c>currency-mismatch</c>,
    /// <c>product-not-available</c>, <c>number-taken</c>, not found.
    /// </summary>
    public async Task<Outcome<Posting>> RunAsync(CustomerId customerId, InvoiceWish wish, Caller by, CancellationToken cancel)
    {
        var known = await products.OfAsync(wish.Sale.Lines, cancel);
        var mayBeSettled = true; // a repeat does not know what the first run came upon
        var posted = await create.PostAsync(customerId, PostingKind.Invoice, NumberedKind.Invoice, wish.Number, by, async (at, id, numberAsync) =>
        {
            var faults = new Faults().CheckDates(wish, at.Today);
            var content = wish.OrderId is null
                ? InvoiceContent.Of(await at.NewSaleAsync(wish.Sale, known, faults, cancel))
                : await at.OfOrderAsync(wish, known, faults, cancel);
            if (content.IsRefused(out var refusal)) return refusal;
            var number = await numberAsync();
            if (number.IsRefused(out refusal)) return refusal;
            var credits = await at.OpenCreditsAsync(content.Value.Sale.Currency, Allocate.MostAtOnce, cancel);
            mayBeSettled = credits.Count > 0;
            return await PostAsync(at, id, number.Value, wish, content.Value, credits, cancel);
        }, cancel);
        if (posted.IsRefused(out _) || posted.Value.Open.IsZero || !mayBeSettled) return posted;
        await apply.RunAsync(customerId, posted.Value.Total.Currency, by, cancel);
        return (await documents.ReadAsync(Posting.Type, customerId.Value, posted.Value.Id, cancel))?.Value ?? posted.Value;
    }

    private static async Task<Outcome<AccountChange<Posting>>> PostAsync(AccountCase at, string id, string number, InvoiceWish wish, InvoiceContent content, IReadOnlyList<Posting> credits, CancellationToken cancel)
    {
        var (sale, issued) = (content.Sale, wish.IssueDate ?? at.Today);
        // Invoices that are open already come first, where they are due earlier: then it is settled with them, once it is posted.
        var before = credits.Count > 0 && (await at.OpenInvoicesAsync(sale.Currency, 1, cancel)).Count > 0 ? [] : credits;
        var book = at.Open(before);
        book.Invoice(at.Draft(PostingKind.Invoice, id, number, issued, sale.Currency) with
        {
            DueDate = wish.DueDate ?? content.Terms.PaymentTerms.DueDate(issued),
            OrderId = content.Order?.Next.Id,
            Sale = sale,
            Terms = content.Terms,
        }, sale.Totals.ToBreakdown());
        book.Settle(sale.Currency, at.MayPayPartly, Allocate.MostAtOnce);
        var history = at.History(id, "created", HistoryWriter.Field("number", null, number), HistoryWriter.Field("total", null, sale.Total));
        var change = new AccountChange<Posting>(book[id]).With(book) with
        {
            Writes = [history, .. await at.OrdersOfAsync(book, before, cancel, content.Order), .. await at.ContactUseAsync(null, content.Terms.ContactId, cancel)],
        };
        return content.Order is { } order ? change with { Account = book.Account.WithOrder(order.Was.Value, order.Next) } : change;
    }
}
