using System.Text.Json;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>Lists of what was posted and handed over, of one customer and across customers.</summary>
public sealed class PostingListTests(HubHost hub) : IClassFixture<HubHost>
{
    private static readonly SemaphoreSlim Filling = new(1);
    private static AccountDriver[] _customers = [];

    public static TheoryData<string, int> Kinds => new()
    {
        { "invoices", 5 }, { "payments", 3 }, { "credit-notes", 4 }, { "returns", 2 }, { "delivery-notes", 2 }, { "cash-sales", 1 }, { "refunds", 1 }, { "adjustments", 1 }, { "orders", 2 }, { "quotes", 1 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_list_across_customers_has_everything_once_in_the_order_of_its_creation(string kind, int ofEach)
    {
        var customers = await FilledAsync();
        var own = await Task.WhenAll(customers.Select(customer => customer.AllAsync(kind)));
        Assert.All(own, list => Assert.Equal(ofEach, list.Count));
        var all = (await hub.Admin.AllAsync("/api/" + kind)).Where(document => customers.Any(customer => customer.Id == document.Text("customerId"))).ToList();
        Assert.Equal(own.SelectMany(list => list).Select(Id).Order(StringComparer.Ordinal), all.Select(Id).Order(StringComparer.Ordinal));
        Assert.Equal(all.Select(Id), all.OrderBy(document => document.Text("createdAt"), StringComparer.Ordinal).ThenBy(Id, StringComparer.Ordinal).Select(Id));
        foreach (var path in customers.Select(customer => $"/api/{kind}?customerId={customer.Id}").Append($"/api/{kind}?"))
        {
            var whole = await hub.Admin.AllAsync(path);
            foreach (var limit in new[] { 1, 2, 3 }) Assert.Equal(whole.Select(Id), (await hub.Admin.AllAsync($"{path}&limit={limit}")).Select(Id));
            Assert.Equal(whole.AsEnumerable().Reverse().Select(Id), (await hub.Admin.AllAsync($"{path}&sort=-createdAt&limit=2")).Select(Id));
        }

        for (var i = 0; i < customers.Length; i++) Assert.Equal(own[i].Select(Id), (await hub.Admin.AllAsync($"/api/{kind}?customerId={customers[i].Id}")).Select(Id));
        foreach (var document in all) Assert.Equal(document.ToString(), (await hub.Admin.GetAsync($"/api/{kind}/{Id(document)}")).ToString());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_list_of_a_customer_is_sorted_by_number(string kind, int ofEach)
    {
        foreach (var customer in await FilledAsync())
        {
            var byNumber = await customer.AllAsync(kind + "?sort=number&limit=1");
            Assert.Equal(ofEach, byNumber.Count);
            Assert.Equal(byNumber.Select(Id), byNumber.OrderBy(document => document.Text("number"), StringComparer.Ordinal).Select(Id)); // all numbers are of one length
            Assert.Equal(byNumber.AsEnumerable().Reverse().Select(Id), (await customer.AllAsync(kind + "?sort=-number&limit=1")).Select(Id));
        }
    }

    [Theory]
    [InlineData("invoices?from=2026-11-01&to=2026-11-01", "2026-11-01")]
    [InlineData("invoices?to=2026-10-31", "")]
    [InlineData("invoices?from=2026-11-02", "2026-11-24 2026-11-24 2026-11-24 2026-11-24")]
    [InlineData("invoices?status=overdue", "2026-11-01")]
    [InlineData("invoices?status=paid", "2026-11-24 2026-11-24")]
    [InlineData("payments?to=2026-11-20", "2026-11-20")]
    [InlineData("payments?from=2026-11-20&to=2026-11-20&limit=1", "2026-11-20")]
    [InlineData("credit-notes?from=2026-11-21&to=2026-11-21", "2026-11-21")]
    [InlineData("cash-sales?from=2026-11-24&to=2026-11-24", "2026-11-24")]
    [InlineData("refunds?to=2026-11-23", "")]
    public async Task What_was_posted_is_found_by_its_date(string list, string dates)
    {
        foreach (var customer in await FilledAsync())
        {
            Assert.Equal(dates, Dates(await customer.AllAsync(list)));
            Assert.Equal(dates, Dates(await hub.Admin.AllAsync($"/api/{list}&customerId={customer.Id}")));
            Assert.Equal(dates, Dates((await hub.Admin.AllAsync("/api/" + list)).Where(document => document.Text("customerId") == customer.Id)));
        }

        static string Dates(IEnumerable<JsonElement> documents) => string.Join(' ', documents.Select(document => document.TryGetProperty("issueDate", out var issued) ? issued.GetString() : document.Text("date")));
    }

    [Theory]
    [InlineData("invoices", 2)]
    [InlineData("credit-notes", 1)]
    [InlineData("returns", 2)]
    [InlineData("delivery-notes", 2)]
    [InlineData("payments", 0)]
    public async Task What_was_made_for_an_order_is_found_by_it(string kind, int count)
    {
        foreach (var customer in await FilledAsync())
        {
            var order = Id((await customer.AllAsync("orders?status=fulfilled"))[0]);
            foreach (var path in new[] { $"{customer.Path}/{kind}?", $"/api/{kind}?", $"/api/{kind}?customerId={customer.Id}&" })
            {
                var found = await hub.Admin.AllAsync($"{path}orderId={order}&limit=1");
                Assert.Equal(count, found.Count);
                Assert.All(found, document => Assert.Equal(order, document.Text("orderId")));
            }

            Assert.Empty(await hub.Admin.AllAsync($"/api/{kind}?orderId={order}&customerId={(await FilledAsync()).First(other => other.Id != customer.Id).Id}"));
        }
    }

    [Theory]
    [InlineData("returns?status=open", 1)]
    [InlineData("returns?status=received", 1)]
    public async Task Returns_are_found_by_what_has_become_of_them(string list, int count)
    {
        foreach (var customer in await FilledAsync())
            foreach (var path in new[] { $"{customer.Path}/{list}", $"/api/{list}&customerId={customer.Id}" }) Assert.Equal(count, (await hub.Admin.AllAsync(path)).Count);
    }

    [Theory]
    [InlineData("invoices?sort=number")] // across customers, only orders and quotes have more orders than that of creation
    [InlineData("payments?sort=number")]
    [InlineData("invoices?sort=total")]
    [InlineData("invoices?sort=createdat")]
    [InlineData("invoices?sort=")]
    [InlineData("returns?sort=status")]
    [InlineData("returns?from=2026-01-01")]
    [InlineData("returns?status=done")]
    [InlineData("invoices?status=draft")]
    [InlineData("payments?status=posted")]
    [InlineData("credit-notes?q=x")]
    [InlineData("refunds?from=2026-13-01")]
    [InlineData("cash-sales?limit=201")]
    [InlineData("adjustments?after=x")]
    [InlineData("delivery-notes?limit=-1")]
    public async Task A_list_that_is_not_understood_is_refused(string list) =>
        Assert.Equal("400 validation-failed", await hub.Admin.OutcomeAsync(HttpMethod.Get, "/api/" + list));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_place_in_one_list_is_none_in_another(string kind, int ofEach)
    {
        var customers = await FilledAsync();
        var next = (await hub.Admin.GetAsync($"/api/{kind}?limit=1")).Text("next");
        Assert.Equal(ofEach * customers.Length, (await hub.Admin.AllAsync("/api/" + kind)).Count);
        foreach (var other in new[] { $"{kind}?sort=-createdAt&", $"{kind}?customerId={customers[0].Id}&", (kind == "refunds" ? "invoices" : "refunds") + "?" })
            Assert.Equal("400 validation-failed", await hub.Admin.OutcomeAsync(HttpMethod.Get, $"/api/{other}after={next}"));
        foreach (var nobody in new[] { "cus_00000000000000000000000000", "x" }) Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Get, $"/api/customers/{nobody}/{kind}"));
    }

    private static string Id(JsonElement document) => document.Text("id");

    private async Task<AccountDriver[]> FilledAsync()
    {
        await Filling.WaitAsync();
        try
        {
            return _customers = _customers.Length > 0 ? _customers : await FillAsync();
        }
        finally
        {
            Filling.Release();
        }
    }

    /// <summary>Two customers, filled in turn, so that their documents lie mixed.</summary>
    private async Task<AccountDriver[]> FillAsync()
    {
        AccountDriver[] customers = [await AccountDriver.NewAsync(hub.Admin), await AccountDriver.NewAsync(hub.Admin)];
        foreach (var customer in customers) await customer.TradeAsync(hub.Admin);
        foreach (var customer in customers)
        {
            await customer.InvoiceAsync(10, due: "2026-11-23", issued: "2026-11-01");
            await customer.InvoiceAsync(30, due: "2026-12-24");
        }

        foreach (var customer in customers)
        {
            await customer.PostAsync("payments", new { amount = 4, date = "2026-11-20", autoAllocate = false });
            await customer.PostAsync("credit-notes", new { amount = 1, reason = "Goodwill", date = "2026-11-21" });
            await customer.PostAsync("credit-notes", new { amount = 1, reason = "Goodwill" });
        }

        return customers;
    }
}
