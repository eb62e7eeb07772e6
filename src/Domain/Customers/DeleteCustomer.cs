using Customers.Domain.Claims;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Customers;

/// <summary>Deletes a customer that nothing was ever sold to. Its history stays.</summary>
public sealed class DeleteCustomer(IDocumentStore documents, Branches branches, CreateReference references, IIdSource ids, TimeProvider clock)
{
    /// <summary>The customer as it was. Refusals: <c>customer-has-documents</c>, <c>version-mismatch</c>, not found.</summary>
    public async Task<Outcome<Customer>> RunAsync(CustomerId id, Func<Customer, bool> fits, Caller by, CancellationToken cancel)
    {
        while (true)
        {
            if (await documents.ReadAsync(CustomerDocuments.Type, id.Value, id.Value, cancel) is not { } current) return Refusal.NotFound;
            if (!fits(current.Value)) return Refusal.Stale;
            if (current.Value.HasDocuments || await branches.AnyAsync(current.Value, cancel))
                return Refusal.Conflict("customer-has-documents", "A customer with documents, ledger entries or branches stays.");
            if (current.Value.Counts.Branches > 0) continue; // links that led nowhere are gone now
            var entry = HistoryWriter.Entry(id, id.Value, "deleted", by, clock.GetUtcNow(), ids);
            var commit = new Commit(Containers.Customers, id.Value, [CustomerDocuments.Type.Delete(current), HistoryEntry.Type.Create(entry)]);
            if (!(await documents.CommitAsync(commit, cancel)).Holds) continue;
            await references.ReleaseAsync(ClaimsOf(current.Value), id, cancel);
            if (current.Value.Profile.ParentId is { } parent) await branches.SettleAsync(parent, id, cancel, abandoned: true);
            return current.Value;
        }
    }

    private static IEnumerable<string> ClaimsOf(Customer customer) =>
    [
        Claim.OfRef(customer.Ref),
        .. customer.EmailClaims,
        .. customer.ExternalIds.Select(link => Claim.OfStoreCustomer(link.StoreId, link.ExternalId)),
    ];
}
