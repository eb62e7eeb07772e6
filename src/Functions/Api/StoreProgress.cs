using Customers.Domain.Documents;
using Customers.Domain.Stores;

namespace Customers.Functions.Api;

/// <summary>How a store is doing, read from what is noted of it and its open events.</summary>
internal sealed class StoreProgress(IDocumentStore documents, TimeProvider clock)
{
    private const int Most = 1000;

    public async Task<StoreStatusResponse> OfAsync(string storeId, CancellationToken cancel)
    {
        var store = new StoreDocuments(
            await FindAsync(PullState.Type, PullState.IdOf(storeId), cancel), await FindAsync(WebhookWatch.Type, WebhookWatch.IdOf(storeId), cancel), await FindAsync(ApiVersion.Type, ApiVersion.IdOf(storeId), cancel));
        var waiting = await OpenAsync(storeId, StoreEventState.Waiting, Most, cancel);
        var parked = await OpenAsync(storeId, StoreEventState.Parked, Most, cancel);
        var ignored = await OpenAsync(storeId, StoreEventState.Ignored, Most, cancel);
        var lag = waiting.Count == 0 ? 0 : (long)(clock.GetUtcNow() - StoreEvent.Type.Read(waiting[0]).Value.ReceivedAt).TotalSeconds;
        return StoreStatusResponse.Of(store, new(waiting.Count, parked.Count, ignored.Count), lag);
    }

    private async Task<T?> FindAsync<T>(DocumentType<T> type, string id, CancellationToken cancel) where T : class => (await documents.ReadAsync(type, id, id, cancel))?.Value;

    private async Task<IReadOnlyList<StoredDocument>> OpenAsync(string storeId, StoreEventState state, int most, CancellationToken cancel) =>
        (await documents.QueryAsync(StoreEvents.Query(storeId, state) with { Limit = most }, cancel)).Items;
}

/// <summary>What the hub has noted of a store; each null before there is anything.</summary>
internal sealed record StoreDocuments(PullState? Pull, WebhookWatch? Watch, ApiVersion? Version);
