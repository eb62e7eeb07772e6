using System.Text.Json;
using Customers.Domain.Stores;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>Credit control from the settings to the hold; each test has a hub of its own, since the settings are everybody's.</summary>
public sealed class CreditCheckTests : IAsyncLifetime
{
    private readonly HubHost _hub = new();
    private StoreDriver _store = null!;

    public async Task InitializeAsync()
    {
        await _hub.InitializeAsync();
        _store = await StoreDriver.RegisterAsync(_hub.Admin, StoreKind.Shopify, "credit");
    }

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Who_owes_more_than_the_limit_is_held_and_nobody_else()
    {
        var (over, at, none) = (await DebtorAsync(1, "99.99"), await DebtorAsync(2, "100.00"), await DebtorAsync(3, null));
        var zero = await DebtorAsync(4, "0.00");
        Assert.Equal("False False False False", await HeldAsync(over, at, none, zero));
        var run = await SwitchOnAsync(new { strategy = "creditLimit" });
        Assert.Equal(("succeeded", 2, 0), (run.Text("status"), run.GetProperty("placedOnHold").GetInt32(), run.GetProperty("released").GetInt32()));
        Assert.Equal("True False False True", await HeldAsync(over, at, none, zero));
        Assert.Equal("automatic credit-limit", await HoldAsync(over));
        Assert.Equal(["held"], (await _hub.Admin.AllAsync($"/api/customers/{over}/history")).Select(h => h.Text("action")).Intersect(["held"]));

        var again = await CheckAsync();
        Assert.Equal((0, 0), (again.GetProperty("placedOnHold").GetInt32(), again.GetProperty("released").GetInt32()));
    }

    [Fact]
    public async Task A_payment_told_by_webhook_releases_at_once()
    {
        var debtor = await DebtorAsync(1, "10.00");
        await SwitchOnAsync(new { strategy = "creditLimit" });
        Assert.Equal("True", await HeldAsync(debtor));
        await TellAsync(Order(1).Paid());
        Assert.Equal("False", await HeldAsync(debtor));
        await TellAsync(Order(1).Later.Later);
        Assert.Equal("True", await HeldAsync(debtor));
    }

    [Fact]
    public async Task Who_is_overdue_is_held_until_the_strategy_ends()
    {
        var late = await DebtorAsync(1, null);
        var small = await DebtorAsync(2, null, total: 20);
        await TellAsync(Order(3) with { CreatedAt = RunningClock.Start, UpdatedAt = RunningClock.Start });
        var fresh = await IdOfAsync(3);
        await SwitchOnAsync(new { strategy = "pastDue", graceDays = 3, minimumOverdue = new[] { new { currency = "EUR", amount = "20.00" } } });
        Assert.Equal("True False False", await HeldAsync(late, small, fresh));
        Assert.Equal("automatic past-due", await HoldAsync(late));
        await SwitchOnAsync(new { strategy = "pastDue", graceDays = 30 });
        Assert.Equal("False False False", await HeldAsync(late, small, fresh));
        await SwitchOnAsync(new { strategy = "pastDue" });
        Assert.Equal("True True False", await HeldAsync(late, small, fresh));
        await SwitchOnAsync(new { strategy = "none" });
        Assert.Equal("False False False", await HeldAsync(late, small, fresh));
    }

    [Fact]
    public async Task Manual_holds_and_exemptions_are_left_alone()
    {
        var (manual, exempt) = (await DebtorAsync(1, null), await DebtorAsync(2, "0.00"));
        await _hub.Admin.PutAsync($"/api/customers/{manual}/hold", new { reason = "by hand" });
        using var _ = await _hub.Admin.TryAsync(HttpMethod.Put, $"/api/customers/{exempt}/hold/exempt");
        await SwitchOnAsync(new { strategy = "creditLimit" });
        Assert.Equal("True False", await HeldAsync(manual, exempt));
        Assert.Equal("manual by hand", await HoldAsync(manual));
        await _hub.Admin.PatchAsync($"/api/customers/{exempt}", new { creditLimit = "0.01" });
        Assert.Equal("True False", await HeldAsync(manual, exempt));
    }

    [Fact]
    public async Task A_changed_limit_decides_at_once()
    {
        var debtor = await DebtorAsync(1, null);
        await SwitchOnAsync(new { strategy = "creditLimit" });
        await _hub.Admin.PatchAsync("/api/customers/" + debtor, new { creditLimit = "99.00" });
        Assert.Equal("True", await HeldAsync(debtor));
        await _hub.Admin.PatchAsync("/api/customers/" + debtor, new { creditLimit = "100.00" });
        Assert.Equal("False", await HeldAsync(debtor));
    }

    [Fact]
    public async Task Only_candidates_are_looked_at()
    {
        await DebtorAsync(1, "10.00");
        foreach (var _ in Enumerable.Range(0, 5)) await _hub.Admin.CreateCustomerAsync();
        await SwitchOnAsync(new { strategy = "creditLimit" });
        Assert.Equal(0, (await CheckAsync()).GetProperty("candidates").GetInt32());
    }

    [Fact]
    public async Task A_preview_tells_and_changes_nothing()
    {
        var run = await CheckAsync("?preview=true");
        Assert.Equal("[] []", $"{run.GetProperty("wouldHold")} {run.GetProperty("wouldRelease")}");
        Assert.Equal("400 validation-failed", await _hub.Admin.OutcomeAsync(HttpMethod.Post, "/api/credit-checks?preview=maybe"));
        Assert.Equal("404 not-found", await _hub.Admin.OutcomeAsync(HttpMethod.Get, "/api/credit-checks/run_none"));
    }

    [Fact]
    public async Task A_preview_says_what_other_settings_would_do()
    {
        var (debtor, free) = (await DebtorAsync(1, "10.00"), await DebtorAsync(2, null));
        await SwitchOnAsync(new { strategy = "creditLimit" });
        var run = await PreviewAsync(new { strategy = "pastDue", graceDays = 5 });
        Assert.Equal($"[\"{free}\"] []", $"{run.GetProperty("wouldHold").GetRawText()} {run.GetProperty("wouldRelease").GetRawText()}");
        run = await PreviewAsync(new { strategy = "none" });
        Assert.Equal($"[] [\"{debtor}\"]", $"{run.GetProperty("wouldHold").GetRawText()} {run.GetProperty("wouldRelease").GetRawText()}");
        Assert.Equal("True False", await HeldAsync(debtor, free));
        Assert.Equal("400 validation-failed", await _hub.Admin.OutcomeAsync(HttpMethod.Post, "/api/credit-checks", new { creditControl = new { strategy = "none" } }));
        Assert.Equal("400 validation-failed", await _hub.Admin.OutcomeAsync(HttpMethod.Post, "/api/credit-checks?preview=true", new { creditControl = new { strategy = "all" } }));
    }

    private static ToldOrder Order(int buyer) => new() { Id = buyer, Email = $"debtor-{buyer}@credit.example", BuyerId = buyer };

    /// <summary>Owes the order, due ten days ago.</summary>
    private async Task<string> DebtorAsync(int buyer, string? limit, decimal total = 100)
    {
        await TellAsync(Order(buyer) with { Total = total });
        var id = await IdOfAsync(buyer);
        if (limit is not null) await _hub.Admin.PatchAsync("/api/customers/" + id, new { creditLimit = limit });
        return id;
    }

    private async Task TellAsync(ToldOrder order)
    {
        await _store.SendAsync(_store.Told(order));
        await _store.DrainedAsync();
    }

    private async Task<string> IdOfAsync(int buyer) => (await _hub.Admin.AllAsync($"/api/customers?storeId={_store.Id}&externalId={buyer}")).Single().Text("id");

    private async Task<JsonElement> SwitchOnAsync(object creditControl) =>
        await _hub.Admin.EndOfCheckAsync((await _hub.Admin.PutAsync("/api/settings", new { creditControl })).Text("creditCheckId"));

    private async Task<JsonElement> CheckAsync(string query = "") => await _hub.Admin.EndOfCheckAsync((await _hub.Admin.PostAsync("/api/credit-checks" + query)).Text("id"));

    private async Task<JsonElement> PreviewAsync(object creditControl) =>
        await _hub.Admin.EndOfCheckAsync((await _hub.Admin.PostAsync("/api/credit-checks?preview=true", new { creditControl })).Text("id"));

    private async Task<string> HeldAsync(params string[] ids)
    {
        var held = await Task.WhenAll(ids.Select(async id => (await _hub.Admin.CustomerAsync(id)).GetProperty("hold").GetProperty("onHold").GetBoolean()));
        return string.Join(' ', held);
    }

    private async Task<string> HoldAsync(string id) =>
        (await _hub.Admin.CustomerAsync(id)).GetProperty("hold") is var hold ? $"{hold.Text("mode")} {hold.Text("reason")}" : "";
}
