using Customers.Domain.Customers;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.Jobs;

/// <summary>Reads what a store knows of its customer: first who it is, then a page of its orders at a time.</summary>
public sealed class ReadLinked(StoreRegistry stores, ReadFromStore readers, ImportCustomer importCustomer, TakeOrders takeOrders, TimeProvider clock)
{
    /// <param name="read">Gets the orders that were read.</param>
    public async Task<CustomerSync> NextAsync(CustomerSync sync, StoreLink link, HashSet<string> read, CancellationToken cancel)
    {
        if (await stores.FindAsync(link.StoreId, cancel) is not { Store.DisabledAt: null } store) return sync.Without(link.StoreId, "store-gone: the store is no longer registered");
        try
        {
            var next = sync.CustomerRead ? await OrdersAsync(sync, store, link, read, cancel) : await CustomerAsync(sync, store, link, cancel);
            return next.IsRefused(out var refusal) ? sync.Without(link.StoreId, $"{refusal.Code}: {refusal.Detail}") : next.Value;
        }
        catch (StoreUnreachableException fault)
        {
            return sync.Without(link.StoreId, $"store-unreachable: {fault.Message}");
        }
    }

    private async Task<Outcome<CustomerSync>> CustomerAsync(CustomerSync sync, OpenStore store, StoreLink link, CancellationToken cancel)
    {
        var readAt = clock.GetUtcNow();
        var found = await readers.Of(store.Store.Kind).ReadCustomerAsync(store.Connection, link.ExternalId, cancel);
        if (found.IsRefused(out var refusal))
            return refusal.Code == "unusable-customer" ? sync.WithCustomer(null, $"{refusal.Code}: customer {link.ExternalId}: {refusal.Detail}") : refusal;
        if (found.Value is not { } who) return sync.WithCustomer(null, $"not-in-store: the store does not have customer {link.ExternalId}");
        // What was read now is newer than whatever the store told before.
        return sync.WithCustomer((await importCustomer.RunAsync(store.Store, who, readAt, cancel)).Result, null);
    }

    private async Task<Outcome<CustomerSync>> OrdersAsync(CustomerSync sync, OpenStore store, StoreLink link, HashSet<string> read, CancellationToken cancel)
    {
        var readAt = clock.GetUtcNow();
        var page = await readers.Of(store.Store.Kind).ReadOrdersOfAsync(store.Connection, link.ExternalId, sync.Position, cancel);
        if (page.IsRefused(out var refusal)) return refusal;
        var taken = await takeOrders.RunAsync(store, page.Value.Orders, readAt, cancel);
        read.UnionWith(page.Value.Orders.Select(order => ReadKnownOrders.KeyOf(link.StoreId, order.ExternalId)));
        return sync.WithOrders(taken.Counts.Orders, taken.Errors, page.Value.Next);
    }
}
