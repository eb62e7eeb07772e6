using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.Jobs;

public sealed record PageTaken(PullCursor? Next, long? Total, OrdersTaken Orders);

/// <summary>Reads one page of a store's changes and takes its orders.</summary>
public sealed class TakePage(ReadFromStore readers, TakeOrders takeOrders, TimeProvider clock)
{
    public async Task<Outcome<PageTaken>> RunAsync(OpenStore store, PullCursor cursor, CancellationToken cancel)
    {
        var readAt = clock.GetUtcNow();
        var read = await readers.Of(store.Store.Kind).ReadChangesAsync(store.Connection, cursor, cancel);
        if (read.IsRefused(out var refusal)) return refusal;
        return new PageTaken(read.Value.Next, read.Value.Total, await takeOrders.RunAsync(store, read.Value.Orders, readAt, cancel));
    }
}
