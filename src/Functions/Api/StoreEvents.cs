using Customers.Domain.Documents;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.Api;

/// <summary>Finding events, and sending parked ones round again.</summary>
internal sealed class StoreEvents(IDocumentStore documents)
{
    public static readonly Refusal BodyExpired = Refusal.Conflict("body-expired", "The raw body of this event is no longer kept.");
    private const int PageSize = 200;

    /// <summary>What is still open has an index of its own.</summary>
    public static Query Query(string storeId, StoreEventState? state) => new(StoreEvent.Type, PageSize)
    {
        Where = state switch
        {
            null => [new Condition.Equal("storeId", storeId)],
            StoreEventState.Done => [new Condition.Equal("storeId", storeId), new Condition.Equal("state", state.Value.ToString())],
            _ => [new Condition.Equal("open", state.Value.ToString()), new Condition.Equal("storeId", storeId)],
        },
        SortBy = "createdAt",
    };

    public async Task<StoreEvent?> FindAsync(string storeId, string eventId, CancellationToken cancel) =>
        (await documents.ReadAsync(StoreEvent.Type, eventId, eventId, cancel))?.Value is { } found && found.StoreId == storeId ? found : null;

    /// <summary>Handled again from the start; doing so twice is doing it once. Refusals: <c>body-expired</c>.</summary>
    public async Task<Outcome<StoreEvent>> ReplayAsync(string storeId, string eventId, CancellationToken cancel)
    {
        while (await documents.ReadAsync(StoreEvent.Type, eventId, eventId, cancel) is { } found && found.Value.StoreId == storeId)
        {
            if (found.Value.BodyExpired) return BodyExpired;
            var again = found.Value with { State = StoreEventState.Waiting, Attempts = 0, NextTryAt = null, BodyExpiresOn = null };
            if (await documents.SaveAsync(StoreEvent.Type, found, again, [StoreEventMessage.Of(eventId)], cancel) is not null) return again;
        }

        return Refusal.NotFound;
    }

    public async Task<int> ReplayParkedAsync(string storeId, CancellationToken cancel)
    {
        var replayed = 0;
        await foreach (var parked in documents.AllAsync(StoreEvent.Type, Query(storeId, StoreEventState.Parked), cancel))
            if (await ReplayAsync(storeId, parked.Value.Id, cancel) is var again && !again.IsRefused(out _)) replayed++;
        return replayed;
    }
}
