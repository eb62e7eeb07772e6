using Customers.Domain.Outcomes;
using Customers.Domain.Stores;

namespace Customers.Functions.Stores;

/// <summary>Asks the store for one order as it is now, and takes that.</summary>
public sealed class ReadFromStore(IEnumerable<IShopReader> readers, StoreReads reads, AskStore ask, ImportOrder importOrder, TimeProvider clock)
{
    private static readonly TimeSpan LongestTest = TimeSpan.FromSeconds(8);

    public async Task<Outcome<EventResult>> TakeAsync(OpenStore store, string externalId, CancellationToken cancel)
    {
        var readAt = clock.GetUtcNow();
        var read = await reads.RunAsync(store.Store.Id, () => Of(store.Store.Kind).ReadOrderAsync(store.Connection, externalId, cancel));
        // A page that says "back soon" is not the event's fault; credentials stay bad until somebody changes them.
        if (read.IsRefused(out var refusal)) return refusal.Code == StoreAnswer.Error ? throw new StoreUnreachableException(refusal.Detail) : refusal;
        if (read.Value is not { } found) return new EventResult(Ignored: true, "not-in-store: the store does not have this order");
        if (found.Order.IsRefused(out var unusable)) return unusable;
        var imported = await importOrder.RunAsync(store.Store, found.Order.Value, readAt, cancel);
        return EventResult.Done with { ForgetBody = imported.OfRedacted };
    }

    /// <summary>The store's customer as it is now; null when the store does not have it.</summary>
    public async Task<Outcome<ReadBuyer?>> ReadCustomerAsync(OpenStore store, string externalId, CancellationToken cancel)
    {
        var readAt = clock.GetUtcNow();
        var read = await reads.RunAsync(store.Store.Id, () => Of(store.Store.Kind).ReadCustomerAsync(store.Connection, externalId, cancel));
        if (read.IsRefused(out var refusal)) return refusal.Code == StoreAnswer.Error ? throw new StoreUnreachableException(refusal.Detail) : refusal;
        return read.Value is { } who ? new ReadBuyer(who, readAt) : null;
    }

    /// <summary>Tries the credentials, for a person who waits. Refusals: <c>store-unreachable</c> and those of the reader.</summary>
    public Task<Outcome<string>> TestAsync(OpenStore store, CancellationToken cancel) =>
        ask.RunAsync(LongestTest, token => Of(store.Store.Kind).TestAsync(store.Connection, token), cancel);

    public IShopReader Of(StoreKind kind) => readers.First(reader => reader.Kind == kind);
}

/// <param name="ReadAt">When the hub asked for it.</param>
public sealed record ReadBuyer(StoreCustomer Who, DateTimeOffset ReadAt);
