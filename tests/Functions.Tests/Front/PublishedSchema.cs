using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Front;

/// <summary>As much of JSON Schema as the hub's description uses; what it does not know it reports.</summary>
internal sealed class PublishedSchema(JsonElement components)
{
    private static readonly string[] Understood =
    [
        "type", "enum", "oneOf", "$ref", "properties", "required", "additionalProperties", "items", "pattern", "format", "description", "default",
        "minLength", "maxLength", "minimum", "exclusiveMinimum", "maximum", "minItems", "maxItems", "maxProperties",
    ];

    /// <summary>Everything about the value that the schema does not allow.</summary>
    public IEnumerable<string> FaultsOf(JsonElement value, JsonElement schema, string at = "$")
    {
        if (schema.TryGetProperty("$ref", out var reference)) return FaultsOf(value, components.GetProperty(reference.GetString()!.Split('/')[^1]), at);
        if (schema.TryGetProperty("oneOf", out var options))
            return options.EnumerateArray().Count(option => !FaultsOf(value, option, at).Any()) == 1 ? [] : [$"{at} fits not exactly one of {options}: {value}"];
        return [.. Unknown(schema, at), .. OfType(value, schema, at), .. OfObject(value, schema, at), .. OfList(value, schema, at), .. OfLimits(value, schema, at)];
    }

    private static IEnumerable<string> Unknown(JsonElement schema, string at) =>
        schema.EnumerateObject().Where(word => !Understood.Contains(word.Name)).Select(word => $"{at}: the schema says '{word.Name}'");

    private static IEnumerable<string> OfType(JsonElement value, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("type", out var type))
        {
            string[] types = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString()!)] : [type.GetString()!];
            if (!types.Any(t => Is(value, t))) yield return $"{at} is no {string.Join(" or ", types)}: {value}";
        }

        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => JsonElement.DeepEquals(word, value))) yield return $"{at} is none of {words}: {value}";
    }

    private IEnumerable<string> OfObject(JsonElement value, JsonElement schema, string at)
    {
        if (value.ValueKind != JsonValueKind.Object) yield break;
        if (schema.TryGetProperty("required", out var required))
            foreach (var name in required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _))) yield return $"{at}.{name} is missing";
        foreach (var property in value.EnumerateObject())
            foreach (var fault in OfProperty(property, schema, $"{at}.{property.Name}")) yield return fault;
    }

    private IEnumerable<string> OfProperty(JsonProperty property, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(property.Name, out var known)) return FaultsOf(property.Value, known, at);
        if (!schema.TryGetProperty("additionalProperties", out var others)) return schema.TryGetProperty("properties", out _) ? [$"{at} is not described"] : [];
        return others.ValueKind switch { JsonValueKind.False => [$"{at} is not allowed"], JsonValueKind.Object => FaultsOf(property.Value, others, at), _ => [] };
    }

    private IEnumerable<string> OfList(JsonElement value, JsonElement schema, string at) =>
        value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items) ? value.EnumerateArray().SelectMany((item, i) => FaultsOf(item, items, $"{at}[{i}]")) : [];

    private static IEnumerable<string> OfLimits(JsonElement value, JsonElement schema, string at)
    {
        var (size, least, most) = value.ValueKind switch
        {
            JsonValueKind.String => (value.GetString()!.Length, "minLength", "maxLength"),
            JsonValueKind.Array => (value.GetArrayLength(), "minItems", "maxItems"),
            JsonValueKind.Object => (value.EnumerateObject().Count(), "", "maxProperties"),
            JsonValueKind.Number => (value.GetDecimal(), "minimum", "maximum"),
            _ => (0m, "", ""),
        };
        if (schema.TryGetProperty(least, out var lower) && size < lower.GetDecimal()) yield return $"{at} is below {lower}: {value}";
        if (value.ValueKind == JsonValueKind.Number && schema.TryGetProperty("exclusiveMinimum", out var below) && size <= below.GetDecimal()) yield return $"{at} is not above {below}: {value}";
        if (schema.TryGetProperty(most, out var upper) && size > upper.GetDecimal()) yield return $"{at} is beyond {upper}: {value}";
        if (value.ValueKind != JsonValueKind.String) yield break;
        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(value.GetString()!, pattern.GetString()!, RegexOptions.ECMAScript, TimeSpan.FromSeconds(1))) yield return $"{at} does not fit {pattern}: {value}";
        if (schema.TryGetProperty("format", out var format) && !Fits(value, format.GetString()!)) yield return $"{at} is no {format}: {value}";
    }

    private static bool Fits(JsonElement value, string format) => format switch
    {
        "date" => DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date-time" => value.TryGetDateTimeOffset(out _) && value.GetString()!.EndsWith('Z'),
        "email" => value.GetString()!.Contains('@', StringComparison.Ordinal),
        "uri" => Uri.TryCreate(value.GetString(), UriKind.Absolute, out _),
        "binary" => true,
        _ => false,
    };

    private static bool Is(JsonElement value, string type) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => false,
    };
}
