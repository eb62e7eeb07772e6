using System.Security.Cryptography;
using System.Text;
using Customers.Domain.Documents;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.Jobs;

/// <param name="Latest">The latest store update time among them.</param>
public sealed record OrdersTaken(PullCounts Counts, DateTimeOffset? Latest, IReadOnlyList<string> Errors);

/// <summary>Takes orders that were read from a store; one that cannot be taken is kept as an event and tried again.</summary>
public sealed partial class TakeOrders(ImportOrder importOrder, IDocumentStore documents, TimeProvider clock, ILogger<TakeOrders> log)
{
    /// <summary>The more of them commit together, the fewer pages and syncs each one costs.</summary>
    private const int AtOnce = 32;

    /// <param name="readAt">When the hub asked the store for them.</param>
    public async Task<OrdersTaken> RunAsync(OpenStore store, IReadOnlyList<ShopOrder> orders, DateTimeOffset readAt, CancellationToken cancel)
    {
        var gate = new Lock();
        var (counts, errors, latest) = (PullCounts.None, new List<string>(), (DateTimeOffset?)null);
        await Parallel.ForEachAsync(orders, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (order, token) =>
        {
            var (count, error) = await TakeAsync(store, order, readAt, token);
            lock (gate)
            {
                counts += count;
                if (error is not null) errors.Add(error);
                if (!order.Order.IsRefused(out _) && !(order.Order.Value.UpdatedAt <= latest)) latest = order.Order.Value.UpdatedAt;
            }
        });
        return new(counts, latest, errors);
    }

    private async Task<(PullCounts Counts, string? Error)> TakeAsync(OpenStore store, ShopOrder order, DateTimeOffset readAt, CancellationToken cancel)
    {
        if (order.Order.IsRefused(out var refusal)) return await KeepAsync(store, order, $"{refusal.Code}: order {order.ExternalId}: {refusal.Detail}", cancel);
        try
        {
            return (PullCounts.Of(await importOrder.RunAsync(store.Store, order.Order.Value, readAt, cancel)), null);
        }
        // One order must not hold up the others of the page: it becomes an event, with its attempts and its place to be seen.
        catch (Exception fault) when (fault is not OperationCanceledException and not StoreUnavailableException)
        {
            LogFailed(fault, store.Store.Id);
            return await KeepAsync(store, order, $"internal-error: order {order.ExternalId}: {fault.GetType().Name}", cancel);
        }
    }

    private async Task<(PullCounts Counts, string? Error)> KeepAsync(OpenStore store, ShopOrder order, string error, CancellationToken cancel)
    {
        var key = string.Join('\n', store.Store.Id, ApplyStoreEvent.PulledTopic, order.ExternalId, Convert.ToHexString(SHA256.HashData(order.Raw.Span)));
        var kept = new StoreEvent
        {
            Id = "evt_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 20)),
            StoreId = store.Store.Id,
            Topic = ApplyStoreEvent.PulledTopic,
            ResourceId = order.ExternalId,
            OrderId = order.ExternalId,
            ReceivedAt = clock.GetUtcNow(),
        };
        Write[] writes = [StoreEvent.Type.Create(kept), StoreEventBody.Type.Create(new(kept.Id, "{}"))];
        await documents.CommitAsync(new(Containers.Events, kept.Id, writes) { Messages = [StoreEventMessage.Of(kept.Id)] }, cancel);
        return (PullCounts.OneFailed, error);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An order of store {StoreId} was read and could not be taken")]
    private partial void LogFailed(Exception fault, string storeId);
}
