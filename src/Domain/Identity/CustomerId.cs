using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Customers.Domain.Identity;

/// <summary>
/// The id of a customer. The ids of its documents embed it (<c>ord_</c> + own part + the customer's part), so that a
/// document is found by a point read from its id alone and still sorts by its own creation.
/// </summary>
[JsonConverter(typeof(CustomerIdJson))]
public readonly record struct CustomerId
{
    private const int PartLength = 26;

    private CustomerId(string value) => Value = value;

    public string Value { get => field ?? throw new InvalidOperationException("An empty customer id."); }

    public static CustomerId New(IIdSource ids) => new(ids.New(IdPrefixes.Customer));

    /// <summary>Sorts before every id made from then on, and behind those made before.</summary>
    public static string Before(DateTimeOffset instant) => $"{IdPrefixes.Customer}_{UlidSource.Encode((UInt128)(ulong)Math.Max(0, instant.ToUnixTimeMilliseconds()) << 80)}";

    public static bool TryParse([NotNullWhen(true)] string? text, out CustomerId id)
    {
        var fits = text is { Length: PartLength + 4 } && text.StartsWith("cus_", StringComparison.Ordinal) && IsPart(text.AsSpan(4));
        id = fits ? new(text!) : default;
        return fits;
    }

    public static CustomerId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException("Not a customer id.");

    /// <summary>A new id for a document of this customer.</summary>
    public string NewDocumentId(IIdSource ids, string prefix) => ids.New(prefix) + Value[4..];

    /// <summary>The customer whose document this id names.</summary>
    public static bool TryFromDocumentId(string? documentId, string prefix, out CustomerId id)
    {
        id = default;
        if (documentId is null || documentId.Length != prefix.Length + 1 + 2 * PartLength) return false;
        if (!documentId.StartsWith(prefix + "_", StringComparison.Ordinal) || !IsPart(documentId.AsSpan(prefix.Length + 1))) return false;
        id = new(IdPrefixes.Customer + "_" + documentId[^PartLength..]);
        return true;
    }

    public override string ToString() => Value;

    private static bool IsPart(ReadOnlySpan<char> part)
    {
        foreach (var c in part)
            if (!char.IsAsciiDigit(c) && !char.IsAsciiLetterLower(c)) return false;
        return true;
    }
}

internal sealed class CustomerIdJson : JsonConverter<CustomerId>
{
    public override CustomerId Read(ref System.Text.Json.Utf8JsonReader reader, Type typeToConvert, System.Text.Json.JsonSerializerOptions options) =>
        CustomerId.Parse(reader.GetString() ?? "");

    public override void Write(System.Text.Json.Utf8JsonWriter writer, CustomerId value, System.Text.Json.JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
