using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Customers.Functions.Stores;

/// <summary>
/// Reads what stores and their plugins write: numbers as strings, strings as numbers, <c>""</c> or <c>false</c> for nothing,
/// <c>[]</c> for an empty object. What still cannot be read throws <see cref="JsonException"/> with the path of the field.
/// </summary>
internal static class StoreJson
{
    public const int MaxDepth = 64;

    public static readonly JsonSerializerOptions SnakeCase = OptionsWith(JsonNamingPolicy.SnakeCaseLower);
    public static readonly JsonSerializerOptions CamelCase = OptionsWith(JsonNamingPolicy.CamelCase);

    private static JsonSerializerOptions OptionsWith(JsonNamingPolicy names) => new()
    {
        PropertyNamingPolicy = names,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(), // else it is there only after the first use
        MaxDepth = MaxDepth,
        Converters = { new StoreText(), new StoreNumber(), new StoreInstant() },
    };

    /// <summary>An id's digits; of a global id (<c>gid://shopify/Order/820982911946154508</c>) those at its end.</summary>
    public static string? Digits(string? id)
    {
        var digits = id.AsSpan(id.AsSpan().LastIndexOf('/') + 1);
        return digits is { Length: > 0 and <= 20 } && !digits.ContainsAnyExceptInRange('0', '9') ? digits.ToString() : null;
    }

    /// <summary>A time without an offset is UTC: the only such times read here are WooCommerce's <c>*_gmt</c>.</summary>
    public static bool TryInstant(string? text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        InTicks(text), "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    /// <summary>Shopify tells when a webhook was triggered to the nanosecond; seven decimals of a second can be kept.</summary>
    private static ReadOnlySpan<char> InTicks(ReadOnlySpan<char> text)
    {
        if (text.IndexOf('.') is >= 0 and var point && text[(point + 1)..].IndexOfAnyExceptInRange('0', '9') is > 7 and var decimals)
            return string.Concat(text[..(point + 8)], text[(point + 1 + decimals)..]);
        return text;
    }

    /// <summary>The token as text; null for an empty text, <c>null</c>, booleans, objects and arrays.</summary>
    internal static string? TextOf(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number) return Encoding.UTF8.GetString(reader.ValueSpan);
        if (reader.TokenType == JsonTokenType.String) return reader.GetString() is { Length: > 0 } text ? text : null;
        reader.Skip();
        return null;
    }
}

internal sealed class StoreText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => StoreJson.TextOf(ref reader);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

internal sealed class StoreNumber : JsonConverter<decimal?>
{
    // A decimal holds 28 digits; a longer text would be rounded without a word.
    private const int LongestExact = 28;

    public override decimal? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (StoreJson.TextOf(ref reader) is not { } text) return null;
        return text.Length <= LongestExact && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new JsonException("Not a number.");
    }

    public override void Write(Utf8JsonWriter writer, decimal? value, JsonSerializerOptions options) => throw new NotSupportedException();
}

internal sealed class StoreInstant : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        StoreJson.TextOf(ref reader) is not { } text ? null
        : StoreJson.TryInstant(text, out var time) ? time
        : throw new JsonException("Not a time.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) => throw new NotSupportedException();
}

/// <summary>PHP writes an empty object as <c>[]</c>.</summary>
internal sealed class ObjectOrNothing<T> : JsonConverter<T> where T : class
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartObject) return JsonSerializer.Deserialize<T>(ref reader, options);
        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => throw new NotSupportedException();
}

/// <summary>A list, a GraphQL connection (<c>{"nodes": […]}</c>), or nothing, which is an empty list.</summary>
internal sealed class ListOrNothing<T> : JsonConverter<IReadOnlyList<T>> where T : class
{
    public override bool HandleNull => true;

    public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
            return [.. (JsonSerializer.Deserialize<List<T?>>(ref reader, options) ?? []).OfType<T>()];
        if (reader.TokenType == JsonTokenType.StartObject)
            return JsonSerializer.Deserialize<Connection>(ref reader, options)?.Nodes ?? throw new JsonException("Not a list.");
        reader.Skip();
        return [];
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options) => throw new NotSupportedException();

    private sealed record Connection(IReadOnlyList<T>? Nodes);
}
