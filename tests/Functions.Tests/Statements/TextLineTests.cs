using System.Text;
using Customers.Functions.Statements.Paper;

namespace Customers.Functions.Tests.Statements;

public sealed class TextLineTests
{
    private static readonly TextStyle Style = new(10);

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\u0628", "\uFE8F")] // alone
    [InlineData("\u0628\u0628\u0628", "\uFE91\uFE92\uFE90")] // initial, medial, final
    [InlineData("\u0627\u0628", "\uFE8D\uFE8F")] // alef joins nothing behind it
    [InlineData("\u0644\u0627", "\uFEFB")] // lam and alef are one
    [InlineData("\u0628\u0644\u0627", "\uFE91\uFEFC")]
    [InlineData("\u0628 \u0628", "\uFE8F \uFE8F")]
    [InlineData("\u0628\u0621", "\uFE8F\uFE80")] // hamza joins nothing
    [InlineData("\u067E\u06CC", "\uFB58\uFBFD")] // Persian
    [InlineData("\u0628\u200C\u0628", "\uFE8F\u200C\uFE8F")]
    public void Arabic_letters_take_the_form_of_their_place(string letters, string joined) => Assert.Equal(joined, ArabicLetters.Join(letters));

    [Theory]
    [InlineData("abc 12", "abc 12")]
    [InlineData("אבג", "גבא")]
    [InlineData("אבג 12", "12 גבא")]
    [InlineData("(אבג)", "(גבא)")]
    [InlineData("אבג SO-4711 דהו", "והד SO-4711 גבא")]
    [InlineData("אבג 1,250.50", "1,250.50 גבא")]
    [InlineData("Invoice 12 אבג", "Invoice 12 גבא")]
    [InlineData("Invoice אבג 12 end", "Invoice 12 גבא end")]
    [InlineData("Invoice אבג, דהו!", "Invoice והד ,גבא!")]
    public void A_line_is_put_in_the_order_in_which_it_is_seen(string written, string seen) =>
        Assert.Equal(seen, ReadingOrder.Seen(written, ReadingOrder.StartsRightToLeft(written)));

    [Theory]
    [InlineData("", 40, "")]
    [InlineData("one", 40, "one")]
    [InlineData("one two three", 40, "one two|three")]
    [InlineData("  one \n two  ", 60, "one two")]
    [InlineData("INV-2026-00001", 40, "INV-|2026-|00001")]
    [InlineData("WWWWWWWWWW", 40, "WWWW|WWWW|WW")]
    [InlineData("W", 1, "W")]
    [InlineData("北京时尚服装", 25, "北京|时尚|服装")]
    public void A_text_breaks_where_it_may_and_else_where_it_must(string text, double width, string lines) =>
        Assert.Equal(lines, string.Join('|', TextLine.Wrap(text, Style, width).Select(line => string.Concat(line.Runs.Select(r => r.Text)))));

    [Theory]
    [InlineData("Donaudampfschiffahrtsgesellschaft & Söhne, Αφοί, 北京时尚服装有限公司, محلات الأناقة للملابس")]
    [InlineData("WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW")]
    public void No_line_is_wider_than_asked(string text)
    {
        foreach (var style in new[] { Style, Style with { Bold = true } })
            for (var width = 20; width < 300; width += 7)
                Assert.All(TextLine.Wrap(text, style, width), line => Assert.InRange(line.Width, 0, width + 0.001));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(200)]
    [InlineData(5_000)]
    public void A_font_that_is_cut_off_is_known_as_such(int length)
    {
        using var whole = new MemoryStream(FontShelf.Only.GetFont("NotoSansHebrew-Regular"));
        Assert.True(FontFile.Open("whole", whole)!.Draws(new Rune('א')));
        using var cut = new MemoryStream(whole.ToArray()[..length]);
        Assert.Throws<EndOfStreamException>(() => FontFile.Open("cut", cut));
    }

    [Fact]
    public void What_is_no_font_is_none()
    {
        using var file = new MemoryStream(Encoding.ASCII.GetBytes("OTTO this has no TrueType outlines"));
        Assert.Null(FontFile.Open("no font", file));
    }
}
