using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Customers.Domain.Customers;

/// <summary>A country by its ISO 3166-1 alpha-2 code, upper case.</summary>
[JsonConverter(typeof(CountryJson))]
public readonly record struct Country
{
    /// <summary>What every code looks like; not every such text is one.</summary>
    public const string Pattern = "^[A-Za-z]{2}$";

    /// <summary>What callers are told whose text is none.</summary>
    public const string Fault = "must be an ISO 3166 country code like DE";

    // ISO 3166-1, officially assigned; XK (Kosovo) is user-assigned, but posts and stores write it.
    private const string Codes = """
        AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
        CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
        GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
        KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ
        NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
        SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ
        UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
        """;

    private static readonly FrozenSet<string> Known = Codes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private Country(string code) => Code = code;

    public string Code { get => field ?? throw new InvalidOperationException("An empty country."); }

    /// <summary>A code in any case.</summary>
    public static bool TryParse(string? text, out Country country)
    {
        var code = text?.ToUpperInvariant() ?? "";
        var known = Known.Contains(code);
        country = known ? new(code) : default;
        return known;
    }

    public static Country Parse(string text) => TryParse(text, out var country) ? country : throw new FormatException("Not a country code.");

    public override string ToString() => Code;
}

internal sealed class CountryJson : JsonConverter<Country>
{
    public override Country Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Country.Parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, Country value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);
}
