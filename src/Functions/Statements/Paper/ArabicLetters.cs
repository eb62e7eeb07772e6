using System.Collections.Frozen;
using System.Text;

namespace Customers.Functions.Statements.Paper;

/// <summary>
/// Joins Arabic letters. PDFsharp draws characters as they come, so each letter becomes the presentation form of its place in the
/// word: alone, final, initial, medial (https://www.unicode.org/charts/PDF/UFE70.pdf).
/// </summary>
internal static class ArabicLetters
{
    private const char Lam = '\u0644';
    private const char Tatweel = '\u0640';

    // Unicode knows which letter each form stands for, and lists a letter's forms in this very order.
    private static readonly FrozenDictionary<string, string> Forms =
        Range(0xFE80, 0xFEFC).Concat(Range(0xFB50, 0xFBB1)).Concat(Range(0xFBD3, 0xFBE9)).Concat(Range(0xFBFC, 0xFBFF))
            .GroupBy(form => form.ToString().Normalize(NormalizationForm.FormKC), StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => string.Concat(g), StringComparer.Ordinal);

    public static string Join(string text)
    {
        if (!text.Any(IsArabic)) return text;
        var joined = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var before = i > 0 && JoinsNext(text[i - 1]);
            var ligature = text[i] == Lam && i + 1 < text.Length ? Forms.GetValueOrDefault(text.Substring(i, 2)) : null;
            if (ligature is not null) i++;
            var forms = ligature ?? Forms.GetValueOrDefault(text[i].ToString());
            joined.Append(forms is null ? text[i] : Form(forms, before, i + 1 < text.Length && JoinsBack(text[i + 1])));
        }

        return joined.ToString();
    }

    private static char Form(string forms, bool before, bool after) =>
        (before, after && forms.Length == 4, forms.Length) switch
        {
            (true, true, _) => forms[3],
            (false, true, _) => forms[2],
            (true, false, > 1) => forms[1],
            _ => forms[0],
        };

    private static bool JoinsNext(char letter) => letter == Tatweel || Forms.GetValueOrDefault(letter.ToString())?.Length == 4;

    private static bool JoinsBack(char letter) => letter == Tatweel || Forms.GetValueOrDefault(letter.ToString())?.Length > 1;

    private static bool IsArabic(char c) => c is >= '\u0600' and <= '\u06FF';

    private static IEnumerable<char> Range(int first, int last) => Enumerable.Range(first, last - first + 1).Select(c => (char)c);
}
