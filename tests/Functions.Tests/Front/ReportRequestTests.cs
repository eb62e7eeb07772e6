using System.Text.Json;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Front;

/// <summary>What reports are asked, and the files that they come as.</summary>
public sealed class ReportRequestTests(HubHost hub) : IClassFixture<HubHost>
{
    [Theory]
    [InlineData("sales?by=")]
    [InlineData("sales?by=month&from=2025-01-01")]
    [InlineData("sales?by=salesRep")]
    [InlineData("sales?by=channel&sort=-createdAt")]
    [InlineData("receivables?sort=-createdAt")]
    [InlineData("transactions?from=2026-11-01")]
    [InlineData("transactions?kind=payment")]
    [InlineData("transactions?sort=-createdAt")]
    [InlineData("customers?list=new")]
    [InlineData("customers?list=active&sort=-createdAt")]
    [InlineData("customers?list=onHold")]
    public async Task A_file_says_what_the_pages_say(string report)
    {
        var customer = await AccountDriver.NewAsync(hub.Admin, new { name = "Files", salesReps = new[] { "Eve", "Max" } });
        await customer.TradeAsync(hub.Admin);
        await hub.Admin.PutAsync(customer.Path + "/hold", new { reason = "asked for it" });
        var rows = await hub.Admin.AllAsync($"/api/reports/{report}&limit=2");
        Assert.NotEmpty(rows);
        var file = (await hub.Admin.TextAsync($"/api/reports/{report}&format=csv")).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToList();
        Assert.Equal(rows.Select(row => string.Join(',', file[0].Select(column => row.GetProperty(column).ToString()))), file.Skip(1).Select(cells => string.Join(',', cells)));
    }

    [Theory]
    [InlineData("sales?from=1990-01-01&to=1999-12-31")]
    [InlineData("sales?by=month&from=2990-01-01&to=2999-12-31")]
    [InlineData("transactions?from=1990-01-01&to=1999-12-31")]
    [InlineData("transactions?from=2990-01-01&to=2999-12-31")]
    [InlineData("customers?list=new&from=1900-01-01&to=1909-12-31")]
    [InlineData("customers?list=new&from=2990-01-01&to=2999-12-31")]
    [InlineData("customers?list=lost&from=1900-01-01&to=1909-12-31")]
    [InlineData("customers?list=active&from=2990-01-01&to=2999-12-31")]
    public async Task Of_times_without_trade_there_is_nothing_to_report(string report)
    {
        await (await AccountDriver.NewAsync(hub.Admin)).InvoiceAsync(5);
        foreach (var sort in new[] { "createdAt", "-createdAt" }) Assert.Empty(await hub.Admin.AllAsync($"/api/reports/{report}&sort={sort}"));
    }

    [Theory]
    [InlineData("sales?by=Month")]
    [InlineData("sales?by=month,channel")]
    [InlineData("sales?from=2027-01-01")]
    [InlineData("sales?to=2026-02-30")]
    [InlineData("sales?from=0001-01-01&to=0002-01-01")]
    [InlineData("sales?from=1899-12-31&to=1900-01-01")]
    [InlineData("sales?sort=name")]
    [InlineData("sales?limit=0")]
    [InlineData("sales?format=CSV")]
    [InlineData("sales?kind=invoice")]
    [InlineData("receivables?by=customer")]
    [InlineData("receivables?format=csv&after=x")]
    [InlineData("receivables?sort=total")]
    [InlineData("transactions?by=month")]
    [InlineData("transactions?kind=Invoice")]
    [InlineData("transactions?from=2010-01-01&to=2020-01-01")]
    [InlineData("customers?list=new,lost")]
    [InlineData("customers?to=2026-11-31")]
    [InlineData("customers?format=csv&limit=5")]
    [InlineData("customers?customerId=x")]
    public async Task What_is_not_understood_is_refused(string report) =>
        Assert.Equal("400 validation-failed", await hub.Admin.OutcomeAsync(HttpMethod.Get, "/api/reports/" + report));

    [Theory]
    [InlineData("", "application/json")]
    [InlineData("text/csv", "text/csv")]
    [InlineData("text/csv;q=0.5, application/json", "application/json")]
    [InlineData("text/csv;q=0", "application/json")]
    [InlineData("text/html, */*", "application/json")]
    public async Task A_report_comes_as_its_reader_likes_best_unless_the_address_says_otherwise(string accept, string type)
    {
        foreach (var (query, answered) in new[] { ("", type), ("?format=json", "application/json"), ("?format=csv", "text/csv") })
        {
            using var answer = await hub.Admin.TryAsync(HttpMethod.Get, "/api/reports/receivables" + query, null, ("Accept", accept));
            Assert.Equal(answered, answer.Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task A_customer_that_is_redacted_keeps_its_figures_and_loses_its_name()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin, new { name = "Thaddeus Quince" });
        await customer.TradeAsync(hub.Admin);
        string[] reports = ["sales?", "receivables?", "transactions?from=2026-01-01", "customers?list=active"];
        var before = await Task.WhenAll(reports.Select(RowsAsync));

        await hub.Admin.EndOfJobAsync((await customer.PostAsync("redact", new { })).Text("id"));

        var after = await Task.WhenAll(reports.Select(RowsAsync));
        for (var i = 0; i < reports.Length; i++) Assert.Equal(before[i].Select(row => row.Replace("Thaddeus Quince", "[redacted]", StringComparison.Ordinal)), after[i]);
        foreach (var report in reports) Assert.DoesNotContain("Quince", await hub.Admin.TextAsync($"/api/reports/{report}&format=csv"), StringComparison.Ordinal);

        async Task<List<string>> RowsAsync(string report) =>
            [.. (await hub.Admin.AllAsync("/api/reports/" + report)).Where(row => row.Text("customerId") == customer.Id).Select(row => row.ToString())];
    }
}
