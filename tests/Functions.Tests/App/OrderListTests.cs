using System.Text.Json;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>Orders searched, filtered, sorted, exported.</summary>
public sealed class OrderListTests(HubHost hub) : IClassFixture<HubHost>
{
    private static readonly SemaphoreSlim Filling = new(1);
    private static string? _customer;

    [Theory]
    [InlineData("", "LIST-2 LIST-10 LIST-1")]
    [InlineData("sort=number", "LIST-1 LIST-2 LIST-10")]
    [InlineData("sort=-number", "LIST-10 LIST-2 LIST-1")]
    [InlineData("sort=total", "LIST-10 LIST-1 LIST-2")]
    [InlineData("sort=-dueDate", "LIST-10 LIST-2 LIST-1")]
    [InlineData("sort=status", "LIST-10 LIST-2 LIST-1")] // cancelled, confirmed, draft
    [InlineData("sort=-createdAt&status=confirmed", "LIST-2")]
    [InlineData("q=blue sh", "LIST-2 LIST-10")]
    [InlineData("q=list-1", "LIST-10 LIST-1")]
    [InlineData("q=po77", "LIST-1")]
    [InlineData("poNumber=PO77&sort=total", "LIST-1")]
    [InlineData("poNumber=PO7", "")]
    [InlineData("from=2026-11-24&to=2026-11-24", "LIST-2 LIST-10 LIST-1")]
    [InlineData("to=2026-11-23", "")]
    [InlineData("storeId=sto_0", "")]
    public async Task A_list_is_searched_filtered_and_sorted(string query, string numbers)
    {
        var customer = await FilledAsync();
        var escaped = query.Replace(" ", "%20", StringComparison.Ordinal);
        foreach (var path in new[] { $"/api/customers/{customer}/orders?{escaped}", $"/api/orders?customerId={customer}&{escaped}" })
            foreach (var limit in new[] { 1, 2, 200 })
                Assert.Equal(numbers, string.Join(' ', (await hub.Admin.AllAsync($"{path}&limit={limit}")).Select(order => order.Text("number"))));
        var all = (await hub.Admin.AllAsync($"/api/orders?{escaped}")).Where(order => order.Text("customerId") == customer);
        Assert.Equal(numbers, string.Join(' ', all.Select(order => order.Text("number"))));
        foreach (var path in new[] { $"/api/customers/{customer}/orders/export?{escaped}", $"/api/orders/export?customerId={customer}&{escaped}" })
            Assert.Equal(numbers, string.Join(' ', (await hub.Admin.TextAsync(path)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split(',')[1])));
    }

    [Fact]
    public async Task An_export_has_a_row_for_each_order_and_runs_in_no_spreadsheet()
    {
        var customer = await FilledAsync();
        var rows = (await hub.Admin.TextAsync($"/api/customers/{customer}/orders/export?sort=number")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("\uFEFFid,number,customerId,poNumber,status,createdAt,dueDate,paymentTerms,currency,subtotal,", rows[0], StringComparison.Ordinal);
        Assert.Contains(",PO77,draft,2026-11-24T12:", rows[1], StringComparison.Ordinal);
        Assert.Contains(",'=1+1,", rows[2], StringComparison.Ordinal);
        Assert.Contains(",Bonn,", rows[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("orders?sort=customer", "400 validation-failed")]
    [InlineData("orders?status=open", "400 validation-failed")]
    [InlineData("orders?from=yesterday", "400 validation-failed")]
    [InlineData("orders?color=red", "400 validation-failed")]
    [InlineData("orders/export?limit=1", "400 validation-failed")]
    [InlineData("orders/export?after=x", "400 validation-failed")]
    [InlineData("orders/export?status=x", "400 validation-failed")]
    [InlineData("customers/cus_00000000000000000000000000/orders", "404 not-found")]
    [InlineData("customers/cus_00000000000000000000000000/orders/export", "404 not-found")]
    [InlineData("quotes?sort=status", "400 validation-failed")]
    [InlineData("quotes?status=draft", "400 validation-failed")]
    [InlineData("customers/cus_00000000000000000000000000/quotes", "404 not-found")]
    public async Task A_list_that_is_not_understood_is_refused(string path, string outcome) =>
        Assert.Equal(outcome, await hub.Admin.OutcomeAsync(HttpMethod.Get, "/api/" + path));

    private async Task<string> FilledAsync()
    {
        await Filling.WaitAsync();
        try
        {
            return _customer ??= await FillAsync();
        }
        finally
        {
            Filling.Release();
        }
    }

    private async Task<string> FillAsync()
    {
        var customer = (await hub.Admin.CreateCustomerAsync(new { name = "Lists" })).Text("id");
        await CreateAsync(new { number = "LIST-2", status = "confirmed", dueDate = "2026-12-02", notes = "=1+1", billingAddress = new { city = "Bonn" }, lines = Lines("Blue shirt", 30) });
        var cancelled = await CreateAsync(new { number = "LIST-10", dueDate = "2026-12-10", lines = Lines("Shoe, blue", 1) });
        await CreateAsync(new { number = "LIST-1", dueDate = "2026-12-01", poNumber = "PO77", lines = Lines("Red shirt", 20) });
        await hub.Admin.PostAsync($"/api/orders/{cancelled.Text("id")}/cancel");
        return customer;

        Task<JsonElement> CreateAsync(object order) => hub.Admin.PostAsync($"/api/customers/{customer}/orders", order);

        static object[] Lines(string description, int price) => [new { description, quantity = 1, unitPrice = price }];
    }
}
