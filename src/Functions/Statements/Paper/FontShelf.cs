using System.Collections.Concurrent;
using System.Text;
using PdfSharp.Fonts;

namespace Customers.Functions.Statements.Paper;

/// <summary>
/// The fonts that statements are set in: our own first, which draw Latin, Greek, Cyrillic, Arabic, Hebrew, Chinese, Japanese and
/// Korean on a bare machine, then whatever TrueType fonts are installed.
/// </summary>
internal sealed class FontShelf : IFontResolver
{
    private const string Bold = "NotoSans-Bold";
    private static readonly string[] Bundled = ["NotoSans-Regular", "NotoSansArabic-Regular", "NotoSansHebrew-Regular", "DroidSansFallback"];
    private static readonly string[] OtherStyles = ["Bold", "Italic", "Oblique", "Light", "Thin", "Black"];
    private readonly FontFile _bold = OpenBundled(Bold);
    private readonly FontFile[] _bundled = [.. Bundled.Select(OpenBundled)];
    private readonly Lazy<FontFile[]> _installed = new(() => [.. InstalledFiles().Select(OpenInstalled).OfType<FontFile>()]);
    private readonly ConcurrentDictionary<(Rune, bool), FontFile> _chosen = new();

    private FontShelf() => GlobalFontSettings.FontResolver = this;

    /// <summary>PDFsharp takes one resolver for the whole process.</summary>
    public static FontShelf Only { get; } = new();

    /// <summary>The first font that draws this character; where none does, the first of all, which draws a box.</summary>
    public FontFile For(Rune rune, bool bold) => _chosen.GetOrAdd((rune, bold), Choose);

    /// <summary>PDFsharp thickens what has no bold font, and sets it wider by this many ems a character.</summary>
    public static double Widening(FontFile font, bool bold) => bold && font.Name != Bold ? 0.02 : 0;

    public FontResolverInfo ResolveTypeface(string familyName, bool isBold, bool isItalic) => new(familyName, mustSimulateBold: isBold && familyName != Bold, mustSimulateItalic: false);

    public byte[] GetFont(string faceName)
    {
        if (Path.IsPathRooted(faceName)) return File.ReadAllBytes(faceName);
        using var file = Resource(faceName);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private FontFile Choose((Rune Rune, bool Bold) wanted)
    {
        if (wanted.Bold && _bold.Draws(wanted.Rune)) return _bold;
        return _bundled.FirstOrDefault(f => f.Draws(wanted.Rune)) ?? _installed.Value.FirstOrDefault(f => f.Draws(wanted.Rune)) ?? _bundled[0];
    }

    private static Stream Resource(string name) => typeof(FontShelf).Assembly.GetManifestResourceStream(name + ".ttf") ?? throw new FileNotFoundException(name);

    private static FontFile OpenBundled(string name)
    {
        using var file = Resource(name);
        return FontFile.Open(name, file) ?? throw new InvalidDataException(name);
    }

    private static FontFile? OpenInstalled(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return FontFile.Open(path, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A damaged or locked font on this machine is one choice less, no reason to fail a statement.
            return null;
        }
    }

    // Sorted, so that the same machine always chooses the same font.
    private static IEnumerable<string> InstalledFiles() =>
        from folder in new[] { "/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts", Environment.GetFolderPath(Environment.SpecialFolder.Fonts) }
        where Directory.Exists(folder)
        from path in Directory.EnumerateFiles(folder, "*.ttf", new EnumerationOptions { RecurseSubdirectories = true, MatchCasing = MatchCasing.CaseInsensitive }).Order(StringComparer.Ordinal)
        where !OtherStyles.Any(style => Path.GetFileName(path).Contains(style, StringComparison.OrdinalIgnoreCase))
        select path;
}
