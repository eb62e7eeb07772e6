using Customers.Domain.Stores;
using Customers.Functions.Telemetry;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.Telemetry;

/// <summary>What the hub tells of itself while it works.</summary>
public sealed class MetricTests : IAsyncLifetime, IDisposable
{
    /// <summary>Time runs fast: a store that fails is asked again for half a minute.</summary>
    private sealed class HurriedHub() : HubHost(new HurriedClock());

    private readonly HubHost _hub = new();
    private Meterings _meters = null!;

    public async Task InitializeAsync()
    {
        await _hub.InitializeAsync();
        _meters = new(_hub.Services);
    }

    public Task DisposeAsync() => _hub.DisposeAsync();

    public void Dispose() => _meters.Dispose();

    [Fact]
    public async Task Events_are_counted_by_how_they_ended_and_those_with_an_effect_tell_their_lag()
    {
        var store = await StoreDriver.RegisterAsync(_hub.Admin, StoreKind.WooCommerce, "counted");
        var order = new ToldOrder { Id = 1, Email = "counted@example.com" };
        var unusable = order.Later.ToWooCommerce().With("currency", "nonsense");
        await store.SendAsync(store.Told(order), store.Told(order), store.Told(order.Paid()), store.Signed("coupon.updated", """{"id":7}"""u8.ToArray()), store.Signed("order.updated", unusable.ToBytes()));
        await store.DrainedAsync();
        Assert.Equal((2, 1, 1, 0), (Handled("done"), Handled("ignored"), Handled("parked"), Handled("retried")));
        Assert.All(_meters.Of("customers.events.lag", "store=" + store.Id), lag => Assert.InRange(lag, 0, 30));
        Assert.Equal(3, _meters.Of("customers.events.lag", "store=" + store.Id).Count);

        double Handled(string result) => _meters.Of("customers.events.handled", $"result={result} store={store.Id}").Sum();
    }

    [Fact]
    public async Task An_event_that_fails_is_counted_as_tried_again()
    {
        var hub = new HurriedHub();
        await hub.InitializeAsync();
        using (var meters = new Meterings(hub.Services))
        {
            var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "failing");
            await store.SendAsync(store.Signed("orders/edited", """{"order_edit":{"order_id":5}}"""u8.ToArray()));
            await store.DrainedAsync();
            Assert.Equal((4, 1), (meters.Of("customers.events.handled", $"result=retried store={store.Id}").Sum(), meters.Of("customers.events.handled", $"result=parked store={store.Id}").Sum()));
            Assert.Empty(meters.Of("customers.events.lag", "store=" + store.Id));
        }
        await hub.DisposeAsync();
    }

    [Fact]
    public async Task A_sample_shows_parked_events_queues_and_how_far_each_store_is_pulled()
    {
        await using var shops = await ShopsHost.StartAsync(_hub.Clock);
        shops.OddAnswer = (401, "{}");
        var store = await StoreDriver.RegisterAsync(_hub.Admin, StoreKind.WooCommerce, "sampled", shops.Odd);
        await store.SendAsync(store.Signed("order.updated", new ToldOrder { Id = 1, Email = "a@example.com" }.ToWooCommerce().With("currency", "nonsense").ToBytes()));
        await store.DrainedAsync();
        var registered = (await _hub.Admin.GetAsync(store.Path)).GetProperty("createdAt").GetDateTimeOffset();
        await PullAsync(store, "failed");
        Assert.Null(_meters.Gauge("customers.pull.lag", "store=" + store.Id));
        await SampleAsync();
        Assert.Equal(1, _meters.Gauge("customers.events.parked", "store=" + store.Id));
        Assert.Equal(0, _meters.Gauge("customers.queue.depth", "queue=store-events"));
        // A pull that failed brings nothing nearer.
        var least = (_hub.Clock.GetUtcNow() - registered).TotalSeconds;
        Assert.InRange(_meters.Gauge("customers.pull.lag", "store=" + store.Id)!.Value, least, least + 30);

        shops.OddAnswer = (200, "[]");
        var begun = _hub.Clock.GetUtcNow();
        await PullAsync(store, "succeeded");
        await SampleAsync();
        Assert.InRange(_meters.Gauge("customers.pull.lag", "store=" + store.Id)!.Value, 0, (_hub.Clock.GetUtcNow() - begun).TotalSeconds);
        await _hub.Admin.DeleteAsync(store.Path);
        await SampleAsync();
        Assert.Null(_meters.Gauge("customers.pull.lag", "store=" + store.Id));
    }

    [Fact]
    public async Task A_credit_check_tells_its_end_and_its_duration()
    {
        await _hub.Admin.CreateCustomerAsync();
        var run = await _hub.Admin.EndOfCheckAsync((await _hub.Admin.PostAsync("/api/credit-checks")).Text("id"));
        Assert.Equal("succeeded", run.Text("status"));
        Assert.NotEmpty(_meters.Of("customers.credit_runs.finished", "result=succeeded"));
        Assert.All(_meters.Of("customers.credit_run.duration"), seconds => Assert.InRange(seconds, 0, 30));
        Assert.NotEmpty(_meters.Of("customers.credit_run.duration"));
    }

    private async Task PullAsync(StoreDriver store, string status) =>
        Assert.Equal(status, (await _hub.Admin.EndOfJobAsync((await _hub.Admin.PostAsync(store.Path + "/pull")).Text("id"))).Text("status"));

    private Task SampleAsync() => _hub.Services.GetRequiredService<Sampler>().SampleAsync(CancellationToken.None);
}
