using Customers.Domain.Accounts;
using Customers.Domain.Catalogue;
using Customers.Domain.Credit;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Payments;
using Customers.Domain.Sales;
using Customers.Domain.Settings;

namespace Customers.Domain.Invoices;

/// <summary>Records a sale that is paid in the same step: invoice and payment in one document.</summary>
public sealed class RecordCashSale(CreateNumbered create, ProductStore products)
{
    /// <summary>Refusals: <c>validation-failed</c>, <c>currency-mismatch</c>, <c>product-not-available</c>, <c>customer-on-hold</c>, <c>number-taken</c>, not found.</summary>
    public async Task<Outcome<Posting>> RunAsync(CustomerId customerId, CashSaleWish wish, Caller by, CancellationToken cancel)
    {
        var known = await products.OfAsync(wish.Sale.Lines, cancel);
        return await create.PostAsync(customerId, PostingKind.CashSale, NumberedKind.CashSale, wish.Number, by, async (at, id, numberAsync) =>
        {
            var faults = new Faults().PastDate(wish.Date, at.Today, "date")
                .Line(wish.Method, "method", PaymentRules.LongestMethod).Line(wish.Reference, "reference", PaymentRules.LongestReference);
            var prepared = await at.NewSaleAsync(wish.Sale, known, faults, cancel);
            if (prepared.IsRefused(out var refusal)) return refusal;
            if (await at.AgainstCashSaleAsync(cancel) is { } against) return against;
            var number = await numberAsync();
            if (number.IsRefused(out refusal)) return refusal;
            var (sale, terms, book) = (prepared.Value.Sale, prepared.Value.Terms, at.Open([]));
            book.CashSale(at.Draft(PostingKind.CashSale, id, number.Value, wish.Date ?? at.Today, sale.Currency) with
            {
                Sale = sale, Terms = terms, Method = wish.Method, Reference = wish.Reference,
            }, sale.Totals.ToBreakdown());
            var history = at.History(id, "created", HistoryWriter.Field("number", null, number.Value), HistoryWriter.Field("total", null, sale.Total));
            return new AccountChange<Posting>(book[id]).With(book) with { Writes = [history, .. await at.ContactUseAsync(null, terms.ContactId, cancel)] };
        }, cancel);
    }
}
