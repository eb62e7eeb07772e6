using System.Text.Json;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Front;

/// <summary>What a customer on hold, or at its limit, may still buy (CONTRACT §6).</summary>
public sealed class CreditGateTests(HubHost hub) : IClassFixture<HubHost>
{
    [Theory]
    [InlineData("allowNothing", "409 customer-on-hold", "409 customer-on-hold", "409 customer-on-hold")]
    [InlineData("allowPendingOrders", "pending customer-on-hold", "pending customer-on-hold", "409 customer-on-hold")]
    [InlineData("allowCashSales", "409 customer-on-hold", "409 customer-on-hold", "201")]
    [InlineData("allowPendingOrdersAndCashSales", "pending customer-on-hold", "pending customer-on-hold", "201")]
    public async Task On_hold_what_is_new_is_refused_or_waits(string whenOnHold, string draft, string confirmed, string cashSale)
    {
        await UseAsync("creditLimit", whenOnHold);
        var customer = await AccountDriver.NewAsync(hub.Admin, new { name = "Debtor", creditLimit = "100.00" });
        var quote = await customer.PostAsync("quotes", new { lines = AccountDriver.Lines(5) });
        await customer.InvoiceAsync(100.01m);
        Assert.Equal("automatic credit-limit", await HoldOfAsync(customer));

        Assert.Equal(draft, await OrderAsync(customer, new { lines = AccountDriver.Lines(5) }));
        Assert.Equal(confirmed, await OrderAsync(customer, new { status = "confirmed", lines = AccountDriver.Lines(5) }));
        Assert.Equal(cashSale, await customer.OutcomeAsync("cash-sales", new { method = "cash", lines = AccountDriver.Lines(5) }));
        Assert.Equal(draft.Split(' ')[0] == "409" ? draft : "200", await hub.Admin.OutcomeAsync(HttpMethod.Post, $"/api/quotes/{quote.Text("id")}/accept"));
        var waiting = draft.StartsWith("409", StringComparison.Ordinal) ? [] : new[] { draft, draft, draft };
        Assert.Equal(waiting, (await customer.AllAsync("orders")).Select(Shown));
        Assert.Equal("0.00", await customer.FiguresAsync("openOrders"));

        await customer.PayAsync(0.01m);
        Assert.Equal("automatic ", await HoldOfAsync(customer));
        Assert.Equal(waiting, (await customer.AllAsync("orders")).Select(Shown)); // a release confirms nothing by itself
        foreach (var order in await customer.AllAsync("orders")) Assert.Equal("confirmed ", Shown(await hub.Admin.PostAsync($"/api/orders/{order.Text("id")}/confirm")));
        Assert.Equal("201", await customer.OutcomeAsync("orders", new { status = "confirmed", lines = AccountDriver.Lines(5) }));
    }

    [Theory]
    [InlineData("allowNothing", "409 customer-on-hold", "409 customer-on-hold", "409 customer-on-hold", "409 customer-on-hold", "409 customer-on-hold")]
    [InlineData("allowPendingOrders", "pending customer-on-hold", "pending customer-on-hold", "409 customer-on-hold", "pending customer-on-hold", "409 customer-on-hold")]
    public async Task On_hold_what_exists_is_not_raised_confirmed_or_reopened(string whenOnHold, string raised, string confirmed, string confirmedAgain, string reopened, string reopenedInvoiced)
    {
        await UseAsync("creditLimit", whenOnHold);
        var customer = await AccountDriver.NewAsync(hub.Admin, new { name = "Debtor", creditLimit = "100.00" });
        string[] orders = [await DraftAsync(customer), await DraftAsync(customer), await DraftAsync(customer), await DraftAsync(customer)];
        await hub.Admin.PostAsync($"/api/orders/{orders[2]}/cancel");
        foreach (var move in new[] { "confirm", "fulfil" }) await hub.Admin.PostAsync($"/api/orders/{orders[3]}/{move}");
        await customer.PostAsync("invoices", new { orderId = orders[3] });
        await hub.Admin.PostAsync($"/api/orders/{orders[3]}/close");
        await customer.InvoiceAsync(100);
        Assert.Equal("automatic credit-limit", await HoldOfAsync(customer));

        Assert.Equal(raised, await MoveAsync(HttpMethod.Patch, orders[0], new { lines = AccountDriver.Lines(10.01m) }));
        Assert.Equal(confirmed, await MoveAsync(HttpMethod.Post, orders[1] + "/confirm"));
        Assert.Equal(confirmedAgain, await MoveAsync(HttpMethod.Post, orders[1] + "/confirm"));
        Assert.Equal(reopened, await MoveAsync(HttpMethod.Post, orders[2] + "/reopen"));
        Assert.Equal(reopenedInvoiced, await MoveAsync(HttpMethod.Post, orders[3] + "/reopen"));
        Assert.StartsWith(raised.StartsWith("409", StringComparison.Ordinal) ? "draft" : "pending", await MoveAsync(HttpMethod.Patch, orders[0], new { lines = AccountDriver.Lines(9) }), StringComparison.Ordinal); // lowered
        Assert.StartsWith("cancelled", await MoveAsync(HttpMethod.Post, orders[0] + "/cancel"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fulfilling_invoicing_and_paying_what_exists_is_never_blocked()
    {
        await UseAsync("creditLimit", "allowNothing");
        var customer = await AccountDriver.NewAsync(hub.Admin, new { name = "Debtor" });
        var order = (await customer.OrderAsync(50)).Text("id");
        await hub.Admin.PutAsync(customer.Path + "/hold", new { reason = "by hand" });
        await hub.Admin.PostAsync($"/api/orders/{order}/fulfil");
        await customer.PostAsync("delivery-notes", new { orderId = order });
        await customer.PostAsync("invoices", new { orderId = order });
        await customer.PayAsync(50);
        await hub.Admin.PostAsync($"/api/orders/{order}/close");
        Assert.Equal("409 customer-on-hold", await OrderAsync(customer, new { lines = AccountDriver.Lines(1) })); // held by people, too
        await hub.Admin.OutcomeAsync(HttpMethod.Put, customer.Path + "/hold/exempt");
        Assert.Equal("draft ", await OrderAsync(customer, new { lines = AccountDriver.Lines(1) }));
    }

    [Theory]
    [InlineData("allowNothing", "409 credit-limit-exceeded")]
    [InlineData("allowPendingOrders", "pending credit-limit-exceeded")]
    public async Task The_order_in_hand_counts_and_does_not_hold_the_customer(string whenOnHold, string over)
    {
        await UseAsync("creditLimitWithOpenOrders", whenOnHold);
        var customer = await AccountDriver.NewAsync(hub.Admin, new { name = "At its limit", creditLimit = "100.00" });
        await customer.InvoiceAsync(30);
        Assert.Equal(over, await OrderAsync(customer, new { status = "confirmed", lines = AccountDriver.Lines(70.01m) }));
        Assert.Equal("confirmed ", await OrderAsync(customer, new { status = "confirmed", lines = AccountDriver.Lines(60) }));
        Assert.Equal(over, await OrderAsync(customer, new { lines = AccountDriver.Lines(10.01m) })); // drafts too
        var draft = await DraftAsync(customer);
        Assert.Equal(over, await MoveAsync(HttpMethod.Patch, draft, new { lines = AccountDriver.Lines(10.01m) }));
        Assert.Equal("confirmed ", await OrderAsync(customer, new { status = "confirmed", lines = AccountDriver.Lines(10) }));
        Assert.Equal(over.StartsWith("409", StringComparison.Ordinal) ? over : "409 credit-limit-exceeded", await MoveAsync(HttpMethod.Post, draft + "/confirm"));
        Assert.Equal(("automatic ", "0.00 yellow"), (await HoldOfAsync(customer), await CreditOfAsync(customer)));
        Assert.Equal("201", await customer.OutcomeAsync("cash-sales", new { method = "cash", lines = AccountDriver.Lines(500) }));
        await customer.InvoiceAsync(0.01m);
        Assert.Equal(("automatic credit-limit", "-0.01 red"), (await HoldOfAsync(customer), await CreditOfAsync(customer)));
    }

    [Theory]
    [InlineData(null, "confirmed ")]
    [InlineData("0", "409 credit-limit-exceeded")]
    public async Task No_limit_is_not_a_limit_of_zero(string? limit, string outcome)
    {
        await UseAsync("creditLimitWithOpenOrders", "allowNothing");
        var customer = await AccountDriver.NewAsync(hub.Admin, new { name = "Any", creditLimit = limit });
        Assert.Equal(outcome, await OrderAsync(customer, new { status = "confirmed", lines = AccountDriver.Lines(0.01m) }));
        Assert.Equal("confirmed ", await OrderAsync(customer, new { status = "confirmed", lines = AccountDriver.Lines(0) }));
    }

    [Fact]
    public async Task A_branch_orders_within_its_parents_limit_and_is_held_with_it()
    {
        await UseAsync("creditLimitWithOpenOrders", "allowNothing");
        var parent = await AccountDriver.NewAsync(hub.Admin, new { name = "Parent", creditLimit = "100.00" });
        var branches = await Task.WhenAll(Enumerable.Range(0, 2).Select(i => AccountDriver.NewAsync(hub.Admin, new { name = $"Branch {i}", parentId = parent.Id })));
        await branches[0].OrderAsync(60);
        await hub.Admin.UntilAsync(parent.Path, customer => customer.GetProperty("account").Text("creditAvailable") == "40.00");
        Assert.Equal("409 credit-limit-exceeded", await OrderAsync(branches[1], new { lines = AccountDriver.Lines(40.01m) }));
        Assert.Equal("confirmed ", await OrderAsync(branches[1], new { status = "confirmed", lines = AccountDriver.Lines(40) }));
        await branches[1].InvoiceAsync(0.01m);
        foreach (var one in branches.Append(parent)) await hub.Admin.UntilAsync(one.Path, customer => customer.GetProperty("hold").GetProperty("onHold").GetBoolean());
        Assert.Equal(["automatic parent-limit"], (await Task.WhenAll(branches.Append(parent).Select(HoldOfAsync))).Distinct());
        Assert.Equal("409 customer-on-hold", await OrderAsync(parent, new { lines = AccountDriver.Lines(1) }));
        await branches[1].PayAsync(0.01m);
        foreach (var one in branches.Append(parent)) await hub.Admin.UntilAsync(one.Path, customer => !customer.GetProperty("hold").GetProperty("onHold").GetBoolean());
    }

    [Fact]
    public async Task Whoever_is_newly_on_hold_carries_an_alert_until_released_and_history_says_why()
    {
        await UseAsync("creditLimit", "allowNothing");
        var customer = await AccountDriver.NewAsync(hub.Admin, new { name = "Watched", creditLimit = "0" });
        await hub.Admin.PostAsync(customer.Path + "/alerts", new { message = "Call first" });
        await customer.InvoiceAsync(1);
        Assert.Equal(["Call first", "On hold: the credit limit is exceeded"], await AlertsAsync(customer));
        var listed = Assert.Single(await hub.Admin.AllAsync("/api/customers?onHold=true&q=watched"));
        Assert.Equal(("credit-limit", 2), (listed.GetProperty("hold").Text("reason"), listed.GetProperty("alerts").GetArrayLength()));
        await customer.PayAsync(1);
        Assert.Equal(["Call first"], await AlertsAsync(customer));
        var holds = (await hub.Admin.AllAsync(customer.Path + "/history")).Where(entry => entry.Text("action") is "held" or "released").ToList();
        Assert.Equal(["released", "held"], holds.Select(entry => entry.Text("action")));
        Assert.Contains(holds[1].GetProperty("changes").EnumerateArray(), change => change.Text("field") == "hold.reason" && change.Text("to") == "credit-limit");
    }

    private Task<JsonElement> UseAsync(string strategy, string whenOnHold) => hub.Admin.PutAsync("/api/settings", new { creditControl = new { strategy, whenOnHold } });

    private static async Task<string> HoldOfAsync(AccountDriver customer) =>
        (await customer.ReadAsync()).GetProperty("hold") is var hold ? $"{hold.Text("mode")} {(hold.GetProperty("onHold").GetBoolean() ? hold.Text("reason") : "")}" : "";

    private static async Task<string> CreditOfAsync(AccountDriver customer) =>
        (await customer.ReadAsync()).GetProperty("account") is var account ? $"{account.Text("creditAvailable")} {account.Text("creditState")}" : "";

    private static async Task<string[]> AlertsAsync(AccountDriver customer) => [.. (await customer.ReadAsync()).GetProperty("alerts").EnumerateArray().Select(alert => alert.Text("message"))];

    private async Task<string> DraftAsync(AccountDriver customer) => (await customer.PostAsync("orders", new { lines = AccountDriver.Lines(10) })).Text("id");

    private Task<string> OrderAsync(AccountDriver customer, object order) => AnswerAsync(HttpMethod.Post, customer.Path + "/orders", order);

    private Task<string> MoveAsync(HttpMethod method, string order, object? body = null) => AnswerAsync(method, "/api/orders/" + order, body);

    private async Task<string> AnswerAsync(HttpMethod method, string path, object? body)
    {
        using var answer = await hub.Admin.TryAsync(method, path, body);
        var json = await answer.JsonAsync();
        return answer.IsSuccessStatusCode ? Shown(json) : $"{(int)answer.StatusCode} {json.Text("code")}";
    }

    private static string Shown(JsonElement order) => $"{order.Text("status")} {(order.GetProperty("pendingReason").ValueKind == JsonValueKind.Null ? "" : order.Text("pendingReason"))}";
}
