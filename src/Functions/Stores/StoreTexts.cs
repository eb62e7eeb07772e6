using Customers.Domain.Amounts;

namespace Customers.Functions.Stores;

/// <summary>
/// Texts of a store as the hub keeps them: trimmed, null when empty, otherwise as given; cut where one would bloat documents.
/// </summary>
internal static class StoreTexts
{
    public const int Short = 250, Line = 500, Long = 5000;

    public static string? Tidy(this string? text, int longest = Short)
    {
        if (text is null) return null;
        var tidy = text.AsSpan().Trim();
        if (tidy.Length > longest) tidy = tidy[..(char.IsHighSurrogate(tidy[longest - 1]) ? longest - 1 : longest)];
        return tidy.IsEmpty ? null : tidy.Length == text.Length ? text : tidy.ToString();
    }

    /// <summary>ISO 3166-1 alpha-2 in upper case; null for anything else.</summary>
    public static string? Country(this string? code) =>
        code?.Trim() is { Length: 2 } two && char.IsAsciiLetter(two[0]) && char.IsAsciiLetter(two[1]) ? two.ToUpperInvariant() : null;

    /// <summary>Without trailing zeros: <c>4.00</c> and <c>4</c> are the same content.</summary>
    public static decimal Plain(this decimal number) => number / 1.0000000000000000000000000000m;

    /// <summary>A unit price has up to four decimals more than its currency.</summary>
    public static decimal UnitPrice(decimal units, Currency currency) =>
        Math.Round(units, currency.Decimals + 4, MidpointRounding.AwayFromZero).Plain();
}
