using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Customers.Domain.Amounts;

/// <summary>An amount in whole minor units (cents) of one currency. Adding two currencies throws.</summary>
[JsonConverter(typeof(MoneyJson))]
public readonly record struct Money(long Minor, Currency Currency) : IComparable<Money>
{
    /// <summary>No single amount on the wire is larger, in whole units: sums of millions of them still fit.</summary>
    public const decimal MaxUnits = 1_000_000_000_000m;

    public static Money Zero(Currency currency) => new(0, currency);

    public bool IsZero => Minor == 0;
    public bool IsNegative => Minor < 0;
    /// <summary>Puts amounts of all currencies into one order, as if a unit of each were worth the same.</summary>
    public long SortKey => (long)(Units * 1000);
    public decimal Units => (decimal)Minor / Currency.MinorPerUnit;

    /// <summary>Exact, or false: more decimals than the currency has, or beyond <see cref="MaxUnits"/>.</summary>
    public static bool TryFromUnits(decimal units, Currency currency, out Money money)
    {
        money = Zero(currency);
        if (Math.Abs(units) > MaxUnits) return false;
        var minor = units * currency.MinorPerUnit;
        if (minor != decimal.Truncate(minor)) return false;
        money = new((long)minor, currency);
        return true;
    }

    /// <summary>Rounded half away from zero at the currency's decimals.</summary>
    public static Money Round(decimal units, Currency currency) =>
        new((long)Math.Round(units * currency.MinorPerUnit, 0, MidpointRounding.AwayFromZero), currency);

    /// <summary>amount × part ÷ whole, rounded half away from zero. Of the largest amounts, decimal could not hold the product.</summary>
    public static long Proportion(long amount, long part, long whole)
    {
        var (product, divisor) = whole < 0 ? (-(Int128)amount * part, -(Int128)whole) : ((Int128)amount * part, whole);
        return (long)((2 * product + (product < 0 ? -divisor : divisor)) / (2 * divisor));
    }

    public static Money operator +(Money a, Money b) => new(checked(a.Minor + b.Minor), Same(a, b));
    public static Money operator -(Money a, Money b) => new(checked(a.Minor - b.Minor), Same(a, b));
    public static Money operator -(Money a) => new(-a.Minor, a.Currency);
    public static bool operator <(Money a, Money b) => a.CompareTo(b) < 0;
    public static bool operator >(Money a, Money b) => a.CompareTo(b) > 0;
    public static bool operator <=(Money a, Money b) => a.CompareTo(b) <= 0;
    public static bool operator >=(Money a, Money b) => a.CompareTo(b) >= 0;
    public static Money Min(Money a, Money b) => a <= b ? a : b;
    public static Money Max(Money a, Money b) => a >= b ? a : b;

    public int CompareTo(Money other)
    {
        Same(this, other);
        return Minor.CompareTo(other.Minor);
    }

    /// <summary>As the wire shows it: always the currency's number of decimals, <c>129.90</c>.</summary>
    public override string ToString() => Units.ToString("F" + Currency.Decimals, CultureInfo.InvariantCulture);

    private static Currency Same(Money a, Money b) =>
        a.Currency == b.Currency ? a.Currency : throw new InvalidOperationException($"{a.Currency} and {b.Currency} do not add up.");
}

/// <summary>Stored as <c>"EUR 12990"</c>: minor units behind the currency.</summary>
internal sealed class MoneyJson : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? "";
        return new(long.Parse(text.AsSpan(4), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), Currency.Parse(text[..3]));
    }

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) =>
        writer.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{value.Currency.Code} {value.Minor}"));
}
