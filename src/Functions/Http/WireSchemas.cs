using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Customers.Domain.Amounts;
using Customers.Domain.Identity;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Customers.Functions.Http;

/// <summary>Schemas of what <see cref="WireJson"/> writes and request records take, which the generator cannot see through.</summary>
internal static class WireSchemas
{
    private const string DecimalText = @"^-?\d+(\.\d+)?$";

    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancel)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object && schema.Properties is { Count: > 0 }) schema.Required = AlwaysThere(context.JsonTypeInfo);
        if (type.IsEnum) (schema.Type, schema.Enum) = (JsonSchemaType.String, WordsOf(type));
        if (TextOf(type) is not { } text) return Task.CompletedTask;
        schema.Type = type == context.JsonTypeInfo.Type ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
        (schema.Pattern, schema.Format) = (text.Pattern, text.Format);
        return Task.CompletedTask;
    }

    // Answers write nulls too, unless a property says otherwise.
    private static HashSet<string> AlwaysThere(JsonTypeInfo type) => type.Properties
        .Where(p => p.AttributeProvider?.IsDefined(typeof(JsonIgnoreAttribute), inherit: false) != true).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>What a request may hold: the record's properties and no others. <c>[Required]</c> ones are never null, and there in a creation; the others may be absent or null.</summary>
    public static OpenApiSchema OfRequest(Type record, bool creates)
    {
        var properties = WireJson.Requests.GetTypeInfo(record).Properties.Where(p => !p.IsExtensionData).ToList();
        var required = properties.Where(SchemaLimits.IsRequired).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        return new()
        {
            Type = JsonSchemaType.Object,
            AdditionalPropertiesAllowed = false,
            Required = creates ? required : null,
            Properties = properties.ToDictionary(p => p.Name, p => (IOpenApiSchema)Part(p, creates), StringComparer.Ordinal),
        };
    }

    /// <summary>An uploaded file with its category before it.</summary>
    public static OpenApiSchema OfUpload(Type category) => new()
    {
        Type = JsonSchemaType.Object,
        AdditionalPropertiesAllowed = false,
        Required = new HashSet<string>(StringComparer.Ordinal) { "category", "file" },
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["category"] = OfValue(category, creates: true),
            ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
        },
    };

    /// <summary>Any JSON is null too: "null or anything", of which null would fit both, is anything.</summary>
    public static void SayAnyOnce(OpenApiDocument document)
    {
        foreach (var schema in document.Components?.Schemas?.Values ?? [])
            foreach (var (name, property) in schema.Properties?.ToList() ?? [])
                if (property.OneOf?.Any(option => option is OpenApiSchema { Type: null, Properties: null, OneOf: null, Enum: null }) == true) schema.Properties![name] = new OpenApiSchema();
    }

    private static OpenApiSchema Part(JsonPropertyInfo property, bool creates)
    {
        var schema = SchemaLimits.Show(OfPart(property.PropertyType, creates), property);
        return SchemaLimits.IsRequired(property) ? schema : OrNull(schema);
    }

    private static OpenApiSchema OfPart(Type part, bool creates)
    {
        var value = OfValue(part.GetGenericArguments()[0], creates);
        var shape = part.GetGenericTypeDefinition();
        return shape == typeof(Field<>) ? value
            : shape == typeof(Items<>) ? new() { Type = JsonSchemaType.Array, Items = value, MaxItems = FieldJson.MostElements - 1 }
            : new() { Type = JsonSchemaType.Object, AdditionalProperties = OrNull(value) };
    }

    private static OpenApiSchema OfValue(Type type, bool creates) => type switch
    {
        _ when type == typeof(string) => new() { Type = JsonSchemaType.String },
        _ when type == typeof(bool) => new() { Type = JsonSchemaType.Boolean },
        _ when type == typeof(int) => new() { Type = JsonSchemaType.Integer, Format = "int32" },
        _ when type == typeof(decimal) => new() { Type = JsonSchemaType.String | JsonSchemaType.Number, MaxLength = WireTypes.MostDigits + 1, Pattern = DecimalText },
        _ when type == typeof(DateOnly) => new() { Type = JsonSchemaType.String, Format = "date" },
        _ when type == typeof(DateTimeOffset) => new() { Type = JsonSchemaType.String, Format = "date-time" },
        _ when type == typeof(JsonElement) => new(),
        { IsEnum: true } => new() { Type = JsonSchemaType.String, Enum = WordsOf(type) },
        _ => OfRequest(type, creates),
    };

    private static List<JsonNode> WordsOf(Type choice) => [.. ChoiceWords.Of(choice).Select(word => (JsonNode)word)];

    private static OpenApiSchema OrNull(OpenApiSchema schema)
    {
        if (schema.Type is { } type) schema.Type = type | JsonSchemaType.Null;
        schema.Enum?.Add(JsonNullSentinel.JsonNull);
        return schema;
    }

    private static (string? Pattern, string? Format)? TextOf(Type type) => type switch
    {
        _ when type == typeof(Money) || type == typeof(decimal) => (DecimalText, null),
        _ when type == typeof(DateTimeOffset) => (null, "date-time"),
        _ when type == typeof(Currency) => (Currency.Pattern, null),
        _ when type == typeof(CustomerId) => (null, null),
        _ => null,
    };
}
