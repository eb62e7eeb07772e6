using System.Collections.Concurrent;
using Customers.Domain.Documents;
using Customers.Domain.Orders;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.Jobs;

/// <summary>
/// Reads again, each by its id, the customer's orders that no store lists for it: those that it placed as a guest, and those in
/// the trash. One that its store does not have any more stays as it is.
/// </summary>
public sealed class ReadKnownOrders(IDocumentStore documents, StoreRegistry stores, ReadFromStore readers, TakeOrders takeOrders, TimeProvider clock)
{
    private const int PageSize = 20;
    private const int AtOnce = 4;

    public static string KeyOf(string storeId, string externalId) => $"{storeId}:{externalId}";

    /// <param name="read">Orders that were read already.</param>
    public async Task<CustomerSync> NextAsync(CustomerSync sync, HashSet<string> read, CancellationToken cancel)
    {
        var query = new Query(Order.Type, PageSize) { Partition = sync.CustomerId.Value, After = sync.Position is { } last ? new(null, last) : null };
        var page = await documents.QueryAsync(Order.Type, query, cancel);
        var unread = page.Items.Select(order => order.Value).Where(order => order.MovedTo is null).Select(order => order.Source).OfType<OrderSource>().Where(source => !read.Contains(KeyOf(source.StoreId, source.ExternalId)));
        foreach (var ofStore in unread.GroupBy(source => source.StoreId))
            // Orders of a store that is no longer registered stay.
            if (!sync.Failed.ContainsKey(ofStore.Key) && await stores.FindAsync(ofStore.Key, cancel) is { } store)
                sync = await TakeAsync(sync, store, [.. ofStore.Select(source => source.ExternalId)], cancel);
        return page.Next is null ? sync with { FinishedAt = clock.GetUtcNow() } : sync with { Position = page.Items[^1].Value.Id };
    }

    private async Task<CustomerSync> TakeAsync(CustomerSync sync, OpenStore store, IReadOnlyList<string> externalIds, CancellationToken cancel)
    {
        var (readAt, found, failed) = (clock.GetUtcNow(), new ConcurrentBag<ShopOrder>(), new ConcurrentBag<string>());
        await Parallel.ForEachAsync(externalIds, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (externalId, token) =>
        {
            if (!failed.IsEmpty) return;
            try
            {
                var order = await readers.Of(store.Store.Kind).ReadOrderAsync(store.Connection, externalId, token);
                if (order.IsRefused(out var refusal)) failed.Add($"{refusal.Code}: {refusal.Detail}");
                else if (order.Value is { } there) found.Add(there);
            }
            catch (StoreUnreachableException fault)
            {
                failed.Add($"store-unreachable: {fault.Message}");
            }
        });
        var taken = await takeOrders.RunAsync(store, [.. found], readAt, cancel);
        var missing = failed.IsEmpty ? externalIds.Count - found.Count : 0;
        var next = sync.WithOrders(taken.Counts.Orders + new Tally(Unchanged: missing), taken.Errors, sync.Position);
        return failed.TryPeek(out var reason) ? next.Without(store.Store.Id, reason) : next;
    }
}
