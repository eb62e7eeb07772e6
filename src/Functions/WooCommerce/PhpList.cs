using System.Text.Json;
using System.Text.Json.Serialization;

namespace Customers.Functions.WooCommerce;

/// <summary>PHP writes a list as an object once its keys are no longer 0, 1, 2 …: a plugin that filters lines does that. Nothing is an empty list.</summary>
internal sealed class PhpList<T> : JsonConverter<IReadOnlyList<T>> where T : class
{
    public override bool HandleNull => true;

    public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartArray) return [.. (JsonSerializer.Deserialize<List<T?>>(ref reader, options) ?? []).OfType<T>()];
        if (reader.TokenType == JsonTokenType.StartObject) return [.. (JsonSerializer.Deserialize<Dictionary<string, T?>>(ref reader, options) ?? []).Values.OfType<T>()];
        reader.Skip();
        return [];
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options) => throw new NotSupportedException();
}
