using System.Text;
using System.Text.Json;

namespace Customers.Functions.Stores;

/// <summary>What a body says it is about, read without understanding it; each part null where the body does not say.</summary>
/// <param name="ResourceId">The store's id, digits as text.</param>
/// <param name="UpdatedAt">The store's update time, UTC.</param>
public readonly record struct WebhookIdentity(string? ResourceId, DateTimeOffset? UpdatedAt)
{
    private static readonly JsonReaderOptions Depth = new() { MaxDepth = StoreJson.MaxDepth };

    /// <summary>
    /// Looks at the top level only. The number at the end of <paramref name="globalId"/> goes before that of
    /// <paramref name="id"/>, which may have been rounded by a JSON tool on the way.
    /// </summary>
    internal static WebhookIdentity Scan(ReadOnlySpan<byte> body, ReadOnlySpan<byte> globalId, ReadOnlySpan<byte> id, ReadOnlySpan<byte> updatedAt)
    {
        (string? Global, string? Plain, DateTimeOffset? UpdatedAt) found = default;
        try
        {
            var reader = new Utf8JsonReader(body, Depth);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return default;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals(globalId)) found.Global = StoreJson.Digits(ReadText(ref reader));
                else if (reader.ValueTextEquals(id)) found.Plain = StoreJson.Digits(ReadText(ref reader));
                else if (reader.ValueTextEquals(updatedAt)) found.UpdatedAt = StoreJson.TryInstant(ReadText(ref reader), out var time) ? time : null;
                else { reader.Read(); reader.Skip(); }
            }
        }
        // A signed body can still be junk: what was found before it broke off is as good as nothing.
        catch (Exception e) when (e is JsonException or InvalidOperationException) { return default; }
        return new(found.Global ?? found.Plain, found.UpdatedAt);
    }

    private static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return reader.GetString();
        if (reader.TokenType == JsonTokenType.Number) return Encoding.UTF8.GetString(reader.ValueSpan);
        reader.Skip();
        return null;
    }
}
