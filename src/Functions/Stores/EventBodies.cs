using System.Text;
using Customers.Domain.Blobs;
using Customers.Domain.Documents;
using Customers.Domain.Stores;

namespace Customers.Functions.Stores;

/// <summary>A kept event with its raw body, where that lies beside it.</summary>
public sealed record KeptEvent(Stored<StoreEvent> Event, StoreEventBody? Body);

/// <summary>Kept events and their raw bodies, wherever those lie.</summary>
public sealed class EventBodies(IDocumentStore documents, IBlobStore blobs)
{
    public static string BlobOf(string eventId) => "events/" + eventId;

    public async Task<KeptEvent?> FindAsync(string eventId, CancellationToken cancel)
    {
        var found = await documents.ReadManyAsync(Containers.Events, eventId, [eventId, StoreEventBody.Id], cancel);
        var body = found.FirstOrDefault(document => document.Type == StoreEventBody.Type.Name);
        return found.FirstOrDefault(document => document.Type == StoreEvent.Type.Name) is { } kept
            ? new(StoreEvent.Type.Read(kept), body is null ? null : StoreEventBody.Type.Read(body).Value)
            : null;
    }

    public async Task<byte[]> ReadAsync(KeptEvent kept, CancellationToken cancel) =>
        await FindBodyAsync(kept, cancel) ?? throw new InvalidOperationException($"The body of {kept.Event.Value.Id} has expired.");

    /// <summary>Null when it is no longer kept.</summary>
    public async Task<byte[]?> FindBodyAsync(KeptEvent kept, CancellationToken cancel)
    {
        if (kept.Body is { Text: var text }) return Encoding.UTF8.GetBytes(text);
        if (kept.Event.Value.BodyBlob is not { } name || await blobs.OpenReadAsync(name, cancel) is not { } stream) return null;
        await using (stream)
        {
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, cancel);
            return copy.ToArray();
        }
    }
}
