using Customers.Domain.Credit;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Merging;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;

namespace Customers.Domain.Accounts;

/// <summary>
/// Writes documents that people keep about a customer's sales and money: read, decide, commit. Documents, customer with its
/// account, sums, history and what else belongs to it are one commit, which names the etag of the customer: whatever is read
/// after the customer is still so when the commit holds. Changed meanwhile: from the start.
/// </summary>
public sealed class WriteAccount(IDocumentStore documents, CustomerStore customers, CurrentSettings settings, WriteSums sums, CustomerGates gates, IIdSource ids, TimeProvider clock)
{
    /// <param name="decide">
    /// Reads what it needs and decides. It may run many times, and finds what an earlier run of the same request has made: then
    /// it answers with that and changes nothing.
    /// </param>
    public async Task<Outcome<T>> RunAsync<T>(CustomerId id, Caller by, Func<AccountCase, Task<Outcome<AccountChange<T>>>> decide, CancellationToken cancel)
    {
        using var entered = await gates.EnterAsync(id, cancel);
        while (true)
        {
            if (await customers.FindAsync(id, cancel) is not { } current) return Refusal.NotFound;
            if (current.Value.IsClosed) return MergeRules.Merging;
            var at = new AccountCase(documents, current.Value, await settings.GetAsync(cancel), by, clock.GetUtcNow(), ids);
            if (await DecideAsync(current, at, decide, cancel) is not { } decided) continue;
            if (decided.IsRefused(out var refusal))
            {
                if (refusal == CreditGate.OnHold) await HoldAsync(current, at, cancel);
                return refusal;
            }

            if (!decided.Value.IsChange || await CommitAsync(current, at, decided.Value, cancel)) return decided.Value.Result;
            foreach (var created in decided.Value.CreatedIds)
                if (await documents.ReadAsync(AbandonedDocument.Type, id.Value, created, cancel) is not null) throw new DocumentAbandonedException($"The number of {created} went to another document.");
        }
    }

    /// <summary>Null when the customer was changed while the decision read on.</summary>
    private async Task<Outcome<AccountChange<T>>?> DecideAsync<T>(Stored<Customer> current, AccountCase at, Func<AccountCase, Task<Outcome<AccountChange<T>>>> decide, CancellationToken cancel)
    {
        try
        {
            return await decide(at);
        }
        catch (BooksDisagreeException)
        {
            if (await customers.IsStillAsync(current, cancel)) throw;
            return null;
        }
    }

    private async Task<bool> CommitAsync<T>(Stored<Customer> current, AccountCase at, AccountChange<T> change, CancellationToken cancel)
    {
        var before = current.Value;
        var next = (change.Customer ?? before).WithAccount(change.Account ?? before.Account, at.Now);
        next = (next with { HasDocuments = true, Counts = next.Counts.With(change.Added) }).WithDocuments(change.NewIds, change.Added.Where(p => p is { Kind: PostingKind.Invoice, OrderId: not null }).Select(p => p.Id));
        var added = change.Added.Select(p => p.Id).ToHashSet();
        var controlled = at.Decide(next);
        return await customers.CommitAsync(current, controlled.Customer,
        [
            .. change.Postings.Select(p => added.Contains(p.Id) ? Posting.Type.Create(p) : Posting.Type.Upsert(p)),
            .. await sums.OfAsync(next, change.Added, cancel),
            .. change.Writes,
            .. controlled.Writes,
        ], cancel);
    }

    /// <summary>That the customer is on hold may have come out only now: then it is, whoever asked. Changed meanwhile: the next one finds it out.</summary>
    private async Task HoldAsync(Stored<Customer> current, AccountCase at, CancellationToken cancel)
    {
        var controlled = at.Decide(current.Value);
        if (controlled.Writes.Count > 0) await customers.CommitAsync(current, controlled.Customer, controlled.Writes, cancel);
    }
}
