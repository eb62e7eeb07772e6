using Customers.Domain.Documents;
using Customers.Domain.Stores;

namespace Customers.Functions.Api;

/// <summary>How a store is doing, read from its pull state and its open events.</summary>
internal sealed class StoreProgress(IDocumentStore documents, TimeProvider clock)
{
    private const int Most = 1000;

    public async Task<StoreStatusResponse> OfAsync(string storeId, CancellationToken cancel)
    {
        var id = PullState.IdOf(storeId);
        var state = (await documents.ReadAsync(PullState.Type, id, id, cancel))?.Value;
        var waiting = await OpenAsync(storeId, StoreEventState.Waiting, Most, cancel);
        var parked = await OpenAsync(storeId, StoreEventState.Parked, Most, cancel);
        var ignored = await OpenAsync(storeId, StoreEventState.Ignored, Most, cancel);
        var lag = waiting.Count == 0 ? 0 : (long)(clock.GetUtcNow() - StoreEvent.Type.Read(waiting[0]).Value.ReceivedAt).TotalSeconds;
        return StoreStatusResponse.Of(state, new(waiting.Count, parked.Count, ignored.Count), lag);
    }

    private async Task<IReadOnlyList<StoredDocument>> OpenAsync(string storeId, StoreEventState state, int most, CancellationToken cancel) =>
        (await documents.QueryAsync(StoreEvents.Query(storeId, state) with { Limit = most }, cancel)).Items;
}
