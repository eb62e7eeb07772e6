using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Customers.Domain.Amounts;

/// <summary>The price of one piece: it may have four decimals more than its currency, for screws cost less than a cent.</summary>
[JsonConverter(typeof(UnitPriceJson))]
public readonly record struct UnitPrice
{
    public const int MoreDecimals = 4;

    private UnitPrice(decimal units, Currency currency) => (Units, Currency) = (units, currency);

    /// <summary>Whole units of the currency.</summary>
    public decimal Units { get; }
    public Currency Currency { get; }

    /// <summary>Exact, or false: too many decimals, or beyond <see cref="Money.MaxUnits"/>.</summary>
    public static bool TryFromUnits(decimal units, Currency currency, out UnitPrice price)
    {
        price = new(units, currency);
        return Math.Abs(units) <= Money.MaxUnits && units == Math.Round(units, currency.Decimals + MoreDecimals);
    }

    /// <summary>As the wire shows it: at least the currency's number of decimals, <c>0.0125</c>, <c>12.50</c>.</summary>
    public override string ToString() => Units.ToString("0." + new string('0', Currency.Decimals) + new string('#', MoreDecimals), CultureInfo.InvariantCulture);

    /// <summary>Stored as <c>"EUR 0.0125"</c>.</summary>
    private sealed class UnitPriceJson : JsonConverter<UnitPrice>
    {
        public override UnitPrice Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.GetString() ?? "";
            return new(decimal.Parse(text.AsSpan(4), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture), Currency.Parse(text[..3]));
        }

        public override void Write(Utf8JsonWriter writer, UnitPrice value, JsonSerializerOptions options) => writer.WriteStringValue($"{value.Currency} {value}");
    }
}
