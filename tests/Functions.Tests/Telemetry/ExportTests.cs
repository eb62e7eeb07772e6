using Customers.Domain.Stores;
using Customers.Functions.Telemetry;
using Customers.Functions.Tests.App;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Customers.Functions.Tests.Telemetry;

/// <summary>What leaves the hub as OTLP.</summary>
[Collection(OtlpReceiver.Collection)]
public sealed class ExportTests
{
    [Fact]
    public async Task Spans_and_metrics_reach_the_endpoint_at_the_latest_at_the_stop()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await RunAsync(new TellingHub(receiver));
        Assert.Equal(["of-the-test"], receiver.Keys);
        Assert.All(["hub-of-the-test", "handle store-events", "tick PullStores", "POST webhooks/woocommerce/{storeId}", "http.route", "customers.event.result"], text => Assert.Contains(text, receiver.Traces, StringComparison.Ordinal));
        Assert.All(["hub-of-the-test", "customers.events.handled", "customers.events.lag", "customers.queue.depth", "http.server.request.duration"], text => Assert.Contains(text, receiver.Metrics, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_an_endpoint_nothing_is_made_that_could_listen_or_send()
    {
        var hub = new HubHost();
        await hub.InitializeAsync();
        Assert.DoesNotContain(hub.Services.GetServices<IHostedService>(), hosted => hosted is Exporters);
        await hub.DisposeAsync();
    }

    private static async Task RunAsync(HubHost hub)
    {
        await hub.InitializeAsync();
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.WooCommerce, "exported");
        await store.SendAsync(store.Told(new ToldOrder { Id = 1, Email = "exported@example.com" }));
        await store.DrainedAsync();
        await hub.DisposeAsync();
    }
}
