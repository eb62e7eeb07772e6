using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Domain.Amounts;

namespace Customers.Functions.Http;

/// <summary>JSON as the contract wants it.</summary>
public static class WireJson
{
    /// <summary>How deep a request may nest.</summary>
    public const int MaxDepth = 32;

    /// <summary>Answers: camelCase, nulls written, enums as words, money and other decimals as texts, instants in UTC with Z.</summary>
    public static JsonSerializerOptions Answers { get; } = Configure(new(JsonSerializerDefaults.Web));

    /// <summary>Requests: names exactly as written.</summary>
    internal static JsonSerializerOptions Requests { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        MaxDepth = MaxDepth,
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
    };

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        // Names of people in every script stay readable; answers are never HTML.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new MoneyText());
        options.Converters.Add(new DecimalText());
        options.Converters.Add(new UtcInstant());
        return options;
    }

    private sealed class MoneyText : WriteOnly<Money>
    {
        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    private sealed class DecimalText : WriteOnly<decimal>
    {
        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString("0.############################", CultureInfo.InvariantCulture));
    }

    private sealed class UtcInstant : WriteOnly<DateTimeOffset>
    {
        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime);
    }

    private abstract class WriteOnly<T> : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Requests are read as Body<T>.");
    }
}
