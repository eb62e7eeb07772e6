using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Customers.Domain.Amounts;

/// <summary>An ISO 4217 currency with its number of decimals.</summary>
[JsonConverter(typeof(CurrencyJson))]
public sealed record Currency
{
    // ISO 4217, active codes of countries and unions; without funds, metals and test codes.
    private const string Two = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";
    private const string None = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
    private const string Three = "BHD IQD JOD KWD LYD OMR TND";

    private static readonly FrozenDictionary<string, Currency> Known =
        new[] { (Two, 2), (None, 0), (Three, 3) }
            .SelectMany(group => group.Item1.Split(' ').Select(code => new Currency(code, group.Item2)))
            .ToFrozenDictionary(c => c.Code, StringComparer.Ordinal);

    private Currency(string code, int decimals)
    {
        (Code, Decimals) = (code, decimals);
        MinorPerUnit = decimals switch { 0 => 1, 2 => 100, _ => 1000 };
    }

    /// <summary>What every code looks like; not every such text is one.</summary>
    public const string Pattern = "^[A-Z]{3}$";

    public string Code { get; }
    public int Decimals { get; }
    public long MinorPerUnit { get; }

    /// <summary>Upper case, as ISO writes it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? code, [NotNullWhen(true)] out Currency? currency) =>
        Known.TryGetValue(code ?? "", out currency);

    public static Currency Parse(string code) => TryParse(code, out var currency) ? currency : throw new FormatException($"'{code}' is not a currency.");

    public override string ToString() => Code;
}

internal sealed class CurrencyJson : JsonConverter<Currency>
{
    public override Currency Read(ref System.Text.Json.Utf8JsonReader reader, Type typeToConvert, System.Text.Json.JsonSerializerOptions options) =>
        Currency.Parse(reader.GetString() ?? "");

    public override void Write(System.Text.Json.Utf8JsonWriter writer, Currency value, System.Text.Json.JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Code);
}
