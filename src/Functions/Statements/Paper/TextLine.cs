using System.Globalization;
using System.Text;

namespace Customers.Functions.Statements.Paper;

/// <summary>How a text is set; the size in points.</summary>
internal sealed record TextStyle(double Size, bool Bold = false, bool Muted = false)
{
    public double LineHeight => Size * 1.4;
}

/// <summary>Characters of one font, in the order in which they are seen; the width in points.</summary>
internal sealed record TextRun(string Text, FontFile Font, double Width);

/// <summary>One line, measured.</summary>
internal sealed record TextLine(IReadOnlyList<TextRun> Runs)
{
    // Persian parts letters with it; once they are joined it has done its work.
    private const string NonJoiner = "\u200C";

    public double Width => Runs.Sum(r => r.Width);

    public static TextLine Of(string text, TextStyle style)
    {
        var readable = Readable(text);
        return Measured(ReadingOrder.Seen(readable, ReadingOrder.StartsRightToLeft(readable)), style);
    }

    /// <summary>Breaks between words and between Chinese characters, and within what alone is wider than the width. At least one line.</summary>
    public static IReadOnlyList<TextLine> Wrap(string text, TextStyle style, double width)
    {
        var readable = Readable(text);
        var rightToLeft = ReadingOrder.StartsRightToLeft(readable);
        return [.. Break(readable, style, width).Select(line => Measured(ReadingOrder.Seen(line, rightToLeft), style))];
    }

    private static IEnumerable<string> Break(string text, TextStyle style, double width)
    {
        var (start, breakable, used) = (0, 0, 0.0);
        for (int i = 0, length; i < text.Length; i += length)
        {
            var rune = Rune.GetRuneAt(text, i);
            length = rune.Utf16SequenceLength;
            used += WidthOf(rune, style);
            if (used > width && i > start && rune.Value != ' ' && !IsMark(rune))
            {
                var end = breakable > start ? breakable : i;
                yield return text[start..end].TrimEnd();
                (start, used) = (end, text[end..(i + length)].EnumerateRunes().Sum(r => WidthOf(r, style)));
            }

            if (rune.Value is ' ' or '-' or '/' || IsIdeograph(rune)) breakable = i + length;
        }

        yield return text[start..].TrimEnd();
    }

    private static TextLine Measured(string seen, TextStyle style)
    {
        var runs = new List<TextRun>();
        foreach (var rune in seen.EnumerateRunes())
        {
            var (font, width) = (FontShelf.Only.For(rune, style.Bold), WidthOf(rune, style));
            if (runs.LastOrDefault() is { } last && last.Font == font) runs[^1] = last with { Text = last.Text + rune, Width = last.Width + width };
            else runs.Add(new(rune.ToString(), font, width));
        }

        return new(runs);
    }

    // No half characters, no control characters (among them those that turn the reading order), one space at a time, letters joined.
    // Hebrew and Arabic vowel marks, which only a shaping engine could place, are left out, as print mostly does.
    private static string Readable(string text)
    {
        var readable = new StringBuilder(text.Length);
        foreach (var rune in string.Concat(text.EnumerateRunes()).Normalize().EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune)) readable.Append(readable.Length > 0 && readable[^1] != ' ' ? " " : "");
            else if (!IsUnseen(rune)) readable.Append(rune);
        }

        return ArabicLetters.Join(readable.ToString().TrimEnd()).Replace(NonJoiner, "", StringComparison.Ordinal);
    }

    private static bool IsUnseen(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => true,
        UnicodeCategory.Format => rune.Value != NonJoiner[0],
        UnicodeCategory.NonSpacingMark => rune.Value is >= 0x0590 and <= 0x08FF,
        _ => false,
    };

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark;

    private static bool IsIdeograph(Rune rune) => rune.Value is (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    private static double WidthOf(Rune rune, TextStyle style)
    {
        var font = FontShelf.Only.For(rune, style.Bold);
        return (font.Advance(rune) + FontShelf.Widening(font, style.Bold)) * style.Size;
    }
}
