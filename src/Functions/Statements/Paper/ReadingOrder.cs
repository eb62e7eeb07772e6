using System.Globalization;
using System.Text;

namespace Customers.Functions.Statements.Paper;

/// <summary>
/// Puts the characters of one line in the order in which they are seen from left to right: the part of the Unicode bidirectional
/// algorithm (https://www.unicode.org/reports/tr9) that names and document numbers need; embeddings are not among it.
/// </summary>
internal static class ReadingOrder
{
    private const string Mirrors = "()[]{}<>«»";

    private enum Kind { Left, Right, Number, Neutral }

    public static bool StartsRightToLeft(string text) => text.EnumerateRunes().Select(KindOf).FirstOrDefault(k => k is Kind.Left or Kind.Right) == Kind.Right;

    /// <param name="rightToLeft">Does the paragraph start with a right-to-left letter?</param>
    public static string Seen(string line, bool rightToLeft)
    {
        var runes = line.EnumerateRunes().ToArray();
        var kinds = runes.Select(KindOf).ToArray();
        if (!kinds.Contains(Kind.Right)) return line;
        var levels = Levels(runes, kinds, rightToLeft);
        for (var i = 0; i < runes.Length; i++)
            if (levels[i] == 1) runes[i] = Mirrored(runes[i]);
        for (var level = 2; level > 0; level--) ReverseRuns(runes, levels, level);
        return string.Concat(runes);
    }

    // 0: left to right; 1: right to left; 2: left to right within right to left.
    private static int[] Levels(Rune[] runes, Kind[] kinds, bool rightToLeft)
    {
        JoinNumbers(runes, kinds);
        var left = rightToLeft ? 2 : 0;
        var (levels, strong) = (new int[kinds.Length], rightToLeft ? Kind.Right : Kind.Left);
        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] is Kind.Left or Kind.Right) strong = kinds[i];
            // A number behind a left-to-right word belongs to it.
            if (kinds[i] == Kind.Number && strong == Kind.Left) kinds[i] = Kind.Left;
            levels[i] = kinds[i] switch { Kind.Left => left, Kind.Right => 1, _ => 2 };
        }

        for (var i = 0; i < kinds.Length; i++)
            if (kinds[i] == Kind.Neutral) levels[i] = Between(kinds, i, rightToLeft) ? 1 : left;
        return levels;
    }

    // A neutral goes with its neighbours where both agree, else with the paragraph.
    private static bool Between(Kind[] kinds, int at, bool rightToLeft)
    {
        var before = kinds.Take(at).LastOrDefault(k => k != Kind.Neutral, rightToLeft ? Kind.Right : Kind.Left) != Kind.Left;
        var after = kinds.Skip(at).FirstOrDefault(k => k != Kind.Neutral, rightToLeft ? Kind.Right : Kind.Left) != Kind.Left;
        return before == after ? before : rightToLeft;
    }

    private static void JoinNumbers(Rune[] runes, Kind[] kinds)
    {
        for (var i = 1; i < kinds.Length - 1; i++)
            if (runes[i].Value is '.' or ',' or ':' or '/' && kinds[i - 1] == Kind.Number && kinds[i + 1] == Kind.Number) kinds[i] = Kind.Number;
    }

    private static void ReverseRuns(Rune[] runes, int[] levels, int level)
    {
        for (var (start, i) = (-1, 0); i <= levels.Length; i++)
        {
            var inside = i < levels.Length && levels[i] >= level;
            if (inside && start < 0) start = i;
            if (inside || start < 0) continue;
            Array.Reverse(runes, start, i - start);
            Array.Reverse(levels, start, i - start);
            start = -1;
        }
    }

    private static Rune Mirrored(Rune rune) => rune.IsBmp && Mirrors.IndexOf((char)rune.Value, StringComparison.Ordinal) is var at and >= 0 ? new(Mirrors[at ^ 1]) : rune;

    private static Kind KindOf(Rune rune) => rune.Value switch
    {
        _ when Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber => Kind.Number,
        (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF) =>
            Rune.IsLetter(rune) ? Kind.Right : Kind.Neutral,
        _ => Rune.IsLetter(rune) ? Kind.Left : Kind.Neutral,
    };
}
