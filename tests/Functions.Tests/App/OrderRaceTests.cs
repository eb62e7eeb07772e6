using System.Net;
using System.Text.Json;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>Many at once, and the same twice.</summary>
public sealed class OrderRaceTests(HubHost hub) : IClassFixture<HubHost>
{
    private static readonly object Order = new { status = "confirmed", lines = new[] { new { description = "Thing", quantity = 2, unitPrice = "5" } } };

    [Fact]
    public async Task Fifty_orders_at_once_are_fifty_and_the_account_agrees()
    {
        var customer = (await hub.Admin.CreateCustomerAsync()).Text("id");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => hub.Admin.OutcomeAsync(HttpMethod.Post, $"/api/customers/{customer}/orders", Order)));
        Assert.All(outcomes, outcome => Assert.Equal("201", outcome));
        var orders = await hub.Admin.AllAsync($"/api/customers/{customer}/orders");
        Assert.Equal(50, orders.Select(order => order.Text("number")).Distinct().Count());
        Assert.Equal("500.00", (await OpenAsync(customer)));
        Assert.Equal("50", (await hub.Admin.GetAsync($"/api/customers/{customer}/profile")).GetProperty("counts").GetProperty("orders").GetRawText());

        await Task.WhenAll(orders.Select(order => hub.Admin.PostAsync($"/api/orders/{order.Text("id")}/cancel")));
        Assert.Equal("0.00", await OpenAsync(customer));
    }

    [Fact]
    public async Task Of_two_moves_at_once_one_happens()
    {
        var customer = (await hub.Admin.CreateCustomerAsync()).Text("id");
        var path = "/api/orders/" + (await hub.Admin.PostAsync($"/api/customers/{customer}/orders", Order)).Text("id");
        var outcomes = await Task.WhenAll(new[] { "fulfil", "cancel" }.Select(move => hub.Admin.OutcomeAsync(HttpMethod.Post, $"{path}/{move}")));
        Assert.Equal(["200", "409 wrong-order-status"], outcomes.Order(StringComparer.Ordinal));
        Assert.Equal((await hub.Admin.GetAsync(path)).Text("status") == "fulfilled" ? "10.00" : "0.00", await OpenAsync(customer));
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("quotes")]
    public async Task The_same_twice_is_one_document_and_one_answer(string kind)
    {
        var customer = (await hub.Admin.CreateCustomerAsync()).Text("id");
        var body = new { lines = new[] { new { description = "Thing", quantity = 2, unitPrice = "5" } } };
        var answers = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var answer = await hub.Admin.TryAsync(HttpMethod.Post, $"/api/customers/{customer}/{kind}", body, ("Idempotency-Key", "twice-" + kind));
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            answers.Add(await answer.Content.ReadAsStringAsync());
        }

        Assert.Single(answers.Distinct());
        Assert.Single(await hub.Admin.AllAsync($"/api/customers/{customer}/{kind}"));
    }

    [Fact]
    public async Task A_move_repeated_with_its_key_is_answered_again()
    {
        var customer = (await hub.Admin.CreateCustomerAsync()).Text("id");
        var path = $"/api/orders/{(await hub.Admin.PostAsync($"/api/customers/{customer}/orders", Order)).Text("id")}/cancel";
        foreach (var outcome in new[] { "200", "200" }) Assert.Equal(outcome, await hub.Admin.OutcomeAsync(HttpMethod.Post, path, null, ("Idempotency-Key", "cancel-it")));
        Assert.Equal("409 wrong-order-status", await hub.Admin.OutcomeAsync(HttpMethod.Post, path));
    }

    private async Task<string> OpenAsync(string customer) =>
        (await hub.Admin.CustomerAsync(customer)).GetProperty("account").GetProperty("balances").EnumerateArray().Single().Text("openOrders");
}
