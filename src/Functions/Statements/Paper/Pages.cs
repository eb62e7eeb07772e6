using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;

namespace Customers.Functions.Statements.Paper;

/// <summary>A4 pages, written from the top down. Lengths are points (1/72 inch).</summary>
internal sealed class Pages : IDisposable
{
    public const double Left = 48;
    public const double Right = 547;
    public const double Width = Right - Left;
    private const double Top = 48;
    private const double Bottom = 786;
    private const double FooterBaseline = 812;
    private static readonly XColor Ink = XColor.FromArgb(0x1F, 0x29, 0x33);
    private static readonly XColor Faint = XColor.FromArgb(0x5F, 0x6B, 0x7A);
    private static readonly XSolidBrush InkBrush = new(Ink);
    private static readonly XSolidBrush FaintBrush = new(Faint);
    private static readonly XPdfFontOptions Unicode = new(PdfFontEncoding.Unicode);
    private readonly Dictionary<(FontFile, double, bool), XFont> _fonts = [];
    private XGraphics _page;

    public Pages() => _page = AddPage();

    public PdfDocument Document { get; } = new();

    /// <summary>Where the next line begins.</summary>
    public double Y { get; set; } = Top;

    public static double FullHeight => Bottom - Top;

    public bool Fits(double height) => Y + height <= Bottom;

    public void NextPage()
    {
        _page.Dispose();
        _page = AddPage();
        Y = Top;
    }

    /// <summary>Writes a line whose top is at <see cref="Y"/>, which stays.</summary>
    public void Write(TextLine line, TextStyle style, double x) => Write(_page, line, style, x, Y + style.Size * 1.1);

    public void WriteRight(TextLine line, TextStyle style, double right) => Write(line, style, right - line.Width);

    public void Rule(double thickness, bool faint = false) => _page.DrawLine(new(faint ? XColor.FromArgb(0xDD, 0xE2, 0xE8) : Ink, thickness), Left, Y, Right, Y);

    /// <summary>Writes the foot of every page, now that their number is known.</summary>
    public void Number(string title, TextStyle style)
    {
        _page.Dispose();
        for (var i = 0; i < Document.PageCount; i++)
        {
            using var page = XGraphics.FromPdfPage(Document.Pages[i]);
            var number = TextLine.Of($"Page {i + 1} of {Document.PageCount}", style);
            Write(page, TextLine.Wrap(title, style, Width - number.Width - 24)[0], style, Left, FooterBaseline);
            Write(page, number, style, Right - number.Width, FooterBaseline);
        }
    }

    public void Dispose()
    {
        _page.Dispose();
        Document.Dispose();
    }

    private XGraphics AddPage()
    {
        var page = Document.AddPage();
        page.Size = PageSize.A4;
        return XGraphics.FromPdfPage(page);
    }

    private void Write(XGraphics page, TextLine line, TextStyle style, double x, double baseline)
    {
        foreach (var run in line.Runs)
        {
            page.DrawString(run.Text, FontOf(run.Font, style), style.Muted ? FaintBrush : InkBrush, x, baseline, XStringFormats.BaseLineLeft);
            x += run.Width;
        }
    }

    private XFont FontOf(FontFile file, TextStyle style)
    {
        if (_fonts.TryGetValue((file, style.Size, style.Bold), out var font)) return font;
        return _fonts[(file, style.Size, style.Bold)] = new(file.Name, style.Size, style.Bold ? XFontStyleEx.Bold : XFontStyleEx.Regular, Unicode);
    }
}
