using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Customers.Functions.Http;

/// <summary>Reads a <c>multipart/form-data</c> body part by part, as it arrives; what cannot be read is <c>malformed-multipart</c> (400).</summary>
internal sealed class Multipart
{
    public const string MalformedCode = "malformed-multipart";
    private const int BufferBytes = 32 * 1024;
    private const int LongestBoundary = 70;
    private readonly MultipartReader _reader;

    /// <summary>Another media type → 415.</summary>
    public Multipart(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            throw new UnreadableRequestException(StatusCodes.Status415UnsupportedMediaType);
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary);
        if (boundary.Length is 0 or > LongestBoundary) throw Malformed();
        _reader = new(boundary.ToString(), request.Body, BufferBytes);
    }

    /// <summary>Null behind the last one. Whatever of the part before was not read is passed over.</summary>
    /// <param name="longest">The most bytes that the part may have; null: any number.</param>
    public async Task<Part?> NextAsync(long? longest, CancellationToken cancel)
    {
        _reader.BodyLengthLimit = longest;
        if (await ReadAsync(() => _reader.ReadNextSectionAsync(cancel)) is not { } section) return null;
        return ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) ? new(disposition, section.Body) : throw Malformed();
    }

    /// <summary>Faults of the connection pass through; those of the text become refusals.</summary>
    public static async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (BadHttpRequestException)
        {
            throw;
        }
        // The two ways in which the reader says that the parts are broken; everything else is a fault of the hub.
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            throw Malformed();
        }
    }

    private static UnreadableRequestException Malformed() =>
        new(StatusCodes.Status400BadRequest, MalformedCode, "The body is not readable multipart/form-data, or it ends too early.");

    public sealed record Part(ContentDispositionHeaderValue Disposition, Stream Body)
    {
        public string Name => HeaderUtilities.RemoveQuotes(Disposition.Name).ToString();

        /// <summary>Null when it is no file. RFC 6266's <c>filename*</c> wins over <c>filename</c>.</summary>
        public string? FileName => Disposition.FileNameStar.HasValue ? Disposition.FileNameStar.Value
            : Disposition.FileName.HasValue ? HeaderUtilities.RemoveQuotes(Disposition.FileName).ToString().Replace("\\\"", "\"", StringComparison.Ordinal)
            : null;
    }
}
