using System.Text.Json;
using System.Text.Json.Nodes;

namespace Customers.Functions.Tests.Front;

/// <summary>A field of a request, and values at and beyond what its schema allows.</summary>
/// <param name="Path">As faults name it.</param>
/// <param name="Put">Sets the field in a body.</param>
internal sealed record PublishedField(string Path, Action<JsonObject, JsonNode?> Put, JsonElement Schema)
{
    /// <summary>Of a body and everything in it.</summary>
    public static IEnumerable<PublishedField> Of(JsonElement body) => Within(body, []);

    public IEnumerable<JsonNode?> Beyond => [.. TooBig(), .. TooSmall(), .. Shapeless(), .. OfWrongType()];

    public IEnumerable<JsonNode?> AtLimit
    {
        get
        {
            if (Number("maximum") is { } most) yield return most;
            if (Number("minimum") is { } least) yield return least;
            if (Number("maxLength") is { } length && !Has("pattern")) yield return Text((int)length);
            if (Element("maxLength") is { } longest) yield return new JsonArray(new string('x', longest));
            if (Number("maxItems") is { } items and < 1000 && Element("maxLength") is not null) yield return Many((int)items);
        }
    }

    private IEnumerable<JsonNode?> TooBig()
    {
        if (Number("maximum") is { } most) yield return most + 1;
        if (Number("maxLength") is { } length) yield return Has("pattern") ? new string('1', (int)length + 1) : Text((int)length + 1);
        if (Number("maxItems") is { } items) yield return Many((int)items + 1);
        if (Element("maxLength") is { } longest) yield return new JsonArray(new string('x', longest + 1));
        if (Number("maxProperties") is { } entries) yield return new JsonObject(Enumerable.Range(0, (int)entries + 1).Select(i => KeyValuePair.Create($"x{i}", (JsonNode?)"x")));
    }

    private IEnumerable<JsonNode?> TooSmall()
    {
        if (Number("minimum") is { } least) yield return least - 1;
        if (Number("exclusiveMinimum") is { } below) yield return below;
        if (Number("minLength") is > 0) yield return "";
        if (Number("minItems") is > 0) yield return new JsonArray();
        if (Element("minLength") is > 0) yield return new JsonArray("");
    }

    private IEnumerable<JsonNode?> Shapeless()
    {
        if (Has("pattern") || Has("format") || Has("enum")) yield return "§";
        if (Has("properties")) yield return new JsonObject { ["unknown"] = 1 };
    }

    private IEnumerable<JsonNode?> OfWrongType()
    {
        if (!Has("type")) yield break;
        yield return Types.Contains("boolean") ? "true" : true;
        if (!Types.Contains("null")) yield return null;
    }

    private string[] Types => Schema.GetProperty("type") is { ValueKind: JsonValueKind.Array } types ? [.. types.EnumerateArray().Select(type => type.GetString()!)] : [Schema.GetProperty("type").GetString()!];

    private static IEnumerable<PublishedField> Within(JsonElement schema, object[] steps)
    {
        if (!schema.TryGetProperty("properties", out var properties)) yield break;
        foreach (var property in properties.EnumerateObject())
        {
            object[] here = [.. steps, property.Name];
            yield return new(PathOf(here), (body, value) => Set(body, here, value), property.Value);
            foreach (var inner in Within(property.Value, here)) yield return inner;
            if (!property.Value.TryGetProperty("items", out var items)) continue;
            foreach (var inner in Within(items, [.. here, 0])) yield return inner;
        }
    }

    private static string PathOf(object[] steps) => string.Concat(steps.Select((step, i) => step is int ? $"[{step}]" : i == 0 ? step : $".{step}"));

    private static void Set(JsonNode node, object[] steps, JsonNode? value)
    {
        var last = steps.Length == 1;
        if (steps[0] is string name)
        {
            if (last) node[name] = value;
            else Set(node[name] ??= steps[1] is int ? new JsonArray() : new JsonObject(), steps[1..], value);
            return;
        }

        if (node.AsArray().Count == 0) node.AsArray().Add(new JsonObject());
        Set(node[0]!, steps[1..], value);
    }

    private bool Has(string word) => Schema.TryGetProperty(word, out var said) && !(word == "format" && said.GetString() is "int32");

    private decimal? Number(string word) => Schema.TryGetProperty(word, out var said) ? said.GetDecimal() : null;

    private int? Element(string word) => Schema.TryGetProperty("items", out var items) && items.TryGetProperty(word, out var said) ? said.GetInt32() : null;

    private string Text(int length) => (Schema.TryGetProperty("format", out var format) ? format.GetString() : null) switch
    {
        "email" => $"{new string('x', 60)}@{new string('x', length - 61)}",
        "uri" => $"https://x.example/{new string('x', length - 18)}",
        _ => new string('x', length),
    };

    private static JsonArray Many(int count) => [.. Enumerable.Range(0, count).Select(i => (JsonNode)$"x{i}")];
}
