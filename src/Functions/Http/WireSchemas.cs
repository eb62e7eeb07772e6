using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
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
        if (TextOf(type) is not { } text) return Task.CompletedTask;
        schema.Type = type == context.JsonTypeInfo.Type ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
        (schema.Pattern, schema.Format) = (text.Pattern, text.Format);
        return Task.CompletedTask;
    }

    /// <summary>What a request may hold: the record's properties and no others, each of which may be absent or null.</summary>
    public static OpenApiSchema OfRequest(Type record) => new()
    {
        Type = JsonSchemaType.Object,
        AdditionalPropertiesAllowed = false,
        Properties = WireJson.Requests.GetTypeInfo(record).Properties.Where(p => !p.IsExtensionData)
            .ToDictionary(p => p.Name, p => (IOpenApiSchema)OrNull(Limited(OfPart(p.PropertyType), p)), StringComparer.Ordinal),
    };

    /// <summary>An uploaded file with its category before it.</summary>
    public static OpenApiSchema OfUpload(Type category) => new()
    {
        Type = JsonSchemaType.Object,
        AdditionalPropertiesAllowed = false,
        Required = new HashSet<string>(StringComparer.Ordinal) { "category", "file" },
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["category"] = OfValue(category),
            ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
        },
    };

    /// <summary>Rules of the domain hold the limits; on a request record <c>[MaxLength]</c> shows them, and <c>[StringLength]</c> those of each element.</summary>
    private static OpenApiSchema Limited(OpenApiSchema schema, JsonPropertyInfo property)
    {
        var longest = Limit<MaxLengthAttribute>(property)?.Length;
        if (schema.Type == JsonSchemaType.Array) schema.MaxItems = longest;
        else schema.MaxLength = longest;
        if (schema.Items is OpenApiSchema element) element.MaxLength = Limit<StringLengthAttribute>(property)?.MaximumLength;
        return schema;
    }

    private static T? Limit<T>(JsonPropertyInfo property) where T : Attribute =>
        property.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: false).OfType<T>().FirstOrDefault();

    private static OpenApiSchema OfPart(Type part)
    {
        var value = OfValue(part.GetGenericArguments()[0]);
        var shape = part.GetGenericTypeDefinition();
        return shape == typeof(Field<>) ? value
            : shape == typeof(Items<>) ? new() { Type = JsonSchemaType.Array, Items = value }
            : new() { Type = JsonSchemaType.Object, AdditionalProperties = OrNull(value) };
    }

    private static OpenApiSchema OfValue(Type type) => type switch
    {
        _ when type == typeof(string) => new() { Type = JsonSchemaType.String },
        _ when type == typeof(bool) => new() { Type = JsonSchemaType.Boolean },
        _ when type == typeof(int) => new() { Type = JsonSchemaType.Integer, Format = "int32" },
        _ when type == typeof(decimal) => new() { Type = JsonSchemaType.String | JsonSchemaType.Number, Pattern = DecimalText },
        _ when type == typeof(DateOnly) => new() { Type = JsonSchemaType.String, Format = "date" },
        _ when type == typeof(DateTimeOffset) => new() { Type = JsonSchemaType.String, Format = "date-time" },
        _ when type == typeof(JsonElement) => new(),
        { IsEnum: true } => new() { Type = JsonSchemaType.String, Enum = [.. Enum.GetNames(type).Select(n => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(n))] },
        _ => OfRequest(type),
    };

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
        _ when type == typeof(Currency) => ("^[A-Z]{3}$", null),
        _ when type == typeof(CustomerId) => (null, null),
        _ => null,
    };
}
