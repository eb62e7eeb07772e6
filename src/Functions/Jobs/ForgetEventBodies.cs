using Customers.Domain.Blobs;
using Customers.Domain.Documents;
using Customers.Domain.Stores;

namespace Customers.Functions.Jobs;

/// <summary>Removes the raw bodies of events that ended more than 30 days ago: they hold personal data that nobody needs any more.</summary>
public sealed class ForgetEventBodies(IDocumentStore documents, IBlobStore blobs, IFreedSpace freed, TimeProvider clock)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).DayNumber;
        var expired = new Query(StoreEvent.Type, 200) { Where = [new Condition.Range("bodyExpiresOn", null, today + 1L)], SortBy = "bodyExpiresOn" };
        await foreach (var found in documents.AllAsync(StoreEvent.Type, expired, cancel))
            if (await ExpireAsync(found, cancel) is { } marked) await ForgetAsync(marked, cancel);
        await freed.WipeAsync(cancel); // else the next hour
    }

    /// <summary>Of an event that has come to its end, however short ago; false while it waits to be handled.</summary>
    public async Task<bool> ForgetNowAsync(Stored<StoreEvent> seen, CancellationToken cancel)
    {
        for (Stored<StoreEvent>? found = seen; found is not null; found = await documents.ReadAsync(StoreEvent.Type, seen.Value.Id, seen.Value.Id, cancel))
        {
            if (found.Value.State == StoreEventState.Waiting) return false;
            if (found.Value is { BodyExpired: true, BodyBlob: null }) return true;
            if (await ExpireAsync(found, cancel) is { } marked) await ForgetAsync(marked, cancel);
        }

        return true;
    }

    /// <summary>Before a blob goes, the event says so: a delivery that comes again, or a replay, must not rely on it. Null when it was changed meanwhile.</summary>
    private async Task<Stored<StoreEvent>?> ExpireAsync(Stored<StoreEvent> found, CancellationToken cancel) =>
        found.Value.BodyBlob is null ? found : await documents.SaveAsync(StoreEvent.Type, found, found.Value with { BodyExpired = true }, cancel);

    private async Task ForgetAsync(Stored<StoreEvent> found, CancellationToken cancel)
    {
        if (found.Value.BodyBlob is { } blob) await blobs.DeleteAsync(blob, cancel);
        var bare = found.Value with { BodyBlob = null, BodyExpiresOn = null, BodyExpired = true };
        List<Write> writes = [StoreEvent.Type.Replace(found, bare)];
        if (await documents.ReadAsync(StoreEventBody.Type, bare.Id, StoreEventBody.Id, cancel) is { } body) writes.Add(StoreEventBody.Type.Delete(body));
        await documents.CommitAsync(new(Containers.Events, bare.Id, writes), cancel);
    }
}
