using System.Globalization;
using System.Text.Json;

namespace Customers.Functions.Http;

/// <summary>How a type is read from a request, and what is said when something else stands there.</summary>
internal abstract class WireType<T>
{
    public static readonly WireType<T> Instance = (WireType<T>)WireTypes.For(typeof(T));

    public abstract string Fault { get; }

    /// <summary>The reader stands on the value's first token; false leaves it there.</summary>
    public abstract bool TryRead(ref Utf8JsonReader reader, out T value);
}

internal static class WireTypes
{
    /// <summary>A decimal holds so many without rounding; the point counts as one.</summary>
    public const int MostDigits = 28;

    public static object For(Type type) => type switch
    {
        _ when type == typeof(string) => new Text(),
        _ when type == typeof(bool) => new TrueOrFalse(),
        _ when type == typeof(int) => new WholeNumber(),
        _ when type == typeof(decimal) => new DecimalNumber(),
        _ when type == typeof(DateOnly) => new Date(),
        _ when type == typeof(DateTimeOffset) => new Instant(),
        _ when type == typeof(JsonElement) => new Anything(),
        { IsEnum: true } => Activator.CreateInstance(typeof(Choice<>).MakeGenericType(type))!,
        _ when RequestRecord.Is(type) => Activator.CreateInstance(typeof(Nested<>).MakeGenericType(type))!,
        _ => throw new NotSupportedException($"{type.Name} is not read from requests."),
    };

    private sealed class Text : WireType<string>
    {
        public override string Fault => "must be a text";

        public override bool TryRead(ref Utf8JsonReader reader, out string value)
        {
            value = reader.TokenType == JsonTokenType.String ? reader.GetString()! : null!;
            return value is not null;
        }
    }

    private sealed class TrueOrFalse : WireType<bool>
    {
        public override string Fault => "must be true or false";

        public override bool TryRead(ref Utf8JsonReader reader, out bool value)
        {
            value = reader.TokenType == JsonTokenType.True;
            return value || reader.TokenType == JsonTokenType.False;
        }
    }

    private sealed class WholeNumber : WireType<int>
    {
        public override string Fault => "must be a whole number";

        public override bool TryRead(ref Utf8JsonReader reader, out int value)
        {
            value = 0;
            return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out value);
        }
    }

    /// <summary>Text or number, taken digit by digit: nothing passes through binary floating point.</summary>
    private sealed class DecimalNumber : WireType<decimal>
    {
        public override string Fault => "must be a decimal number like \"129.90\"";

        public override bool TryRead(ref Utf8JsonReader reader, out decimal value)
        {
            value = 0;
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number) || reader.ValueIsEscaped) return false;
            return IsPlain(reader.ValueSpan)
                && decimal.TryParse(reader.ValueSpan, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
        }

        // -?digits(.digits)?  No exponent, no separators, no sign but minus.
        private static bool IsPlain(ReadOnlySpan<byte> text)
        {
            if (text.StartsWith("-"u8)) text = text[1..];
            var point = text.IndexOf((byte)'.');
            if (text.Length > MostDigits) return false;
            return point < 0 ? IsDigits(text) : IsDigits(text[..point]) && IsDigits(text[(point + 1)..]);
        }

        private static bool IsDigits(ReadOnlySpan<byte> text) => text.Length > 0 && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    private sealed class Date : WireType<DateOnly>
    {
        public override string Fault => "must be a date like 2026-01-31";

        public override bool TryRead(ref Utf8JsonReader reader, out DateOnly value)
        {
            value = default;
            return reader.TokenType == JsonTokenType.String
                && DateOnly.TryParseExact(reader.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value);
        }
    }

    /// <summary>RFC 3339. Without an offset it would be anybody's guess.</summary>
    private sealed class Instant : WireType<DateTimeOffset>
    {
        public override string Fault => "must be an instant like 2026-01-31T23:59:00Z";

        public override bool TryRead(ref Utf8JsonReader reader, out DateTimeOffset value)
        {
            value = default;
            if (reader.TokenType != JsonTokenType.String || !NamesOffset(reader.GetString()!) || !reader.TryGetDateTimeOffset(out value)) return false;
            value = value.ToUniversalTime();
            return true;
        }

        private static bool NamesOffset(string text) => text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
    }

    /// <summary>For what only settings can type: custom fields.</summary>
    private sealed class Anything : WireType<JsonElement>
    {
        public override string Fault => "";

        public override bool TryRead(ref Utf8JsonReader reader, out JsonElement value)
        {
            value = JsonElement.ParseValue(ref reader);
            return true;
        }
    }

    private sealed class Choice<T> : WireType<T> where T : struct, Enum
    {
        public override string Fault => Choices<T>.Fault;

        public override bool TryRead(ref Utf8JsonReader reader, out T value)
        {
            value = default;
            return reader.TokenType == JsonTokenType.String && Choices<T>.ByWord.TryGetValue(reader.GetString()!, out value);
        }
    }

    private sealed class Nested<T> : WireType<T> where T : class
    {
        public override string Fault => "must be an object";

        public override bool TryRead(ref Utf8JsonReader reader, out T value)
        {
            value = reader.TokenType == JsonTokenType.StartObject ? JsonSerializer.Deserialize<T>(ref reader, WireJson.Requests)! : null!;
            return value is not null;
        }
    }
}
