using Customers.Domain.Accounts;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Payments;

/// <summary>Takes a payment back that was none: a reversal dated today, and the invoices it settled are open again.</summary>
public sealed class VoidPayment(WriteAccount account, ChangeAllocations allocations, IIdSource ids)
{
    /// <summary>The payment; one voided before is answered as it is. Refusals: <c>payment-refunded</c>, <c>store-money</c>, not found.</summary>
    public async Task<Outcome<Posting>> RunAsync(CustomerId customerId, string paymentId, Caller by, CancellationToken cancel)
    {
        var id = customerId.NewDocumentId(ids, IdPrefixes.Void);
        while (true)
        {
            var done = await account.RunAsync(customerId, by, at => DecideAsync(at, id, paymentId, cancel), cancel);
            if (done.IsRefused(out var refusal)) return refusal;
            if (done.Value is { } voided) return voided;
            // It settles more than one commit may open again.
            var freed = await allocations.RemoveAsync(customerId, PostingKind.Payment, paymentId, null, by, cancel);
            if (freed.IsRefused(out refusal)) return refusal;
        }
    }

    /// <summary>Null when its allocations have to be taken off first.</summary>
    private static async Task<Outcome<AccountChange<Posting?>>> DecideAsync(AccountCase at, string id, string paymentId, CancellationToken cancel)
    {
        var found = await at.PostingAsync(PostingKind.Payment, paymentId, cancel);
        if (found.IsRefused(out var refusal)) return refusal;
        var payment = found.Value;
        if (payment.Voided) return new AccountChange<Posting?>(payment);
        if (payment.OfStore) return PaymentRules.OfStore;
        if (!payment.Refunded.IsZero) return PaymentRules.WasRefunded;
        if (payment.Allocations.Count > Allocate.MostAtOnce) return new AccountChange<Posting?>(null);
        IReadOnlyList<Posting> before = [payment, .. (await at.FindManyAsync(Posting.Type, [.. payment.Allocations.Select(to => to.InvoiceId)], cancel)).Select(invoice => invoice.Value)];
        var book = at.Open(before);
        book.Void(at.Draft(PostingKind.Void, id, payment.Number, at.Today, payment.Total.Currency) with { ConcernsId = payment.Id });
        var history = at.History(payment.Id, "voided", HistoryWriter.Field("status", "posted", "voided"));
        return await new AccountChange<Posting?>(book[payment.Id]) { Writes = [history] }.WithAsync(at, book, before, cancel);
    }
}
