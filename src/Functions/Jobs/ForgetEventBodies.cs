using Customers.Domain.Blobs;
using Customers.Domain.Documents;
using Customers.Domain.Stores;

namespace Customers.Functions.Jobs;

/// <summary>Removes the raw bodies of events that ended more than 30 days ago: they hold personal data that nobody needs any more.</summary>
public sealed class ForgetEventBodies(IDocumentStore documents, IBlobStore blobs, TimeProvider clock)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).DayNumber;
        var expired = new Query(StoreEvent.Type, 200) { Where = [new Condition.Range("bodyExpiresOn", null, today + 1L)], SortBy = "bodyExpiresOn" };
        await foreach (var found in documents.AllAsync(StoreEvent.Type, expired, cancel))
        {
            if (found.Value.BodyBlob is { } blob) await blobs.DeleteAsync(blob, cancel);
            var bare = found.Value with { BodyBlob = null, BodyExpiresOn = null, BodyExpired = true };
            List<Write> writes = [StoreEvent.Type.Replace(found, bare)];
            if (await documents.ReadAsync(StoreEventBody.Type, bare.Id, StoreEventBody.Id, cancel) is { } body) writes.Add(StoreEventBody.Type.Delete(body));
            await documents.CommitAsync(new(Containers.Events, bare.Id, writes), cancel);
        }
    }
}
