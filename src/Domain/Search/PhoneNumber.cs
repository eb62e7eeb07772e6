using System.Collections.Frozen;

namespace Customers.Domain.Search;

/// <summary>The digits by which a phone number is found, however it was written.</summary>
internal static class PhoneNumber
{
    private const int FewestDigits = 7;
    private const int LongestCountryCode = 3;

    // ITU-T E.164: these country codes have one or two digits, all others three.
    private static readonly FrozenSet<string> Short = """
        1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>All digits as written; of an international number also with its country code alone, as it is dialled at home, and without any zero.</summary>
    public static IEnumerable<string> Words(string text)
    {
        yield return Digits(text);
        if (International(text) is not { } international) yield break;
        var national = international[CountryCode(international).Length..];
        yield return international;
        yield return national;
        yield return "0" + national;
    }

    /// <summary>The word that finds it.</summary>
    public static string Query(string text) => International(text) ?? Digits(text);

    /// <summary>Rather one phone number than several numbers: it begins like one, or is as long as one.</summary>
    public static bool IsLikely(string text) => text[0] is '+' or '0' or '(' || Digits(text).Length >= FewestDigits;

    public static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    /// <summary>Behind + or 00, without the zero in brackets that is dialled only at home; null without country code or hardly more than that.</summary>
    private static string? International(string text)
    {
        var plain = text.TrimStart().Replace("(0)", "", StringComparison.Ordinal);
        var digits = plain.StartsWith('+') ? Digits(plain) : plain.StartsWith("00", StringComparison.Ordinal) ? Digits(plain)[2..] : "";
        return digits.Length > LongestCountryCode ? digits : null;
    }

    private static string CountryCode(string digits) => Short.Contains(digits[..1]) ? digits[..1] : Short.Contains(digits[..2]) ? digits[..2] : digits[..3];
}
