using System.Diagnostics;
using Customers.Functions.Local.DemoStores;
using Customers.Functions.Local.DemoStores.Shopify;
using Customers.Functions.Local.DemoStores.WooCommerce;

namespace Customers.Benchmarks;

/// <summary>Order webhooks of both kinds of store: how many are acknowledged, and how many become orders.</summary>
internal static class WebhookRows
{
    private const int Connections = 64;
    private const int WarmUp = 4_000;
    private const int Orders = 24_000;

    public static async Task AddAsync(Table table)
    {
        using (var data = new DataPath())
        {
            await using (var hub = await HubProcess.StartAsync(data, runJobs: false)) await AddPausedAsync(table, hub);
            await using (var hub = await HubProcess.StartAsync(data)) await AddBacklogAsync(table, hub);
        }

        using (var data = new DataPath())
        {
            await using var hub = await HubProcess.StartAsync(data);
            table.Time("start until ready", hub.StartedIn, TimeSpan.FromSeconds(2), hub);
            await AddRunningAsync(table, hub);
        }
    }

    private static async Task AddPausedAsync(Table table, HubProcess hub)
    {
        var deliveries = await DeliveriesAsync(hub);
        table.Load("webhooks acknowledged, handlers paused", Send(hub, deliveries), perSecond: 5_000, p99: 50, hub);
    }

    private static async Task AddBacklogAsync(Table table, HubProcess hub)
    {
        var start = Stopwatch.GetTimestamp();
        await DrainAsync(hub);
        table.Rate("events processed from a backlog", WarmUp + Orders, Stopwatch.GetElapsedTime(start) + hub.StartedIn, 1_000, hub);
    }

    private static async Task AddRunningAsync(Table table, HubProcess hub)
    {
        var deliveries = await DeliveriesAsync(hub);
        var start = Stopwatch.GetTimestamp();
        table.Load("webhooks acknowledged, handlers running", Send(hub, deliveries), perSecond: 2_000, p99: 50, hub);
        await DrainAsync(hub);
        table.Rate("events processed while they arrive", WarmUp + Orders, Stopwatch.GetElapsedTime(start), 1_000, hub);
    }

    private static LoadResult Send(HubProcess hub, List<byte[]> deliveries)
    {
        using var load = new Load(hub.Port, Connections);
        load.Run(WarmUp, i => deliveries[i]);
        hub.TakeUse();
        return load.Run(deliveries.Count - WarmUp, i => deliveries[WarmUp + i]);
    }

    /// <summary>Signed and ready to be sent; every tenth comes again a little later.</summary>
    private static async Task<List<byte[]>> DeliveriesAsync(HubProcess hub)
    {
        const int half = (WarmUp + Orders) / 2;
        var shops = new DemoShops(new DemoOptions { ShopifyOrders = half, WooCommerceOrders = half }, TimeProvider.System);
        var shopify = "/webhooks/shopify/" + await hub.CreateAsync("/api/stores", StoreOf("shopify", new { accessToken = "none" }, DemoCredentials.ShopifyWebhookSecret));
        var woo = "/webhooks/woocommerce/" + await hub.CreateAsync("/api/stores", StoreOf("wooCommerce", new { consumerKey = "none", consumerSecret = "none" }, DemoCredentials.WooCommerceWebhookSecret));
        var deliveries = new List<byte[]>();
        for (var i = 0; i < half; i++)
        {
            deliveries.Add(Delivery(shopify, ShopifyWebhooks.Of(shops.Shopify.Order(i), "orders/updated")));
            deliveries.Add(Delivery(woo, WooCommerceWebhooks.Of(shops.WooCommerce.Order(i), "order.updated")));
            if (i % 5 == 4 && i > WarmUp) deliveries.Add(deliveries[^200]);
        }

        return deliveries;
    }

    /// <summary>Nobody answers at that address: the pulls that the hub begins by itself end at once.</summary>
    private static object StoreOf(string kind, object credentials, string secret) =>
        new { kind, name = kind, url = "http://127.0.0.1:9", credentials, webhookSecrets = new[] { secret } };

    private static byte[] Delivery(string path, DemoWebhook webhook) => Request.Post(path, webhook.Body, webhook.Headers);

    private static async Task DrainAsync(HubProcess hub)
    {
        foreach (var store in (await hub.SendAsync(HttpMethod.Get, "/api/stores")).GetProperty("items").EnumerateArray())
        {
            var status = await hub.WaitAsync($"/api/stores/{store.GetProperty("id").GetString()}/status", TimeSpan.FromMilliseconds(500), s => s.GetProperty("events").GetProperty("waiting").GetInt32() == 0);
            if (status.GetProperty("events").GetProperty("parked").GetInt32() is > 0 and var parked) Console.Error.WriteLine($"{parked} events are parked.");
        }
    }
}
