using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;

namespace Customers.Domain.Payments;

/// <summary>Records money that came, and settles invoices with it: those that are named, else the oldest due first.</summary>
public sealed class RecordPayment(CreateNumbered create, ApplyCredits apply, IDocumentStore documents)
{
    /// <summary>
    /// Refusals: <c>validation-failed</c>, <c>currency-mismatch</c>, <c>allocation-exceeds-remaining</c>, <c>partial-payment-not-allowed</c>, not found.
    /// </summary>
    public async Task<Outcome<Posting>> RunAsync(CustomerId customerId, PaymentWish wish, Caller by, CancellationToken cancel)
    {
        var posted = await create.PostAsync(customerId, PostingKind.Payment, NumberedKind.Payment, wish.Number, by, async (at, id, numberAsync) =>
        {
            if (PaymentRules.Check(wish, at.Today) is { Any: true } faults) return Refusal.Invalid(faults);
            if (!at.HasAccountIn(wish.Amount.Currency)) return PaymentRules.OtherCurrency;
            var targets = await at.TargetsAsync(wish.Allocations, wish.Amount.Currency, cancel);
            if (targets.IsRefused(out var refusal)) return refusal;
            if (targets.Value.Sum(to => to.Part.Minor) > wish.Amount.Minor) return PaymentRules.TooMuch;
            var number = await numberAsync();
            return number.IsRefused(out refusal) ? refusal : await PostAsync(at, Draft(at, id, number.Value, wish), targets.Value, cancel);
        }, cancel);
        if (posted.IsRefused(out _) || posted.Value.Waits || posted.Value.Open.IsZero || wish.Allocations.Count > 0) return posted;
        await apply.RunAsync(customerId, wish.Amount.Currency, by, cancel);
        return (await documents.ReadAsync(Posting.Type, customerId.Value, posted.Value.Id, cancel))?.Value ?? posted.Value;
    }

    private static async Task<Outcome<AccountChange<Posting>>> PostAsync(AccountCase at, Posting draft, IReadOnlyList<(Posting Invoice, Money Part)> targets, CancellationToken cancel)
    {
        var automatic = targets.Count == 0 && !draft.Waits;
        IReadOnlyList<Posting> before = automatic
            ? [.. await at.PortionAsync(draft.Total.Currency, cancel), .. await at.OpenCreditsAsync(draft.Total.Currency, Allocate.MostAtOnce, cancel)]
            : [.. targets.Select(to => to.Invoice)];
        var book = at.Open(before);
        book.Pay(draft);
        foreach (var (invoice, part) in targets) book.Allocate(draft.Id, invoice.Id, part);
        if (automatic) book.Settle(draft.Total.Currency, at.MayPayPartly, Allocate.MostAtOnce);
        var history = at.History(draft.Id, "created", HistoryWriter.Field("amount", null, draft.Total), HistoryWriter.Field("number", null, draft.Number));
        return await new AccountChange<Posting>(book[draft.Id]) { Writes = [history] }.WithAsync(at, book, before, cancel);
    }

    private static Posting Draft(AccountCase at, string id, string number, PaymentWish wish) => at.Draft(PostingKind.Payment, id, number, wish.Date ?? at.Today, wish.Amount.Currency) with
    {
        Total = wish.Amount,
        Method = wish.Method,
        Reference = wish.Reference,
        Notes = wish.Notes,
        Waits = !wish.AutoAllocate,
    };
}
