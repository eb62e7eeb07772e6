using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Customers.Functions.Http;

/// <summary>Reads bodies within a limit and says precisely what is wrong with JSON that cannot be read.</summary>
public static class RequestBytes
{
    /// <summary>What the API takes; endpoints that take more say so by <c>RequestSizeLimit</c> metadata.</summary>
    public const int ApiLimit = 1024 * 1024;

    /// <summary>The whole body. Over the limit: <see cref="UnreadableRequestException"/> (413).</summary>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int limit)
    {
        if (request.ContentLength > limit) throw new UnreadableRequestException(StatusCodes.Status413PayloadTooLarge);
        while (true)
        {
            var result = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
            var isOver = result.Buffer.Length > limit;
            if (!isOver && !result.IsCompleted)
            {
                request.BodyReader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                continue;
            }
            var body = isOver ? [] : result.Buffer.ToArray();
            // Also when refusing: the server passes over the rest only when no read is open.
            request.BodyReader.AdvanceTo(result.Buffer.End);
            return isOver ? throw new UnreadableRequestException(StatusCodes.Status413PayloadTooLarge) : body;
        }
    }

    /// <summary><c>application/json</c>, <c>application/merge-patch+json</c> and every other <c>+json</c>; else 415.</summary>
    public static void DemandJson(HttpRequest request)
    {
        if (!request.HasJsonContentType()) throw new UnreadableRequestException(StatusCodes.Status415UnsupportedMediaType);
    }

    /// <summary>One JSON value in valid UTF-8, no name twice, no half surrogates, nothing behind it; else <c>malformed-json</c>.</summary>
    /// <returns>What kind of value it is.</returns>
    public static JsonValueKind DemandWellFormed(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty) throw UnreadableRequestException.MalformedJson("The body is empty.");
        if (!Utf8.IsValid(body.Span)) throw UnreadableRequestException.MalformedJson("The body is not valid UTF-8.");
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = WireJson.MaxDepth, AllowDuplicateProperties = false });
            if (body.Span.IndexOf("\\u"u8) >= 0) DemandWholeCharacters(body.Span);
            return document.RootElement.ValueKind;
        }
        catch (JsonException e)
        {
            // A name that comes twice is found once all is read, at no place.
            throw UnreadableRequestException.MalformedJson(e.LineNumber is { } line
                ? $"The body is not readable JSON (line {line + 1}, byte {e.BytePositionInLine + 1}), or nests deeper than {WireJson.MaxDepth}."
                : "An object of the body names a property twice.");
        }
        catch (InvalidOperationException)
        {
            throw UnreadableRequestException.MalformedJson("A text of the body holds half a character (an unpaired surrogate).");
        }
    }

    private static void DemandWholeCharacters(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = WireJson.MaxDepth });
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped) reader.GetString();
    }
}
