using Customers.Domain.Claims;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Merging;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Customers;

/// <summary>Deletes a customer that nothing was ever sold to, with all that it owns. Its history stays.</summary>
public sealed class DeleteCustomer(CustomerStore customers, Branches branches, FinishDeletion finish, IIdSource ids, TimeProvider clock)
{
    /// <summary>The customer as it was. Refusals: <c>customer-has-documents</c>, <c>version-mismatch</c>, not found.</summary>
    public async Task<Outcome<Customer>> RunAsync(CustomerId id, Func<Customer, bool> fits, Caller by, CancellationToken cancel)
    {
        while (true)
        {
            if (await customers.FindAsync(id, cancel) is not { } current) return Refusal.NotFound;
            if (current.Value.Merge is not null) return MergeRules.Merging;
            if (!fits(current.Value)) return Refusal.Stale;
            if (current.Value.HasDocuments || await branches.AnyAsync(current.Value, cancel))
                return Refusal.Conflict("customer-has-documents", "A customer with documents, ledger entries or branches stays.");
            if (current.Value.Counts.Branches > 0) continue; // links that led nowhere are gone now
            var gone = new DeletedCustomer(id, clock.GetUtcNow()) { Claims = ClaimsOf(current.Value) };
            var entry = HistoryWriter.Entry(id, id.Value, "deleted", by, gone.At, ids);
            if (!await customers.DeleteAsync(current, gone, HistoryEntry.Type.Create(entry), cancel)) continue;
            try
            {
                if (current.Value.Profile.ParentId is { } parent) await branches.SettleAsync(parent, id, cancel, abandoned: true);
                await finish.OfAsync(gone, cancel);
            }
            catch (StoreUnavailableException)
            {
                // It is deleted already; the tick does the rest.
            }
            return current.Value;
        }
    }

    private static IReadOnlyList<string> ClaimsOf(Customer customer) =>
    [
        .. customer.FormerRefs.Prepend(customer.Ref).Select(Claim.OfRef),
        .. customer.EmailClaims,
        .. customer.ExternalIds.Select(link => Claim.OfStoreCustomer(link.StoreId, link.ExternalId)),
    ];
}
