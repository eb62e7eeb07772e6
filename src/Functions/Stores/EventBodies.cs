using System.Text;
using Customers.Domain.Blobs;
using Customers.Domain.Stores;

namespace Customers.Functions.Stores;

/// <summary>The raw body of a kept event, wherever it lies.</summary>
public sealed class EventBodies(IBlobStore blobs)
{
    public async Task<byte[]> ReadAsync(StoreEvent kept, CancellationToken cancel)
    {
        if (kept.Body is { } text) return Encoding.UTF8.GetBytes(text);
        if (kept.BodyBlob is not { } name || await blobs.OpenReadAsync(name, cancel) is not { } stream)
            throw new InvalidOperationException($"The body of {kept.Id} has expired.");
        await using (stream)
        {
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, cancel);
            return copy.ToArray();
        }
    }
}
