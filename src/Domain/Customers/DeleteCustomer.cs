using Customers.Domain.Claims;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Customers;

/// <summary>Deletes a customer that nothing was ever sold to, with all that it owns. Its history stays.</summary>
public sealed class DeleteCustomer(CustomerStore customers, CreateReference references, RemoveParts parts, IIdSource ids, TimeProvider clock)
{
    /// <summary>The customer as it was. Refusals: <c>customer-has-documents</c>, <c>version-mismatch</c>, not found.</summary>
    public async Task<Outcome<Customer>> RunAsync(CustomerId id, Func<Customer, bool> fits, Caller by, CancellationToken cancel)
    {
        while (true)
        {
            if (await customers.FindAsync(id, cancel) is not { } current) return Refusal.NotFound;
            if (!fits(current.Value)) return Refusal.Stale;
            if (current.Value.HasDocuments) return Refusal.Conflict("customer-has-documents", "A customer with documents or ledger entries stays.");
            var entry = HistoryWriter.Entry(id, id.Value, "deleted", by, clock.GetUtcNow(), ids);
            var deleted = new DeletedCustomer { Id = id.NewDocumentId(ids, IdPrefixes.Deletion), CustomerId = id };
            if (!await customers.DeleteAsync(current, [HistoryEntry.Type.Create(entry), DeletedCustomer.Type.Create(deleted)], cancel)) continue;
            await references.ReleaseAsync(ClaimsOf(current.Value), id, cancel);
            try
            {
                await parts.OfAsync(deleted, cancel);
            }
            catch (StoreUnavailableException)
            {
                // It is deleted already; the tick removes the rest.
            }
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
