using System.Text;
using Customers.Functions.Statements;

namespace Customers.Functions.Tests.Statements;

public sealed class StatementPdfTests
{
    [Fact]
    public void Each_page_repeats_the_header_of_its_table_and_says_which_page_it_is()
    {
        var pages = PdfText.Pages(StatementPdf.Write(StatementSamples.WithItems(200)));
        Assert.InRange(pages.Count, 5, 7);
        for (var i = 0; i < pages.Count; i++)
        {
            Assert.Contains($"Page {i + 1} of {pages.Count}\n", pages[i], StringComparison.Ordinal);
            Assert.Contains("Date\nDocument\nDue\nTotal\nOpen\n", pages[i], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(29)]
    [InlineData(30)]
    [InlineData(31)]
    [InlineData(5_000)]
    public void Every_item_is_on_paper_once_and_in_order(int count)
    {
        var lines = string.Concat(PdfText.Pages(StatementPdf.Write(StatementSamples.WithItems(count)))).Split('\n');
        Assert.Equal(Enumerable.Range(0, count).Select(i => $"Invoice N{i:00000}"), lines.Where(l => l.StartsWith("Invoice N", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_period_shows_how_the_balance_came_about()
    {
        var text = string.Concat(PdfText.Pages(StatementPdf.Write(StatementSamples.WithMovements(2))));
        Assert.Contains("1 Jan 2026 – 24 Nov 2026\n", text, StringComparison.Ordinal);
        Assert.Contains("Opening balance\n0.00\n24 Nov 2026\nInvoice N00000\n123.45\n123.45\n24 Nov 2026\nPayment N00001\n123.45\n0.00\nClosing balance\n0.00\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Müller & Söhne Łódź Đường Nguyễn Huệ", "Müller & Söhne Łódź Đường Nguyễn Huệ")]
    [InlineData("Αφοί Παπαδόπουλοι", "Αφοί Παπαδόπουλοι")]
    [InlineData("Магазин «Мода»", "Магазин «Мода»")]
    [InlineData("北京时尚服装有限公司", "北京时尚服装有限公司")]
    [InlineData("株式会社ノース", "株式会社ノース")]
    [InlineData("서울특별시", "서울특별시")]
    [InlineData("חנות", "תונח")]
    [InlineData("محلات", "\uFE95\uFEFC\uFEA4\uFEE3")]
    [InlineData("ev\u202Eil\u0000\u200F", "evil")]
    [InlineData("e\u0301", "é")]
    public void A_name_is_drawn_in_any_script_that_a_bundled_font_has(string name, string drawn) =>
        Assert.Contains($"\n{drawn}\n", string.Concat(PdfText.Pages(StatementPdf.Write(StatementSamples.Named(name)))), StringComparison.Ordinal);

    [Theory]
    [InlineData('Z', 200)]
    [InlineData('文', 200)]
    [InlineData('Q', 12_000)]
    public void Of_a_long_text_nothing_is_lost(char letter, int length)
    {
        var text = string.Concat(PdfText.Pages(StatementPdf.Write(StatementSamples.WithMovements(1, description: new string(letter, length)))));
        Assert.Equal(length, text.Count(c => c == letter));
    }

    [Fact]
    public void The_largest_amounts_stay_whole()
    {
        var text = string.Concat(PdfText.Pages(StatementPdf.Write(StatementSamples.WithMovements(1, "KWD", -1_000_000_000_000_000))));
        // balance above, debit, balance of the line, closing balance
        Assert.Equal(4, text.Split('\n').Count(line => line == "-1,000,000,000,000.000"));
    }

    [Fact]
    public void Where_nothing_is_open_it_says_so() =>
        Assert.Contains("Nothing is open.\n", Assert.Single(PdfText.Pages(StatementPdf.Write(StatementSamples.Empty))), StringComparison.Ordinal);

    [Fact]
    public void A_statement_is_dated_by_itself_and_not_by_the_clock()
    {
        var file = Encoding.Latin1.GetString(StatementPdf.Write(StatementSamples.Empty));
        Assert.Contains("D:20261124", file, StringComparison.Ordinal);
        Assert.Contains("<xmp:CreateDate>2026-11-24T00:00:00Z", file, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_statement_gives_the_same_bytes_also_when_many_are_written_at_once()
    {
        var names = new[] { "ABC", "北京", "محلات", "חנות" };
        var first = names.Select(name => StatementPdf.Write(StatementSamples.Named(name))).ToArray();
        Assert.Equal(names.Length, first.Distinct().Count());
        Parallel.For(0, 24, i => Assert.Equal(first[i % names.Length], StatementPdf.Write(StatementSamples.Named(names[i % names.Length]))));
    }
}
