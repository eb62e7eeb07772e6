using System.Collections.Concurrent;
using System.Diagnostics;
using Customers.Domain.Stores;
using Customers.Functions.Stores;
using Customers.Functions.Telemetry;
using Customers.Functions.Tests.App;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.Telemetry;

[Collection(OtlpReceiver.Collection)]
public sealed class SpanTests
{
    [Fact]
    public async Task The_handling_of_an_event_belongs_to_the_trace_of_its_webhook()
    {
        var handled = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is Spans.Source or "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = handled.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var hub = new HubHost();
        await hub.InitializeAsync();
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.WooCommerce, "traced");
        using (var sender = new Activity("a webhook") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start())
        {
            await store.SendAsync(store.Told(new ToldOrder { Id = 1, Email = "traced@example.com" }));
            await store.DrainedAsync();
            await hub.DisposeAsync();
            var span = Assert.Single(handled, span => span.TraceId == sender.TraceId && span.OperationName == "handle store-events");
            Assert.Equal("done", span.GetTagItem("customers.event.result"));
        }
    }

    [Fact]
    public void When_nobody_listens_nothing_is_allocated()
    {
        using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddInstruments().BuildServiceProvider();
        var instruments = services.GetRequiredService<Instruments>();
        var handled = new StoreEvent { Id = "evt_1", StoreId = "sto_1", Topic = "order.updated", ReceivedAt = RunningClock.Start };
        instruments.EventHandled(handled, EventResults.Done);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            instruments.EventHandled(handled, EventResults.Done);
            instruments.CosmosCharged(1, "read", "customers");
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.DoesNotContain(nameof(StoreEventMessage.TraceParent), StoreEventMessage.Of("evt_1").Body, StringComparison.Ordinal);
    }
}
