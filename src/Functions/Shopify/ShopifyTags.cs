using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Functions.Stores;

namespace Customers.Functions.Shopify;

/// <summary>Tags: a list in GraphQL, a text with commas in webhooks of versions before 2025-01; anything else tells none.</summary>
internal sealed class ShopifyTags : JsonConverter<IReadOnlyList<string>>
{
    public override IReadOnlyList<string>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return Tidy(reader.GetString()!.Split(','));
        if (reader.TokenType == JsonTokenType.StartArray) return Tidy(JsonSerializer.Deserialize<List<string?>>(ref reader, options) ?? []);
        reader.Skip();
        return null;
    }

    // Not cut: a tag that is too long for the hub is another than its beginning.
    private static List<string> Tidy(IEnumerable<string?> tags) => [.. tags.Select(tag => tag.Tidy(int.MaxValue)).OfType<string>()];

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options) => throw new NotSupportedException();
}
