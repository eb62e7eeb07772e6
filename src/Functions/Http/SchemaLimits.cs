using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;

namespace Customers.Functions.Http;

/// <summary>
/// Rules of the domain hold the limits; attributes on a request record show them: <c>[MinLength]</c> and <c>[MaxLength]</c> of a
/// text or list, <c>[StringLength]</c> of each element, <c>[Range]</c>, <c>[RegularExpression]</c>, <c>[EmailAddress]</c>, <c>[Url]</c>.
/// </summary>
internal static class SchemaLimits
{
    public static bool IsRequired(JsonPropertyInfo property) => Limit<RequiredAttribute>(property) is not null;

    public static OpenApiSchema Show(OpenApiSchema schema, JsonPropertyInfo property)
    {
        var (shortest, longest) = (Limit<MinLengthAttribute>(property)?.Length, Limit<MaxLengthAttribute>(property)?.Length);
        if (schema.Type == JsonSchemaType.Array) (schema.MinItems, schema.MaxItems) = (shortest, longest ?? schema.MaxItems);
        else if (schema.Type == JsonSchemaType.Object) schema.MaxProperties = longest;
        else (schema.MinLength, schema.MaxLength) = (shortest, longest ?? schema.MaxLength);
        if (schema.Items is OpenApiSchema element && Limit<StringLengthAttribute>(property) is { } each) (element.MinLength, element.MaxLength) = (1, each.MaximumLength);
        schema.Pattern = Limit<RegularExpressionAttribute>(property)?.Pattern ?? schema.Pattern;
        if (Limit<EmailAddressAttribute>(property) is not null) schema.Format = "email";
        if (Limit<UrlAttribute>(property) is not null) schema.Format = "uri";
        if (Limit<RangeAttribute>(property) is { } range)
        {
            schema.Maximum = Text(range.Maximum);
            if (range.MinimumIsExclusive) schema.ExclusiveMinimum = Text(range.Minimum);
            else schema.Minimum = Text(range.Minimum);
        }

        return schema;
    }

    private static string? Text(object bound) => Convert.ToString(bound, CultureInfo.InvariantCulture);

    private static T? Limit<T>(JsonPropertyInfo property) where T : Attribute =>
        property.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: false).OfType<T>().FirstOrDefault();
}
