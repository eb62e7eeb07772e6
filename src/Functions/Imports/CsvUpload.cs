using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Customers.Functions.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Customers.Functions.Imports;

/// <summary>
/// A <c>text/csv</c> body as it arrives. What is over the limit (413) or not UTF-8 (400 <c>not-utf8</c>) ends in a fault, and
/// whoever stores it stores nothing.
/// </summary>
internal sealed class CsvUpload(Stream body) : Stream, IEndpointParameterMetadataProvider
{
    public const long MostBytes = 64 * 1024 * 1024;
    public const string NotUtf8 = "not-utf8";
    private readonly Decoder _decoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetDecoder();
    private readonly char[] _decoded = new char[8 * 1024];
    private long _read;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public static ValueTask<CsvUpload?> BindAsync(HttpContext context) => ValueTask.FromResult<CsvUpload?>(Of(context.Request));

    /// <summary>Reads a repeated request to its end.</summary>
    public static async Task<string> FingerprintAsync(HttpContext context) =>
        Convert.ToHexStringLower(await SHA256.HashDataAsync(Of(context.Request), context.RequestAborted));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new RequestLimit(MostBytes));
        builder.Metadata.Add(new CsvShape());
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        var read = await body.ReadAsync(buffer, cancellationToken);
        if ((_read += read) > MostBytes) throw new UnreadableRequestException(StatusCodes.Status413PayloadTooLarge);
        DemandUtf8(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A request is read asynchronously.");
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() { }

    private static CsvUpload Of(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase)
            ? new(request.Body)
            : throw new UnreadableRequestException(StatusCodes.Status415UnsupportedMediaType);

    private void DemandUtf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var isEnd = bytes.IsEmpty;
            do
            {
                _decoder.Convert(bytes, _decoded, flush: isEnd, out var used, out _, out _);
                bytes = bytes[used..];
            }
            while (!bytes.IsEmpty);
        }
        catch (DecoderFallbackException)
        {
            throw new UnreadableRequestException(StatusCodes.Status400BadRequest, NotUtf8, "The file is not UTF-8; it may be Windows-1252. Save it as 'CSV UTF-8' and send it again.");
        }
    }

    private sealed record RequestLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
