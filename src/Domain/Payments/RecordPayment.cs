using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;

namespace Customers.Domain.Payments;

/// <summary>Records money that came, and settles invoices with it: those that are named, else the oldest due first.</summary>
public sealed class RecordPayment(CreateNumbered create, WriteAccount account, ApplyCredits apply, IDocumentStore documents)
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
        if (posted.IsRefused(out _) || posted.Value.Open.IsZero) return posted;
        if (wish.Allocations.Count > 0) await CompleteAsync(customerId, posted.Value.Id, wish, by, cancel);
        else if (!posted.Value.Waits) await apply.RunAsync(customerId, wish.Amount.Currency, by, cancel);
        return (await documents.ReadAsync(Posting.Type, customerId.Value, posted.Value.Id, cancel))?.Value ?? posted.Value;
    }

    private static async Task<Outcome<AccountChange<Posting>>> PostAsync(AccountCase at, Posting draft, IReadOnlyList<(Posting Invoice, Money Part)> targets, CancellationToken cancel)
    {
        var automatic = targets.Count == 0 && !draft.Waits;
        IReadOnlyList<Posting> before = automatic
            ? [.. await at.PayableAsync(at.Usable(draft.Total.Currency) + draft.Total, cancel), .. await at.OpenCreditsAsync(draft.Total.Currency, Allocate.MostAtOnce, cancel)]
            : [.. targets.Select(to => to.Invoice)];
        var book = at.Open(before);
        book.Pay(draft);
        foreach (var (invoice, part) in targets.Take(Allocate.MostAtOnce)) book.Allocate(draft.Id, invoice.Id, part);
        if (automatic) book.Settle(draft.Total.Currency, at.MayPayPartly, Allocate.MostAtOnce);
        var history = at.History(draft.Id, "created", HistoryWriter.Field("amount", null, draft.Total), HistoryWriter.Field("number", null, draft.Number));
        return await new AccountChange<Posting>(book[draft.Id]) { Writes = [history] }.WithAsync(at, book, before, cancel);
    }

    /// <summary>
    /// Allocates what more than one commit had to take, and what an earlier run of the same request has left. Where somebody
    /// else was faster, the money stays unallocated.
    /// </summary>
    private async Task CompleteAsync(CustomerId customerId, string paymentId, PaymentWish wish, Caller by, CancellationToken cancel)
    {
        while (true)
        {
            var more = await account.RunAsync<bool>(customerId, by, async at =>
            {
                var payment = await at.PostingAsync(PostingKind.Payment, paymentId, cancel);
                if (payment.IsRefused(out var refusal)) return refusal;
                var targets = await at.TargetsAsync(await LeftAsync(at, payment.Value, wish.Allocations, cancel), wish.Amount.Currency, cancel);
                if (targets.IsRefused(out _) || targets.Value.Count == 0 || targets.Value.Sum(to => to.Part.Minor) > payment.Value.Open.Minor) return new AccountChange<bool>(false);
                IReadOnlyList<Posting> before = [payment.Value, .. targets.Value.Select(to => to.Invoice)];
                var book = at.Open(before);
                foreach (var (invoice, part) in targets.Value.Take(Allocate.MostAtOnce)) book.Allocate(paymentId, invoice.Id, part);
                return await new AccountChange<bool>(true).WithAsync(at, book, before, cancel);
            }, cancel);
            if (more.IsRefused(out _) || !more.Value) return;
        }
    }

    private static async Task<IReadOnlyList<AllocationWish>> LeftAsync(AccountCase at, Posting payment, IReadOnlyList<AllocationWish> wishes, CancellationToken cancel)
    {
        var left = new List<AllocationWish>();
        foreach (var wish in wishes)
        {
            IReadOnlyList<string> invoices = wish.InvoiceId is { } id ? [id] : [.. (await at.InvoicesOfAsync(wish.OrderId!, cancel)).Select(invoice => invoice.Id)];
            var rest = wish.Amount.Minor - payment.Allocations.Where(to => invoices.Contains(to.InvoiceId)).Sum(to => to.Amount.Minor);
            if (rest > 0) left.Add(wish with { Amount = new(rest, wish.Amount.Currency) });
        }

        return left;
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
