using Customers.Domain.Stores;
using Customers.Functions.Tests.Http;
using Microsoft.Extensions.Time.Testing;

namespace Customers.Functions.Tests.App;

/// <summary>Time stands still, and passes when the test says so.</summary>
public sealed class NightlyCheckTests : IAsyncLifetime
{
    private readonly StillHub _hub = new();

    private sealed class StillHub() : HubHost(new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero)))
    {
        public FakeTimeProvider Time => (FakeTimeProvider)Clock;
    }

    public Task InitializeAsync() => _hub.InitializeAsync();

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task The_check_runs_once_for_each_date_and_holds_whom_time_has_made_late()
    {
        var store = await StoreDriver.RegisterAsync(_hub.Admin, StoreKind.Shopify, "night");
        await _hub.Admin.PutAsync("/api/settings", new { organisation = new { timeZone = "Europe/Berlin" }, creditControl = new { strategy = "pastDue", runAt = "02:00" } });
        var now = _hub.Time.GetUtcNow();
        await store.SendAsync(store.Told(new ToldOrder { Id = 1, Email = "night@buyer.example", CreatedAt = now, UpdatedAt = now }));
        await store.DrainedAsync();
        var debtor = (await store.CustomersAsync()).Single().Text("id");
        Assert.False(await IsHeldAsync(debtor));
        await _hub.Admin.DeleteAsync(store.Path); // each tick would pull it

        // The order is due on the 24th, so late from the 25th on; at 02:00 in Berlin it is 01:00 here.
        _hub.Time.Advance(TimeSpan.FromHours(13) - TimeSpan.FromMinutes(15));
        await _hub.Admin.EndOfCheckAsync((await _hub.Admin.PostAsync("/api/credit-checks?preview=true")).Text("id"));
        Assert.Equal("404 not-found", await _hub.Admin.OutcomeAsync(HttpMethod.Get, "/api/credit-checks/run_nightly20261125"));
        Assert.False(await IsHeldAsync(debtor));
        _hub.Time.Advance(TimeSpan.FromMinutes(15));
        var run = await _hub.Admin.UntilAsync("/api/credit-checks/run_nightly20261125", r => r.Text("status") == "succeeded");
        Assert.Equal("2026-11-25T01:00:00Z", run.Text("startedAt"));
        Assert.Equal((1, 1), (run.GetProperty("candidates").GetInt32(), run.GetProperty("placedOnHold").GetInt32()));
        Assert.True(await IsHeldAsync(debtor));

        _hub.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(run.ToString(), (await _hub.Admin.GetAsync("/api/credit-checks/run_nightly20261125")).ToString());
        _hub.Time.Advance(TimeSpan.FromHours(22));
        Assert.Equal(0, (await _hub.Admin.UntilAsync("/api/credit-checks/run_nightly20261126", r => r.Text("status") == "succeeded")).GetProperty("placedOnHold").GetInt32());
    }

    private async Task<bool> IsHeldAsync(string id)
    {
        var customer = await _hub.Admin.CustomerAsync(id);
        return customer.GetProperty("hold").GetProperty("onHold").GetBoolean();
    }
}
