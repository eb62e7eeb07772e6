using Customers.Domain.Outcomes;
using Customers.Domain.Search;

namespace Customers.Domain.Settings;

/// <summary>What the number of a document looks like.</summary>
public static class NumberText
{
    public const int Longest = 50;

    /// <param name="given">Null: nobody gives one.</param>
    public static void Check(Numbering numbering, string? given, Faults faults)
    {
        const string field = "number";
        if (given is null)
        {
            faults.Require(numbering.Auto, field, "must be given: automatic numbering is off");
            return;
        }

        faults.Require(given.Length is > 0 and <= Longest, field, $"must have 1 to {Longest} characters")
            .Require(given == given.Trim() && !given.Any(char.IsControl), field, "must not begin or end with spaces or contain control characters")
            .Require(!numbering.Auto || DigitsBehind(numbering.Prefix, given) is null, field, "must not look like the numbers that are made automatically");
    }

    /// <summary>Null unless the text is the prefix, in any case, and digits.</summary>
    public static string? DigitsBehind(string prefix, string text)
    {
        var (folded, start) = (SearchWords.Fold(text), SearchWords.Fold(prefix));
        if (folded.Length <= start.Length || !folded.StartsWith(start, StringComparison.Ordinal)) return null;
        var digits = folded[start.Length..];
        return digits.All(char.IsAsciiDigit) ? digits : null;
    }
}
