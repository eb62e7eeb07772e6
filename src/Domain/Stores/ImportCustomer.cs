using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;

namespace Customers.Domain.Stores;

/// <summary>Creates or updates the customer that a store tells about.</summary>
public sealed class ImportCustomer(CustomerStore customers, FindCustomer findCustomer, PrepareCustomer prepareCustomer, IIdSource ids, TimeProvider clock)
{
    /// <summary>The store created or changed a customer.</summary>
    public async Task<ImportedCustomer> RunAsync(Store store, StoreCustomer who, DateTimeOffset toldAt, CancellationToken cancel)
    {
        while (true)
        {
            var found = await findCustomer.RunAsync(store, who, here: null, cancel);
            var current = await customers.FindAsync(found.Id, cancel);
            var (next, writes) = await prepareCustomer.RunAsync(store, found, current, new(who, toldAt, "Customer " + who.ExternalId), cancel);
            var ofRedacted = next.RedactedAt is not null;
            if (current is not null && next == current.Value) return new(ImportResult.Unchanged, ofRedacted);
            if (current is null) writes = [HistoryEntry.Type.Create(Entry(store, next, "imported", [])), .. writes];
            // That the store told something newer is kept, but is no change of the record.
            var changed = writes.Count > 0;
            if (await customers.CommitAsync(current, next, writes, cancel))
                return new(current is null ? ImportResult.Created : changed ? ImportResult.Updated : ImportResult.Unchanged, ofRedacted);
            // Deleted, or gone into another one; else somebody was faster.
            if (current is null && (await customers.FollowAsync(found.Id, cancel))?.Value is var now && now?.Id != found.Id) await findCustomer.LeadOnAsync(store, who, found.Id, now, cancel);
        }
    }

    /// <summary>The store deleted the customer: the link goes, and the customer is inactive.</summary>
    public async Task UnlinkAsync(Store store, string externalId, CancellationToken cancel)
    {
        while (true)
        {
            if (await findCustomer.FindLinkedAsync(store, externalId, cancel) is not { } id) return;
            if (await customers.FollowAsync(id, cancel) is { } current && current.Value.ExternalIds.Any(link => link.StoreId == store.Id && link.ExternalId == externalId))
            {
                var next = current.Value.Unlink(store.Id, externalId, clock.GetUtcNow());
                var entry = Entry(store, next, "unlinked", HistoryWriter.Between(current.Value.Profile, next.Profile));
                if (!await customers.CommitAsync(current, next, [HistoryEntry.Type.Create(entry)], cancel)) continue;
            }

            await findCustomer.ReleaseLinkAsync(store, externalId, cancel);
            return;
        }
    }

    private HistoryEntry Entry(Store store, Customer customer, string action, IReadOnlyList<FieldChange> changes) =>
        HistoryWriter.Entry(customer.Id, customer.Id.Value, action, new(store.Id, store.Name, Role.Staff), clock.GetUtcNow(), ids, changes);
}

/// <param name="OfRedacted">What the store sent must not be kept longer than it takes.</param>
public sealed record ImportedCustomer(ImportResult Result, bool OfRedacted);
