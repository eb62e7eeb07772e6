using System.Text;
using Customers.Domain.Blobs;
using Customers.Domain.Documents;
using Customers.Domain.Stores;

namespace Customers.Functions.Stores;

/// <summary>The raw body of a kept event, wherever it lies.</summary>
public sealed class EventBodies(IDocumentStore documents, IBlobStore blobs)
{
    public async Task<byte[]> ReadAsync(StoreEvent kept, CancellationToken cancel)
    {
        if (kept.BodyBlob is not { } name)
            return await documents.ReadAsync(StoreEventBody.Type, kept.Id, StoreEventBody.Id, cancel) is { Value.Text: var text } ? Encoding.UTF8.GetBytes(text) : throw Expired(kept);
        if (await blobs.OpenReadAsync(name, cancel) is not { } stream) throw Expired(kept);
        await using (stream)
        {
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, cancel);
            return copy.ToArray();
        }
    }

    private static InvalidOperationException Expired(StoreEvent kept) => new($"The body of {kept.Id} has expired.");
}
