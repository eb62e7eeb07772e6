using System.Globalization;
using System.Text;

namespace Customers.Domain.Attachments;

/// <summary>Names of files as people see them. Content never lies under such a name, so it may hold any script.</summary>
public static class FileName
{
    public const int Longest = 255;
    private const string Unnamed = "file";

    /// <summary>
    /// The last segment of what the sender called the file, without characters that hide what it is: controls, line and
    /// paragraph separators, marks that turn the direction of reading.
    /// </summary>
    public static string Clean(string sent)
    {
        var visible = new StringBuilder();
        foreach (var rune in sent[(sent.LastIndexOfAny(['/', '\\']) + 1)..].EnumerateRunes())
            if (!Hides(rune)) visible.Append(rune);
        var name = visible.ToString().Trim().TrimEnd('.', ' ');
        var extension = Path.GetExtension(name);
        var stem = name[..^extension.Length];
        if (stem.Length == 0) stem = Unnamed;
        return extension.Length >= Longest ? Cut(name, Longest) : Cut(stem, Longest - extension.Length) + extension;
    }

    private static bool Hides(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF or 0xFFFE or 0xFFFF;

    private static string Cut(string text, int longest) =>
        text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
}
