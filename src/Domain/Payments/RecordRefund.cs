using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Payments;

/// <summary>Money given back to the customer.</summary>
/// <param name="CreditId">The payment or credit note whose unallocated part it is.</param>
public sealed record RefundWish(Money Amount, PostingKind Of, string CreditId, string? Method, DateOnly? Date, string? Reference, string? Notes);

/// <summary>Gives unallocated money of a payment or credit note back.</summary>
public sealed class RecordRefund(WriteAccount account, IIdSource ids)
{
    /// <summary>Refusals: <c>validation-failed</c>, <c>refund-exceeds-credit</c>, <c>currency-mismatch</c>, <c>store-money</c>, <c>payment-voided</c>, not found.</summary>
    public Task<Outcome<Posting>> RunAsync(CustomerId customerId, RefundWish wish, Caller by, CancellationToken cancel)
    {
        var id = customerId.NewDocumentId(ids, IdPrefixes.Refund);
        return account.RunAsync<Posting>(customerId, by, async at =>
        {
            if (await at.FindAsync(Posting.Type, id, cancel) is { } made) return new AccountChange<Posting>(made.Value);
            var faults = new Faults().Require(wish.Amount.Minor > 0, "amount", "must be more than zero").PastDate(wish.Date, at.Today, "date")
                .Line(wish.Method, "method", PaymentRules.LongestMethod).Line(wish.Reference, "reference", PaymentRules.LongestReference).Lines(wish.Notes, "notes", PaymentRules.LongestNotes);
            var credit = await at.PostingAsync(wish.Of, wish.CreditId, cancel);
            if (credit.IsRefused(out _)) faults.Add(wish.Of == PostingKind.Payment ? "paymentId" : "creditNoteId", "is none of this customer");
            if (faults.Any) return Refusal.Invalid(faults);
            if (credit.Value.OfStore) return PaymentRules.OfStore;
            if (credit.Value.Voided) return PaymentRules.WasVoided;
            if (credit.Value.Total.Currency != wish.Amount.Currency) return PaymentRules.OtherCurrency;
            return wish.Amount > credit.Value.Open ? PaymentRules.RefundTooMuch : Post(at, id, credit.Value, wish);
        }, cancel);
    }

    private static AccountChange<Posting> Post(AccountCase at, string id, Posting credit, RefundWish wish)
    {
        var book = at.Open([credit]);
        book.Refund(at.Draft(PostingKind.Refund, id, at.NextNumber("RF"), wish.Date ?? at.Today, wish.Amount.Currency) with
        {
            Total = wish.Amount, ConcernsId = credit.Id, Method = wish.Method, Reference = wish.Reference, Notes = wish.Notes,
        });
        var history = at.History(id, "created", HistoryWriter.Field("amount", null, wish.Amount), HistoryWriter.Field("of", null, credit.Number));
        return new AccountChange<Posting>(book[id]) { Writes = [history] }.With(book);
    }
}
