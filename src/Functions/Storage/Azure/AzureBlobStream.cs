using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Customers.Functions.Storage.Azure;

/// <summary>
/// Reads a file from Blob storage: from beginning to end by the one request that opened it, after a seek by one for the
/// range from there on. When the file is replaced meanwhile the read fails, rather than mix the two.
/// </summary>
internal sealed class AzureBlobStream(BlobClient blob, BlobDownloadStreamingResult opened) : Stream
{
    private readonly ETag _etag = opened.Details.ETag;
    private Stream _content = opened.Content;
    private long _contentAt;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length { get; } = opened.Details.ContentLength;
    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= Length || buffer.IsEmpty) return 0;
        var read = await AzureFaults.TranslatedAsync(async () =>
        {
            if (_contentAt != Position) await MoveAsync(cancellationToken);
            return await _content.ReadAsync(buffer, cancellationToken);
        }, cancellationToken);
        Position = _contentAt += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Whoever answers a request reads asynchronously; this is for readers that cannot.</summary>
    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin)
    {
        var position = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => Position, _ => Length };
        ArgumentOutOfRangeException.ThrowIfNegative(position, nameof(offset));
        return Position = position;
    }

    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() { }

    public override async ValueTask DisposeAsync()
    {
        await _content.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _content.Dispose();
        base.Dispose(disposing);
    }

    private async Task MoveAsync(CancellationToken cancel)
    {
        await _content.DisposeAsync();
        var range = new BlobDownloadOptions { Range = new HttpRange(Position), Conditions = new() { IfMatch = _etag } };
        BlobDownloadStreamingResult rest = await blob.DownloadStreamingAsync(range, cancel);
        (_content, _contentAt) = (rest.Content, Position);
    }
}
