using Customers.Domain.Stores;
using Customers.Functions.Local.DemoStores;
using Customers.Functions.Tests.App;

namespace Customers.Functions.Tests.Attacks;

/// <summary>What the unsigned header with a delete's time can be made to say.</summary>
public sealed class TriggerTimeTests(HubHost hub) : IClassFixture<HubHost>
{
    [Fact]
    public async Task A_delete_triggered_in_the_far_future_does_not_last_for_ever()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "future");
        var order = new ToldOrder { Id = 1, Email = "buyer@future.example" };
        await SendAsync(store, store.Told(order));
        await SendAsync(store, store.Deleted(order, DateTimeOffset.MaxValue));
        Assert.Equal((0, 0, 0), await store.AccountAsync());
        await SendAsync(store, store.Told(order with { UpdatedAt = hub.Clock.GetUtcNow().AddMinutes(10) }));
        Assert.Equal((100, 100, 0), await store.AccountAsync());
    }

    [Fact]
    public async Task A_delete_counts_as_of_its_trigger_time_to_the_nanosecond()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "nano");
        var order = new ToldOrder { Id = 1, Email = "buyer@nano.example" };
        var delete = store.Deleted(order, order.UpdatedAt.AddSeconds(1));
        var headers = new Dictionary<string, string>(delete.Headers) { ["X-Shopify-Triggered-At"] = $"{order.UpdatedAt.AddSeconds(1):yyyy-MM-dd'T'HH:mm:ss}.877041743Z" };
        // Arrives long after the order came back.
        await SendAsync(store, store.Told(order.Later));
        await SendAsync(store, delete with { Headers = headers });
        Assert.Equal((100, 100, 0), await store.AccountAsync());
    }

    private static async Task SendAsync(StoreDriver store, DemoWebhook webhook)
    {
        await store.SendAsync(webhook);
        await store.DrainedAsync();
    }
}
