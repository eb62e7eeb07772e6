using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Payments;

/// <summary>Changes what a customer owes for a reason of its own: a write-off, an opening balance.</summary>
public sealed class RecordAdjustment(WriteAccount account, IIdSource ids)
{
    /// <param name="amount">Positive = owed by the customer.</param>
    /// <returns>Refusals: <c>validation-failed</c>, <c>currency-mismatch</c>, not found.</returns>
    public Task<Outcome<Posting>> RunAsync(CustomerId customerId, Money amount, string? reason, DateOnly? date, Caller by, CancellationToken cancel)
    {
        var id = customerId.NewDocumentId(ids, IdPrefixes.Adjustment);
        return account.RunAsync<Posting>(customerId, by, async at =>
        {
            if (await at.FindAsync(Posting.Type, id, cancel) is { } made) return new AccountChange<Posting>(made.Value);
            var faults = new Faults().Require(!amount.IsZero, "amount", "must not be zero").PastDate(date, at.Today, "date")
                .Require(!string.IsNullOrWhiteSpace(reason), "reason", "is required").Lines(reason, "reason", PaymentRules.LongestReason);
            if (faults.Any) return Refusal.Invalid(faults);
            if (!at.HasAccountIn(amount.Currency)) return PaymentRules.OtherCurrency;
            var book = at.Open([]);
            book.Adjust(at.Draft(PostingKind.Adjustment, id, at.NextNumber("ADJ"), date ?? at.Today, amount.Currency) with { Total = amount, Reason = reason });
            var history = at.History(id, "created", HistoryWriter.Field("amount", null, amount), HistoryWriter.Field("reason", null, reason));
            return new AccountChange<Posting>(book[id]) { Writes = [history] }.With(book);
        }, cancel);
    }
}
