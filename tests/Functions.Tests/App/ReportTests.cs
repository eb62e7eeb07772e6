using System.Text.Json;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>Reports over the customers of a small hub, which nobody changes.</summary>
public sealed class ReportTests(ReportTests.SmallHub hub) : IClassFixture<ReportTests.SmallHub>
{
    public sealed class SmallHub : HubHost
    {
        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            var anna = (await Admin.CreateCustomerAsync(new { name = "Anna", channel = "b2b", salesReps = new[] { "Eve", "Max" } })).Text("id");
            var uma = (await Admin.CreateCustomerAsync(new { name = "Uma", channel = "b2b", currency = "USD", salesReps = new[] { "Eve", "Max" } })).Text("id");
            var bo = (await Admin.CreateCustomerAsync(new { name = "=Bo", channel = "d2c" })).Text("id");
            await InvoiceAsync(anna, 100, "2025-12-30", "EUR");
            await InvoiceAsync(anna, 50, "2026-03-01", "EUR");
            await InvoiceAsync(uma, 7, "2026-03-01", "USD");
            await InvoiceAsync(bo, 30, "2026-11-20", "EUR");
            await Admin.PostAsync($"/api/customers/{bo}/credit-notes", new { amount = 10, reason = "Broken", date = "2026-11-21" });
            await Admin.PostAsync($"/api/customers/{bo}/payments", new { amount = 20 });
        }

        private Task<JsonElement> InvoiceAsync(string customer, int amount, string date, string currency) =>
            Admin.PostAsync($"/api/customers/{customer}/invoices", new { issueDate = date, dueDate = date, currency, lines = new[] { new { description = "Goods", quantity = 1, unitPrice = amount } } });
    }

    [Theory]
    [InlineData("", "Anna EUR 50.00 50.00, Uma USD 7.00 7.00, =Bo EUR 30.00 20.00", "EUR 80.00 70.00, USD 7.00 7.00")]
    [InlineData("by=customer&from=2025-12-30", "Anna EUR 150.00 150.00, Uma USD 7.00 7.00, =Bo EUR 30.00 20.00", "EUR 180.00 170.00, USD 7.00 7.00")]
    [InlineData("sort=-createdAt", "=Bo EUR 30.00 20.00, Uma USD 7.00 7.00, Anna EUR 50.00 50.00", "EUR 80.00 70.00, USD 7.00 7.00")]
    [InlineData("by=month&to=2026-10-31", "2026-03 EUR 50.00 50.00, 2026-03 USD 7.00 7.00", "EUR 50.00 50.00, USD 7.00 7.00")]
    [InlineData("by=salesRep", " EUR 30.00 20.00, Eve EUR 50.00 50.00, Eve USD 7.00 7.00, Max EUR 50.00 50.00, Max USD 7.00 7.00", "EUR 80.00 70.00, USD 7.00 7.00")]
    [InlineData("by=channel", "b2b EUR 50.00 50.00, b2b USD 7.00 7.00, d2c EUR 30.00 20.00", "EUR 80.00 70.00, USD 7.00 7.00")]
    [InlineData("from=2020-01-01&to=2020-12-31", "", "")]
    public async Task Sales_are_told_by_what_is_asked_in_pages_of_any_size(string query, string rows, string totals)
    {
        foreach (var limit in new[] { 1, 2, 200 })
            Assert.Equal(rows, string.Join(", ", (await hub.Admin.AllAsync($"/api/reports/sales?{query}&limit={limit}".Replace("?&", "?", StringComparison.Ordinal))).Select(row => $"{KeyOf(row)} {Figures(row)}")));
        var first = await hub.Admin.GetAsync("/api/reports/sales?" + query);
        Assert.Equal(totals, string.Join(", ", first.GetProperty("totals").EnumerateArray().Select(Figures)));

        static string KeyOf(JsonElement row) => new[] { "name", "month", "salesRep", "channel" }.Select(name => row.GetProperty(name).GetString()).FirstOrDefault(key => key is not null) ?? "";
        static string Figures(JsonElement row) => $"{row.Text("currency")} {row.Text("invoiced")} {row.Text("sales")}";
    }

    [Fact]
    public async Task Receivables_tell_what_is_owed_by_age()
    {
        var rows = await hub.Admin.AllAsync("/api/reports/receivables?limit=1");
        Assert.Equal(["Anna EUR 0.00 0.00 150.00 150.00", "Uma USD 0.00 0.00 7.00 7.00"], rows.Select(row => $"{row.Text("name")} {row.Text("currency")} {row.Text("current")} {row.Text("days1To30")} {row.Text("over90")} {row.Text("balance")}"));
        var totals = (await hub.Admin.GetAsync("/api/reports/receivables")).GetProperty("totals").EnumerateArray();
        Assert.Equal(["EUR 150.00", "USD 7.00"], totals.Select(total => $"{total.Text("currency")} {total.Text("total")}"));
        Assert.Equal(3, (await hub.Admin.TextAsync("/api/reports/receivables?format=csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("", "invoice 50.00, invoice 7.00, invoice 30.00, creditNote -10.00, payment -20.00")]
    [InlineData("kind=creditNote", "creditNote -10.00")]
    [InlineData("from=2026-11-20&to=2026-11-21", "invoice 30.00, creditNote -10.00")]
    public async Task Transactions_are_told_by_date(string query, string rows)
    {
        foreach (var limit in new[] { 1, 200 })
            Assert.Equal(rows, string.Join(", ", (await hub.Admin.AllAsync($"/api/reports/transactions?limit={limit}&{query}".TrimEnd('&'))).Select(row => $"{row.Text("kind")} {row.Text("total")}")));
        var file = (await hub.Admin.TextAsync("/api/reports/transactions?format=csv&" + query)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(rows.Split(',').Length, file.Length - 1);
    }

    [Theory]
    [InlineData("", "3 3 0 0")]
    [InlineData("from=2026-03-02", "3 1 2 0")]
    [InlineData("from=2025-01-01&to=2025-12-31", "0 1 0 0")]
    public async Task Customers_are_counted(string query, string counts)
    {
        var report = await hub.Admin.GetAsync("/api/reports/customers?" + query);
        Assert.Equal(counts, string.Join(' ', new[] { "new", "active", "lost", "onHold" }.Select(name => report.GetProperty(name).GetInt32())));
    }

    [Theory]
    [InlineData("list=new", "Anna Uma =Bo")]
    [InlineData("list=new&sort=-createdAt", "=Bo Uma Anna")]
    [InlineData("list=active", "Anna Uma =Bo")]
    [InlineData("list=lost&from=2026-03-02", "Anna Uma")]
    [InlineData("list=onHold", "")]
    public async Task Customers_of_a_group_are_listed(string query, string names)
    {
        foreach (var limit in new[] { 1, 200 })
            Assert.Equal(names, string.Join(' ', (await hub.Admin.AllAsync($"/api/reports/customers?{query}&limit={limit}")).Select(customer => customer.Text("name"))));
    }

    [Fact]
    public async Task A_file_has_all_rows_and_runs_in_no_spreadsheet()
    {
        using var answer = await hub.Admin.TryAsync(HttpMethod.Get, "/api/reports/sales", headers: ("Accept", "text/csv"));
        var rows = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("customerId,ref,name,currency,invoiced,credited,sales,shipping,tax,invoices", rows[0].TrimStart('\uFEFF'));
        Assert.EndsWith(",'=Bo,EUR,30.00,10.00,20.00,0.00,0.00,1", rows[3], StringComparison.Ordinal);
        Assert.Equal(4, rows.Length);
    }

    [Theory]
    [InlineData("sales?by=product")]
    [InlineData("sales?from=yesterday")]
    [InlineData("sales?from=2026-02-01&to=2026-01-31")]
    [InlineData("sales?from=2016-01-01&to=2026-01-01")]
    [InlineData("sales?format=xml")]
    [InlineData("sales?format=csv&limit=1")]
    [InlineData("sales?after=x")]
    [InlineData("sales?color=red")]
    [InlineData("receivables?from=2026-01-01")]
    [InlineData("transactions?kind=allocation")]
    [InlineData("customers?list=old")]
    public async Task What_is_not_understood_is_refused(string path) =>
        Assert.Equal("400 validation-failed", await hub.Admin.OutcomeAsync(HttpMethod.Get, "/api/reports/" + path));
}
