using System.Text.Json;
using Customers.Domain.Stores;
using Customers.Functions.Local.DemoStores;
using Customers.Functions.Local.DemoStores.Shopify;
using Customers.Functions.Local.DemoStores.WooCommerce;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>Pulls from stores that answer well, and from one that does not.</summary>
public sealed class StorePullTests(StorePullTests.HubAndShops hub) : IClassFixture<StorePullTests.HubAndShops>
{
    /// <summary>Time runs fast: a store that fails is asked again for half a minute.</summary>
    public sealed class HubAndShops() : HubHost(new HurriedClock())
    {
        internal ShopsHost Shops { get; private set; } = null!;

        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            Shops = await ShopsHost.StartAsync(Clock);
        }

        public override async Task DisposeAsync()
        {
            if (Shops is not null) await Shops.DisposeAsync(); // else the hub could not start
            await base.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_pull_and_webhooks_at_once_bring_each_order_once_and_a_second_pull_changes_nothing()
    {
        var shopify = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, DemoCredentials.ShopifyWebhookSecret, hub.Shops.Shopify, new { accessToken = DemoCredentials.ShopifyToken });
        var woo = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.WooCommerce, DemoCredentials.WooCommerceWebhookSecret, hub.Shops.WooCommerce,
            new { consumerKey = DemoCredentials.ConsumerKey, consumerSecret = DemoCredentials.ConsumerSecret });
        var demo = hub.Shops.Shops;
        await Task.WhenAll(
            PullAsync(shopify), PullAsync(woo), PullAsync(shopify),
            shopify.SendTogetherAsync(Histories(demo.Shopify).Select(order => ShopifyWebhooks.Of(order, ShopifyWebhooks.TopicOf(order)))),
            woo.SendTogetherAsync(Histories(demo.WooCommerce).Select(order => WooCommerceWebhooks.Of(order, WooCommerceWebhooks.TopicOf(order)))));
        foreach (var store in new[] { shopify, woo })
        {
            await store.DrainedAsync();
            Assert.Equal(60, (await store.OrdersAsync()).Count);
            Assert.Empty(await store.EventsAsync("parked"));
            var before = await EverythingAsync(store);
            var again = await PullAsync(store);
            var orders = again.GetProperty("result").GetProperty("orders");
            Assert.Equal(("succeeded", 0, 0), (again.Text("status"), orders.GetProperty("created").GetInt32(), orders.GetProperty("updated").GetInt32()));
            Assert.Equal(before, await EverythingAsync(store));
        }

        Assert.Distinct((await hub.Admin.AllAsync("/api/customers")).Where(c => c.GetProperty("email").ValueKind == JsonValueKind.String).Select(c => c.Text("email").ToLowerInvariant()));
    }

    [Theory]
    [InlineData("shopify", 500, "", "")]
    [InlineData("shopify", 401, "{}", "store-refused-credentials")]
    [InlineData("shopify", 200, "<html>", "store-answered-error")]
    [InlineData("wooCommerce", 503, "", "")]
    [InlineData("wooCommerce", 401, "{\"code\":\"woocommerce_rest_cannot_view\"}", "store-refused-credentials")]
    [InlineData("wooCommerce", 200, "{}", "store-answered-error")]
    public async Task A_store_that_answers_wrongly_fails_the_pull_and_nothing_else(string kind, int status, string body, string code)
    {
        hub.Shops.OddAnswer = (status, body);
        var store = await StoreDriver.RegisterAsync(hub.Admin, kind == "shopify" ? StoreKind.Shopify : StoreKind.WooCommerce, $"odd-{kind}-{status}", hub.Shops.Odd);
        var job = await PullAsync(store);
        Assert.Equal("failed", job.Text("status"));
        var reason = Assert.Single(job.GetProperty("errors").EnumerateArray()).GetString()!;
        Assert.Contains((await hub.Admin.GetAsync(store.Path + "/status")).GetProperty("lastErrors").EnumerateArray(), error => error.GetString() == reason);
        Assert.StartsWith(code, reason, StringComparison.Ordinal);
        Assert.Equal("200", await hub.Admin.OutcomeAsync(HttpMethod.Get, "/api/customers"));
        await hub.Admin.DeleteAsync(store.Path);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_holds_up_no_other()
    {
        await using var shops = await ShopsHost.StartAsync(hub.Clock);
        var silence = new TaskCompletionSource();
        shops.Answering = silence.Task;
        var silent = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "silent", shops.Odd);
        var sound = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.WooCommerce, "sound");
        await silent.SendAsync(silent.Signed("orders/edited", """{"order_edit":{"order_id":5}}"""u8.ToArray()));
        await shops.Asked.Task;
        await sound.SendAsync(sound.Told(new ToldOrder { Id = 5, Email = "sound@buyer.example" }));
        await sound.DrainedAsync();
        Assert.Single(await sound.OrdersAsync());
        silence.SetResult();
        await silent.DrainedAsync();
        await hub.Admin.DeleteAsync(silent.Path);
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(200, "<html>Back soon</html>")]
    public async Task An_event_that_fails_is_tried_five_times_and_parked(int status, string answer)
    {
        hub.Shops.OddAnswer = (status, answer);
        var broken = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "broken", hub.Shops.Odd);
        await broken.SendAsync(broken.Signed("orders/edited", """{"order_edit":{"order_id":5}}"""u8.ToArray()));
        await broken.DrainedAsync();
        var parked = Assert.Single(await broken.EventsAsync("parked"));
        Assert.Equal(5, parked.GetProperty("attempts").GetInt32());
        Assert.StartsWith("store-unreachable", parked.Text("reason"), StringComparison.Ordinal);
        await hub.Admin.DeleteAsync(broken.Path);
    }

    [Fact]
    public async Task A_parked_event_is_taken_when_it_is_replayed_after_its_cause_is_gone()
    {
        hub.Shops.OddAnswer = (401, "{}");
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "replay", hub.Shops.Odd);
        var edited = ShopifyWebhooks.Of(hub.Shops.Shops.Shopify.Order(1), "orders/updated").Body;
        var number = System.Text.Json.Nodes.JsonNode.Parse(edited)!["id"]!.GetValue<long>();
        await store.SendAsync(store.Signed("orders/edited", System.Text.Encoding.UTF8.GetBytes($$$"""{"order_edit":{"order_id":{{{number}}}}}""")));
        await store.DrainedAsync();
        var parked = Assert.Single(await store.EventsAsync("parked"));
        Assert.StartsWith("store-refused-credentials", parked.Text("reason"), StringComparison.Ordinal);

        await hub.Admin.PatchAsync(store.Path, new { url = hub.Shops.Shopify, credentials = new { accessToken = DemoCredentials.ShopifyToken } });
        await hub.Admin.PostAsync($"{store.Path}/events/{parked.Text("id")}/replay");
        await store.DrainedAsync();
        Assert.Single(await store.OrdersAsync());
        Assert.Empty(await store.EventsAsync("parked"));
        await hub.Admin.DeleteAsync(store.Path);
    }

    private static IEnumerable<DemoOrder> Histories(DemoShop shop) => Enumerable.Range(0, shop.Count).Where(i => i % 2 == 0).SelectMany(i => shop.Order(i).History());

    private async Task<JsonElement> PullAsync(StoreDriver store) => await hub.Admin.EndOfJobAsync((await hub.Admin.PostAsync(store.Path + "/pull")).Text("id"));

    /// <summary>To the letter: versions and times too.</summary>
    private static async Task<string> EverythingAsync(StoreDriver store) =>
        string.Join('\n', (await store.OrdersAsync()).Concat(await store.CustomersAsync()).Select(item => item.ToString()));
}
