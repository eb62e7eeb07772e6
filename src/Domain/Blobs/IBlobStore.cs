namespace Customers.Domain.Blobs;

/// <summary>
/// Files by name. A write that breaks off leaves nothing; a reader sees a whole file or none.
/// Names: segments of <c>[A-Za-z0-9_.-]</c> joined by <c>/</c>, at most 200 characters, no segment that ends in a dot (else <see cref="ArgumentException"/>).
/// Faults: <see cref="Documents.StoreUnavailableException"/>.
/// </summary>
public interface IBlobStore
{
    /// <summary>Streams to the end and then makes the file visible, replacing one of that name.</summary>
    Task<BlobWritten> WriteAsync(string name, Stream content, CancellationToken cancel);

    /// <summary>Null when there is none. The stream can seek.</summary>
    Task<Stream?> OpenReadAsync(string name, CancellationToken cancel);

    /// <summary>False when there was none.</summary>
    Task<bool> DeleteAsync(string name, CancellationToken cancel);

    Task CheckAsync(CancellationToken cancel);
}

/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record BlobWritten(long Length, string Sha256);
