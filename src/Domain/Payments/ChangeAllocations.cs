using Customers.Domain.Accounts;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Payments;

/// <summary>People decide which invoices a payment or credit note settles.</summary>
public sealed class ChangeAllocations(WriteAccount account, IIdSource ids)
{
    /// <summary>
    /// Running it again with the same ids finds what it did. Refusals: <c>validation-failed</c>, <c>allocation-exceeds-remaining</c>,
    /// <c>partial-payment-not-allowed</c>, <c>currency-mismatch</c>, <c>store-money</c>, <c>payment-voided</c>, not found.
    /// </summary>
    public Task<Outcome<Posting>> AddAsync(CustomerId customerId, PostingKind kind, string creditId, IReadOnlyList<AllocationWish> wishes, Caller by, CancellationToken cancel)
    {
        var historyId = customerId.NewDocumentId(ids, IdPrefixes.History);
        return RunAsync(customerId, kind, creditId, by, async (at, credit) =>
        {
            if (await at.WasDoneAsync(historyId, cancel)) return new AccountChange<Posting>(credit);
            if (PaymentRules.Check(wishes, new Faults().Require(wishes.Count > 0, "allocations", "must not be empty")) is { Any: true } faults) return Refusal.Invalid(faults);
            var targets = await at.TargetsAsync(wishes, credit.Total.Currency, cancel);
            if (targets.IsRefused(out var refusal)) return refusal;
            if (targets.Value.Count > Allocate.MostAtOnce) return Refusal.Invalid("allocations", $"settle more than {Allocate.MostAtOnce} invoices at once");
            if (targets.Value.Sum(to => to.Part.Minor) > credit.Open.Minor) return PaymentRules.TooMuch;
            IReadOnlyList<Posting> before = [credit, .. targets.Value.Select(to => to.Invoice)];
            var book = at.Open(before);
            foreach (var (invoice, part) in targets.Value) book.Allocate(credit.Id, invoice.Id, part);
            return await EndAsync(at, historyId, credit, book, before, cancel);
        }, cancel);
    }

    /// <summary>The invoices are open again, and the money waits until somebody allocates it.</summary>
    /// <param name="invoiceId">Null takes it off all of them, at most <see cref="Allocate.MostAtOnce"/> in one commit.</param>
    public async Task<Outcome<Posting>> RemoveAsync(CustomerId customerId, PostingKind kind, string creditId, string? invoiceId, Caller by, CancellationToken cancel)
    {
        while (true)
        {
            var done = await RunAsync(customerId, kind, creditId, by, async (at, credit) =>
            {
                var some = credit.Allocations.Where(to => (invoiceId ?? to.InvoiceId) == to.InvoiceId).Take(Allocate.MostAtOnce).ToList();
                if (invoiceId is not null && some.Count == 0) return Refusal.NotFound;
                if (some.Count == 0) return new AccountChange<Posting>(credit);
                IReadOnlyList<Posting> before = [credit, .. (await at.FindManyAsync(Posting.Type, [.. some.Select(to => to.InvoiceId)], cancel)).Select(found => found.Value)];
                var book = at.Open(before);
                book.Wait(credit.Id);
                foreach (var to in some) book.Allocate(credit.Id, to.InvoiceId, -to.Amount);
                return await EndAsync(at, customerId.NewDocumentId(ids, IdPrefixes.History), credit, book, before, cancel);
            }, cancel);
            if (done.IsRefused(out _) || invoiceId is not null || done.Value.Allocations.Count == 0) return done;
        }
    }

    private Task<Outcome<Posting>> RunAsync(CustomerId customerId, PostingKind kind, string creditId, Caller by, Func<AccountCase, Posting, Task<Outcome<AccountChange<Posting>>>> decide, CancellationToken cancel) =>
        account.RunAsync(customerId, by, async at =>
        {
            var credit = await at.PostingAsync(kind, creditId, cancel);
            if (credit.IsRefused(out var refusal)) return refusal;
            if (credit.Value.OfStore) return PaymentRules.OfStore;
            return credit.Value.Voided ? PaymentRules.WasVoided : await decide(at, credit.Value);
        }, cancel);

    private static async Task<Outcome<AccountChange<Posting>>> EndAsync(AccountCase at, string historyId, Posting credit, AccountBook book, IReadOnlyList<Posting> before, CancellationToken cancel)
    {
        var after = book[credit.Id];
        var history = at.History(historyId, credit.Id, "allocated", [HistoryWriter.Field("unallocated", credit.Open, after.Open)]);
        return await new AccountChange<Posting>(after) { Writes = [history] }.WithAsync(at, book, before, cancel);
    }
}
