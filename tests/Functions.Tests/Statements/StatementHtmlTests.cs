using Customers.Domain.Accounts;
using Customers.Functions.Statements;

namespace Customers.Functions.Tests.Statements;

public sealed class StatementHtmlTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("\"><img src=x onerror=alert(1)>", "&quot;&gt;&lt;img src=x onerror=alert(1)&gt;")]
    [InlineData("</style></title>", "&lt;/style&gt;&lt;/title&gt;")]
    [InlineData("Müller & Söhne", "Müller &amp; Söhne")]
    [InlineData("{0} {name} }", "{0} {name} }")]
    [InlineData("北京时尚服装", "北京时尚服装")]
    public void What_people_wrote_is_text_wherever_it_stands(string written, string shown)
    {
        var sample = StatementSamples.WithMovements(1, description: written);
        var html = StatementHtml.Write(sample with
        {
            Organisation = written,
            Customer = new(written, written, [written]),
            Movements = [sample.Movements[0] with { Number = written }],
            Items = [.. StatementSamples.WithItems(1).Items.Select(i => i with { Number = written })],
        });

        // title, organisation, name, address, reference, number and description, number
        Assert.Equal(8, html.Split(shown).Length - 1);
        if (shown != written) Assert.DoesNotContain(written, html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_turns_the_reading_order_turns_only_itself() =>
        Assert.Contains("<strong><bdi>\u202Eevil</bdi></strong>", StatementHtml.Write(StatementSamples.Named("\u202Eevil")), StringComparison.Ordinal);

    [Fact]
    public void The_page_runs_nothing_and_loads_nothing()
    {
        var html = StatementHtml.Write(StatementSamples.WithMovements(3));
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
        foreach (var loader in new[] { "<script", "<link", "<img", "src=", "url(", "http:", "https:", "@import" }) Assert.DoesNotContain(loader, html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("EUR", 123456789, "1,234,567.89")]
    [InlineData("JPY", 123456789, "123,456,789")]
    [InlineData("KWD", 123456789, "123,456.789")]
    [InlineData("EUR", -5, "-0.05")]
    public void Amounts_have_the_decimals_of_their_currency(string currency, long minor, string shown) =>
        Assert.Contains($"<td class=\"figures\">{shown}</td>", StatementHtml.Write(StatementSamples.WithItems(1, currency, minor)), StringComparison.Ordinal);

    [Fact]
    public void Without_a_period_there_are_no_movements()
    {
        var html = StatementHtml.Write(StatementSamples.WithItems(1));
        Assert.DoesNotContain("Movements", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Period", html, StringComparison.Ordinal);
        Assert.Contains("<h2>Open items</h2>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_is_open_it_says_so() => Assert.Contains("Nothing is open.", StatementHtml.Write(StatementSamples.Empty), StringComparison.Ordinal);

    [Fact]
    public void Open_items_end_with_their_sum()
    {
        var credit = StatementSamples.WithItems(1, minor: -2345, kind: PostingKind.CreditNote).Items;
        var html = StatementHtml.Write(StatementSamples.WithItems(2) with { Items = [.. StatementSamples.WithItems(2).Items, .. credit] });
        Assert.Contains("<bdi>Credit note N00000</bdi>", html, StringComparison.Ordinal);
        Assert.Contains("<tr class=\"sum\"><td class=\"date\"></td><td><bdi>Total</bdi></td><td class=\"date\"></td><td class=\"figures\"></td><td class=\"figures\">223.45</td></tr>", html, StringComparison.Ordinal);
    }
}
