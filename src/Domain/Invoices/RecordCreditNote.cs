using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Catalogue;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Payments;
using Customers.Domain.Sales;
using Customers.Domain.Settings;

namespace Customers.Domain.Invoices;

/// <summary>
/// Posts a credit note: over an invoice or a part of it, or by itself. It settles what is open of its invoice; without one, the
/// oldest due. The rest waits for the next invoice.
/// </summary>
public sealed class RecordCreditNote(CreateNumbered create, ApplyCredits apply, ProductStore products, IDocumentStore documents)
{
    /// <summary>Refusals: <c>validation-failed</c>, <c>credit-exceeds-invoice</c>, <c>currency-mismatch</c>, <c>product-not-available</c>, <c>number-taken</c>, not found.</summary>
    public async Task<Outcome<Posting>> RunAsync(CustomerId customerId, CreditNoteWish wish, Caller by, CancellationToken cancel)
    {
        var known = await products.OfAsync(wish.Sale?.Lines, cancel);
        var posted = await create.PostAsync(customerId, PostingKind.CreditNote, NumberedKind.CreditNote, wish.Number, by, async (at, id, numberAsync) =>
        {
            var faults = Check(wish, at.Today);
            var credit = wish.InvoiceId is null ? await at.ByItselfAsync(wish, known, faults, cancel) : await at.OfInvoiceAsync(wish, faults, cancel);
            if (credit.IsRefused(out var refusal)) return refusal;
            var number = await numberAsync();
            return number.IsRefused(out refusal) ? refusal : await PostAsync(at, id, number.Value, wish, credit.Value, cancel);
        }, cancel);
        if (posted.IsRefused(out _) || wish.InvoiceId is not null || posted.Value.Open.IsZero) return posted;
        await apply.RunAsync(customerId, posted.Value.Total.Currency, by, cancel);
        return (await documents.ReadAsync(Posting.Type, customerId.Value, posted.Value.Id, cancel))?.Value ?? posted.Value;
    }

    private static Faults Check(CreditNoteWish wish, DateOnly today) => new Faults()
        .PastDate(wish.Date, today, "date")
        .Require(!string.IsNullOrWhiteSpace(wish.Reason), "reason", "is required").Lines(wish.Reason, "reason", InvoiceRules.LongestReason)
        .Require(wish.Amount is null or { Minor: > 0 }, "amount", "must be more than zero")
        .Require(wish.Amount is null || (wish.Parts is null && wish.Sale?.Lines is null), "amount", "must not be given together with lines")
        .Require(wish.InvoiceId is not null || wish.Amount is not null || wish.Sale?.Lines is not null, "lines", "or an amount is required without an invoice");

    private static async Task<Outcome<AccountChange<Posting>>> PostAsync(AccountCase at, string id, string number, CreditNoteWish wish, CreditContent credit, CancellationToken cancel)
    {
        var currency = credit.Currency;
        IReadOnlyList<Posting> before = credit.Invoice is { } invoice ? [invoice] : await at.PortionAsync(currency, cancel);
        var book = at.Open(before);
        book.Credit(at.Draft(PostingKind.CreditNote, id, number, wish.Date ?? at.Today, currency) with
        {
            ConcernsId = credit.Invoice?.Id, OrderId = credit.Invoice?.OrderId, Reason = wish.Reason, Sale = credit.Sale, Terms = credit.Terms,
        }, credit.Amount);
        if (credit.Invoice is not null) book.Correct(credit.Invoice.Id, id, credit.Quantities);
        else book.Settle(currency, partly: true, Allocate.MostAtOnce);
        var history = at.History(id, "created", HistoryWriter.Field("number", null, number), HistoryWriter.Field("total", null, book[id].Total));
        return await new AccountChange<Posting>(book[id]) { Writes = [history] }.WithAsync(at, book, before, cancel);
    }
}
