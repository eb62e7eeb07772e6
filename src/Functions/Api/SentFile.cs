using System.Security.Cryptography;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

/// <summary>
/// The content of an uploaded file, as it arrives. Its end is reached only where the whole request ends well: a file over the
/// limit (413), a body that breaks off or goes on behind the file (400) end in a fault, and whoever stores it stores nothing.
/// </summary>
internal sealed class SentFile(ReadOnlyMemory<byte> start, Stream rest, Multipart multipart) : Stream
{
    /// <summary>Bytes.</summary>
    public const long MostBytes = 90 * 1024 * 1024;
    private ReadOnlyMemory<byte> _start = start;
    private long _read;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        var read = _start.IsEmpty ? await Multipart.ReadAsync(() => rest.ReadAsync(buffer, cancellationToken).AsTask()) : TakeStart(buffer);
        if ((_read += read) > MostBytes) throw new UnreadableRequestException(StatusCodes.Status413PayloadTooLarge);
        if (read == 0 && await multipart.NextAsync(longest: 0, cancellationToken) is { } part)
            throw new UnreadableRequestException(StatusCodes.Status400BadRequest, Multipart.MalformedCode, $"The file must be the last part; '{part.Name}' comes behind it.");
        return read;
    }

    /// <summary>Reads it to the end, keeping nothing.</summary>
    public async Task<string> HashAsync(CancellationToken cancel) => Convert.ToHexStringLower(await SHA256.HashDataAsync(this, cancel));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A request is read asynchronously.");
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() { }

    private int TakeStart(Memory<byte> buffer)
    {
        var taken = Math.Min(_start.Length, buffer.Length);
        _start[..taken].CopyTo(buffer);
        _start = _start[taken..];
        return taken;
    }
}
