using System.Text.Json;
using Customers.Domain.Queues;
using Customers.Domain.Stores;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Front;

/// <summary>An event that fails is seen: how often it was tried, when it will be again, and why; parked, it can be sent round again.</summary>
public sealed class ParkedEventTests : IAsyncLifetime
{
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];
    private readonly RestingHub _hub = new();
    private ShopsHost _shops = null!;
    private StoreDriver _store = null!;

    public async Task InitializeAsync()
    {
        await _hub.InitializeAsync();
        _shops = await ShopsHost.StartAsync(_hub.Clock);
        _shops.OddAnswer = (200, "<html>Back soon</html>");
        _store = await StoreDriver.RegisterAsync(_hub.Admin, StoreKind.Shopify, "failing", _shops.Odd);
        await _store.SendAsync(_store.Signed("orders/edited", """{"order_edit":{"order_id":5}}"""u8.ToArray()));
    }

    public async Task DisposeAsync()
    {
        await _shops.DisposeAsync();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task Its_attempts_its_next_try_and_its_reason_are_shown_until_it_is_parked()
    {
        for (var attempt = 1; attempt <= Waits.Length; attempt++)
        {
            await HandleAsync();
            var waiting = Assert.Single(await _store.EventsAsync("waiting"));
            Assert.Equal((attempt, _hub.Clock.GetUtcNow() + Waits[attempt - 1]), (waiting.GetProperty("attempts").GetInt32(), waiting.GetProperty("nextTryAt").GetDateTimeOffset()));
            Assert.StartsWith("store-unreachable: ", waiting.Text("reason"), StringComparison.Ordinal);
            _hub.Time.Advance(Waits[attempt - 1] - TimeSpan.FromMilliseconds(1));
            await HandleAsync();
            Assert.Equal(attempt, Assert.Single(await _store.EventsAsync("waiting")).GetProperty("attempts").GetInt32());
            _hub.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        await HandleAsync();
        var parked = Assert.Single(await _store.EventsAsync("parked"));
        Assert.Equal((5, JsonValueKind.Null), (parked.GetProperty("attempts").GetInt32(), parked.GetProperty("nextTryAt").ValueKind));
        foreach (var state in new[] { "waiting", "done", "ignored" }) Assert.Empty(await _store.EventsAsync(state));
        Assert.Equal("400 validation-failed", await _hub.Admin.OutcomeAsync(HttpMethod.Get, _store.Path + "/events?state=lost"));
        var status = (await _hub.Admin.GetAsync(_store.Path + "/status")).GetProperty("events");
        Assert.Equal((0, 1), (status.GetProperty("waiting").GetInt32(), status.GetProperty("parked").GetInt32()));
    }

    [Theory]
    [InlineData("/{id}/replay")]
    [InlineData("/replay")]
    public async Task Sent_round_again_it_is_tried_from_the_start(string replay)
    {
        var parked = await ParkAsync();
        await _hub.Admin.PostAsync(_store.Path + "/events" + replay.Replace("{id}", parked, StringComparison.Ordinal));
        await HandleAsync();
        var again = Assert.Single(await _store.EventsAsync("waiting"));
        Assert.Equal((parked, 1), (again.Text("id"), again.GetProperty("attempts").GetInt32()));
        _shops.OddAnswer = (200, """{"data":{"order":null}}""");
        _hub.Time.Advance(Waits[0]);
        await HandleAsync();
        Assert.StartsWith("not-in-store: ", Assert.Single(await _store.EventsAsync("ignored")).Text("reason"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("staff")]
    [InlineData("partner")]
    [InlineData("viewer")]
    public async Task Only_admins_see_events_and_send_them_round_again(string role)
    {
        var parked = await ParkAsync();
        using var driver = await _hub.DriverAsync(role);
        foreach (var (method, path) in new[] { (HttpMethod.Get, ""), (HttpMethod.Get, "/" + parked), (HttpMethod.Post, $"/{parked}/replay"), (HttpMethod.Post, "/replay") })
            Assert.Equal("403 forbidden", await driver.OutcomeAsync(method, _store.Path + "/events" + path));
        Assert.Single(await _store.EventsAsync("parked"));
    }

    [Theory]
    [InlineData("staff", "200")]
    [InlineData("partner", "403 forbidden")]
    [InlineData("viewer", "403 forbidden")]
    public async Task What_an_event_told_is_shown_among_a_persons_data_to_those_alone_who_may_redact(string role, string outcome)
    {
        await _store.SendAsync(_store.Signed("orders/create", new ToldOrder { Id = 6, Email = "shown@buyer.example" }.ToShopify().With("note", "Quillfeather").ToBytes()));
        await HandleAsync();
        var path = $"/api/customers/{Assert.Single(await _store.CustomersAsync()).Text("id")}/personal-data";
        using var driver = await _hub.DriverAsync(role);
        Assert.Equal(outcome, await driver.OutcomeAsync(HttpMethod.Get, path));
        if (outcome == "200") Assert.Contains("Quillfeather", (await driver.GetAsync(path)).GetProperty("events").ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(await _hub.Admin.AllAsync(_store.Path + "/events"), told => told.ToString().Contains("Quillfeather", StringComparison.Ordinal));
    }

    private async Task<string> ParkAsync()
    {
        await HandleAsync();
        foreach (var wait in Waits)
        {
            _hub.Time.Advance(wait);
            await HandleAsync();
        }

        return Assert.Single(await _store.EventsAsync("parked")).Text("id");
    }

    private Task HandleAsync() => _hub.HandleAllAsync(QueueNames.StoreEvents);
}
