using System.Text.Json.Nodes;
using Customers.Domain.Stores;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;
using Customers.Functions.Tests.Shopify;

namespace Customers.Functions.Tests.Front;

/// <summary>Every sample body that Shopify publishes.</summary>
public sealed class ShopifySampleTests(HubHost hub) : IClassFixture<HubHost>
{
    [NpmFact]
    public async Task Every_sample_sent_twice_is_one_order_and_no_harm()
    {
        await using var shops = await ShopsHost.StartAsync(hub.Clock);
        shops.OddAnswer = (401, "{}");
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "samples", shops.Odd);
        var samples = ShopifySamples.Topics().Select(topic => (Topic: topic, Body: ShopifySamples.Sample(topic).ToBytes())).ToList();
        Assert.True(samples.Count > 150, $"{samples.Count} samples");
        // What a shop asks for when it is gone comes last.
        foreach (var (topic, body) in samples.Concat(samples).OrderBy(sample => sample.Topic == "shop/redact")) await store.SendAsync(store.Signed(topic, body, RunningClock.Start));
        await store.DrainedAsync();

        var order = Assert.Single(await store.OrdersAsync());
        Assert.Equal("820982911946154508", order.GetProperty("source").Text("externalId"));
        Assert.Equal(("cancelled", "0.00", "0.00"), (order.Text("status"), order.Text("invoiced"), order.Text("paid")));
        Assert.Single(await store.CustomersAsync(), c => c.GetProperty("externalIds").EnumerateArray().Any(e => e.Text("externalId") == "115310627314723954"));
        // Some only tell that something was touched, and this store lets nobody read.
        Assert.Equal(["customer.tags_added", "customer.tags_removed", "customers_email_marketing_consent/update", "customers_marketing_consent/update", "orders/edited", "refunds/create"], (await store.EventsAsync("parked")).Select(e => e.Text("topic")).Order(StringComparer.Ordinal));
        Assert.All((await store.EventsAsync("ignored")).Where(e => e.Text("topic") != "customers/redact"), e => Assert.StartsWith("unknown-topic", e.Text("reason"), StringComparison.Ordinal));
    }

    [NpmFact]
    public async Task A_sample_brought_to_life_ends_as_its_newest_version_in_any_order()
    {
        for (var seed = 0; seed < 4; seed++)
        {
            var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, $"alive-{seed}");
            var life = Life(seed).Select(body => store.Signed("orders/updated", body.ToBytes())).ToArray();
            new Random(seed).Shuffle(life);
            await store.SendTogetherAsync([.. life, .. life]);
            await store.DrainedAsync();
            var order = Assert.Single(await store.OrdersAsync());
            Assert.Equal(("200.00", "200.00"), (order.Text("invoiced"), order.Text("paid")));
            Assert.Equal((0, 200, 200), await store.AccountAsync());
        }
    }

    /// <summary>Created, paid, refunded in part, each a minute later.</summary>
    private static IEnumerable<JsonObject> Life(int seed)
    {
        yield return At(1, "414.95", "414.95", seed);
        yield return At(2, "414.95", "0.00", seed);
        yield return At(3, "200.00", "0.00", seed);
    }

    private static JsonObject At(int minute, string total, string outstanding, int seed)
    {
        var order = ShopifySamples.Body("orders/updated").With("cancelled_at", null).With("email", $"jon-{seed}@example.com")
            .With("updated_at", RunningClock.Start.AddMinutes(minute - 10).ToString("O"))
            .With("current_total_price", total).With("total_outstanding", outstanding).With("current_total_price_set", null);
        order["customer"]!["email"] = $"jon-{seed}@example.com";
        return order;
    }
}
