using System.Text.Json;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>Views of what was posted for one customer: its ledger, its transactions, its orders with a balance.</summary>
public sealed class AccountViewTests(HubHost hub) : IClassFixture<HubHost>
{
    [Fact]
    public async Task The_ledger_is_read_line_by_line_in_pages_of_any_size()
    {
        var customer = await BusyAsync();
        var lines = await customer.AllAsync("account/entries");
        Assert.All(lines, line => Assert.Equal(0, Math.Min(line.Amount("debit"), line.Amount("credit"))));
        Assert.Equal(lines.Sum(line => line.Amount("debit")), lines.Sum(line => line.Amount("credit")));
        Assert.Equal(lines.Select(line => line.Text("date")), lines.Select(line => line.Text("date")).Order(StringComparer.Ordinal));
        var newestFirst = await customer.AllAsync("account/entries?sort=-createdAt");
        Assert.Equal(Shown(lines).Order(StringComparer.Ordinal), Shown(newestFirst).Order(StringComparer.Ordinal));
        Assert.Equal(newestFirst.Select(line => line.Text("date")), newestFirst.Select(line => line.Text("date")).OrderDescending(StringComparer.Ordinal));
        foreach (var limit in new[] { 1, 2, 3, 7 })
        {
            Assert.Equal(Shown(lines), Shown(await customer.AllAsync($"account/entries?limit={limit}")));
            Assert.Equal(Shown(newestFirst), Shown(await customer.AllAsync($"account/entries?sort=-createdAt&limit={limit}")));
        }

        await customer.AgreesAsync();
    }

    [Fact]
    public async Task A_place_in_one_ledger_is_none_in_another()
    {
        var (customer, other) = (await BusyAsync(), await AccountDriver.NewAsync(hub.Admin));
        await other.InvoiceAsync(5);
        var next = (await hub.Admin.GetAsync(customer.Path + "/account/entries?limit=2")).Text("next");
        foreach (var path in new[] { customer.Path + "/account/entries?sort=-createdAt&", other.Path + "/account/entries?", customer.Path + "/transactions?", customer.Path + "/orders-with-balance?" })
            Assert.Equal("400 validation-failed", await hub.Admin.OutcomeAsync(HttpMethod.Get, $"{path}after={next}"));
    }

    [Fact]
    public async Task Each_view_shows_its_own_transactions_in_pages_of_any_size()
    {
        var customer = await BusyAsync();
        foreach (var (view, shown) in new[]
        {
            ("", All), ("all", All),
            ("openInvoices", "invoice 20.00 16.00 True, invoice 10.00 1.00 True, invoice 30.00 30.00 False, invoice 40.00 40.00 False"),
            ("overdueInvoices", "invoice 20.00 16.00 True, invoice 10.00 1.00 True"),
            ("moneyIn", "payment -7.00 0.00 False, payment -9.00 0.00 False, payment -6.00 2.00 False, cashSale 12.00 0.00 False"),
            ("moneyOut", "void 9.00 0.00 False, refund 2.00 0.00 False"),
        })
        {
            var (path, expected) = ($"transactions?{(view.Length > 0 ? "view=" + view : "")}", shown.Split(", "));
            foreach (var limit in new[] { 1, 2, 200 })
            {
                Assert.Equal(expected, (await customer.AllAsync($"{path}&limit={limit}")).Select(Told));
                Assert.Equal(expected.Reverse(), (await customer.AllAsync($"{path}&limit={limit}&sort=-createdAt")).Select(Told));
            }
        }

        static string Told(JsonElement t) => $"{t.Text("kind")} {t.Text("total")} {t.Text("remaining")} {t.GetProperty("overdue").GetBoolean()}";
    }

    private const string All =
        "invoice 30.00 30.00 False, invoice 10.00 1.00 True, invoice 20.00 16.00 True, invoice 40.00 40.00 False, payment -7.00 0.00 False, payment -9.00 0.00 False, void 9.00 0.00 False, "
        + "payment -6.00 2.00 False, refund 2.00 0.00 False, cashSale 12.00 0.00 False, creditNote -4.00 0.00 False, adjustment -1.50 0.00 False";

    [Fact]
    public async Task Orders_are_listed_while_they_have_a_balance()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        var orders = new List<string>();
        for (var i = 1; i <= 5; i++) orders.Add((await customer.OrderAsync(10 * i)).Text("id"));
        await customer.PostAsync("invoices", new { orderId = orders[1], lines = new[] { new { line = 1, quantity = "0.5" } } });
        await customer.PostAsync("invoices", new { orderId = orders[2] });
        await customer.PayAsync(40);
        await hub.Admin.PostAsync($"/api/orders/{orders[4]}/cancel");
        var open = (await customer.AllAsync("orders")).Where(order => order.Amount("remaining") != 0).Select(order => order.Text("id")).ToList();
        Assert.Equal([orders[0], orders[1], orders[3]], open.Where(id => id != orders[4]));
        foreach (var limit in new[] { 1, 2, 200 })
        {
            Assert.Equal([orders[0], orders[1], orders[3]], (await customer.AllAsync($"orders-with-balance?limit={limit}")).Select(order => order.Text("id")));
            Assert.Equal([orders[3], orders[1], orders[0]], (await customer.AllAsync($"orders-with-balance?sort=-createdAt&limit={limit}")).Select(order => order.Text("id")));
        }
    }

    [Theory]
    [InlineData("transactions?view=paid")]
    [InlineData("transactions?view=OpenInvoices")]
    [InlineData("transactions?view=0")]
    [InlineData("transactions?view=all,moneyIn")]
    [InlineData("transactions?sort=date")]
    [InlineData("transactions?from=2026-01-01")]
    [InlineData("transactions?limit=0")]
    [InlineData("account/entries?view=all")]
    [InlineData("account/entries?sort=date")]
    [InlineData("account/entries?limit=201")]
    [InlineData("account/entries?after=x")]
    [InlineData("orders-with-balance?sort=number")]
    [InlineData("orders-with-balance?status=open")]
    public async Task A_view_that_is_none_is_refused(string view)
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        Assert.Equal("400 validation-failed", await hub.Admin.OutcomeAsync(HttpMethod.Get, $"{customer.Path}/{view}"));
    }

    [Theory]
    [InlineData("account")]
    [InlineData("account/entries")]
    [InlineData("transactions")]
    [InlineData("transactions?view=moneyIn")]
    [InlineData("orders-with-balance")]
    public async Task Nobody_has_no_views(string view)
    {
        foreach (var id in new[] { "cus_00000000000000000000000000", "x" }) Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Get, $"/api/customers/{id}/{view}"));
    }

    /// <summary>Something of every kind, some of it late, and one payment that was allocated only afterwards.</summary>
    private async Task<AccountDriver> BusyAsync()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        await customer.InvoiceAsync(30, due: "2026-11-24");
        var late = (await customer.InvoiceAsync(10, due: "2026-11-23", issued: "2026-11-01")).Text("id");
        await customer.InvoiceAsync(20, due: "2025-12-31", issued: "2025-12-01");
        await customer.InvoiceAsync(40, due: "2027-01-31");
        var payment = (await customer.PayAsync(7, autoAllocate: false)).Text("id");
        await hub.Admin.PostAsync($"/api/payments/{payment}/allocations", new { allocations = new[] { new { invoiceId = late, amount = 5 } } });
        await hub.Admin.PostAsync($"/api/payments/{payment}/allocations", new { allocations = new[] { new { invoiceId = late, amount = 2 } } });
        var mistaken = (await customer.PayAsync(9)).Text("id");
        await hub.Admin.PostAsync($"/api/payments/{mistaken}/void");
        var over = (await customer.PayAsync(6, autoAllocate: false)).Text("id");
        await customer.PostAsync("refunds", new { amount = 2, paymentId = over });
        await hub.Admin.PostAsync($"/api/payments/{over}/allocations", new { allocations = new[] { new { invoiceId = late, amount = 2 } } });
        await hub.Admin.DeleteAsync($"/api/payments/{over}/allocations");
        await hub.Admin.PostAsync($"/api/payments/{over}/allocations", new { allocations = new[] { new { invoiceId = late, amount = 2 } } });
        await customer.PostAsync("cash-sales", new { lines = AccountDriver.Lines(12) });
        await customer.PostAsync("credit-notes", new { amount = 4, reason = "Goodwill" });
        await customer.PostAsync("adjustments", new { amount = "-1.50", reason = "Small difference" });
        return customer;
    }

    private static IEnumerable<string> Shown(IEnumerable<JsonElement> lines) => lines.Select(line => line.ToString());
}
