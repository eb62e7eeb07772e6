using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PdfSharp.Pdf;
using PdfSharp.Pdf.IO;

namespace Customers.Functions.Tests.Statements;

/// <summary>Reads back what is drawn on each page: one line a piece of text, in the order of drawing.</summary>
internal static partial class PdfText
{
    public static IReadOnlyList<string> Pages(byte[] pdf)
    {
        using var file = new MemoryStream(pdf);
        using var document = PdfReader.Open(file, PdfDocumentOpenMode.Import);
        return [.. document.Pages.Cast<PdfPage>().Select(Read)];
    }

    private static string Read(PdfPage page)
    {
        var fonts = page.Resources.Elements.GetDictionary("/Font")!;
        var characters = fonts.Elements.Keys.ToDictionary(name => name, name => Characters(fonts.Elements.GetDictionary(name)!), StringComparer.Ordinal);
        var (text, font) = (new StringBuilder(), "");
        foreach (var content in page.Contents)
        {
            foreach (Match match in Operators().Matches(Encoding.Latin1.GetString(content.Stream.UnfilteredValue)))
            {
                if (match.Groups["font"].Success) font = match.Groups["font"].Value;
                else text.AppendJoin("", Glyphs(match.Groups["glyphs"].Value).Select(glyph => characters[font].GetValueOrDefault(glyph, "□"))).Append('\n');
            }
        }

        return text.ToString();
    }

    private static Dictionary<string, string> Characters(PdfDictionary font) =>
        Mappings().Matches(Encoding.Latin1.GetString(font.Elements.GetDictionary("/ToUnicode")!.Stream.UnfilteredValue))
            .ToDictionary(m => m.Groups["glyph"].Value, m => ((char)int.Parse(m.Groups["character"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(), StringComparer.Ordinal);

    private static IEnumerable<string> Glyphs(string hex) => hex.Where(char.IsAsciiHexDigit).Chunk(4).Select(four => new string(four));

    [GeneratedRegex(@"(?<font>/F\d+) [\d.]+ Tf|<(?<glyphs>[0-9A-F\s]+)>\s*Tj", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Operators();

    [GeneratedRegex("<(?<glyph>[0-9A-F]{4})><[0-9A-F]{4}><(?<character>[0-9A-F]{4})>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Mappings();
}
