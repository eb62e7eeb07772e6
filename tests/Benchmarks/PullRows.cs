using System.Diagnostics;
using System.Text.Json;
using Customers.Functions.Local.DemoStores;

namespace Customers.Benchmarks;

/// <summary>Back-fills from a store in another process: memory does not grow with the orders. Then a pull that finds nothing new.</summary>
internal static class PullRows
{
    private const int Few = 10_000;
    private const int Many = 100_000;
    private const int VeryMany = 1_000_000;
    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(3);

    public static async Task AddAsync(Table table)
    {
        foreach (var kind in new[] { "shopify", "wooCommerce" })
        {
            await AddAsync(table, kind, Few, TimeSpan.MaxValue);
            await AddAsync(table, kind, Many, TimeSpan.MaxValue);
        }

        await AddAsync(table, "wooCommerce", VeryMany, Minutes);
    }

    /// <param name="most">After this time it is enough.</param>
    private static async Task AddAsync(Table table, string kind, int orders, TimeSpan most)
    {
        await using var shops = await DemoStoreServer.StartAsync(orders);
        using var data = new DataPath();
        await using var hub = await HubProcess.StartAsync(data);
        var store = await hub.CreateAsync("/api/stores", StoreOf(kind, shops.Address));
        hub.TakeUse();
        var start = Stopwatch.GetTimestamp();
        var pulled = await PullAsync(hub, store, () => Stopwatch.GetElapsedTime(start) > most);
        table.Rate($"pull of {kind}, {(most < TimeSpan.MaxValue ? $"first {most.TotalMinutes} minutes of " : "")}{orders:N0} orders", pulled, Stopwatch.GetElapsedTime(start), 400, hub);
        if (most < TimeSpan.MaxValue) return;
        start = Stopwatch.GetTimestamp();
        await PullAsync(hub, store, () => false);
        table.Time($"the next pull of {kind}, {orders:N0} orders", Stopwatch.GetElapsedTime(start), hub: hub);
    }

    /// <summary>How many orders came; ends with the job, or when it is enough.</summary>
    private static async Task<int> PullAsync(HubProcess hub, string store, Func<bool> isEnough)
    {
        var job = (await hub.SendAsync(HttpMethod.Post, $"/api/stores/{store}/pull")).GetProperty("id").GetString();
        var found = await hub.WaitAsync("/api/jobs/" + job, TimeSpan.FromMilliseconds(200), found => isEnough() || found.GetProperty("status").GetString() is "succeeded" or "failed");
        if (found.GetProperty("status").GetString() == "failed" || found.GetProperty("errors").GetArrayLength() > 0) Console.Error.WriteLine($"The pull is not as it should be: {found}");
        return found.GetProperty("done") is { ValueKind: JsonValueKind.Number } done ? done.GetInt32() : 0;
    }

    private static object StoreOf(string kind, Uri shops) => kind == "shopify"
        ? new { kind, name = kind, url = new Uri(shops, DemoStoreRoutes.Shopify), credentials = (object)new { accessToken = DemoCredentials.ShopifyToken }, webhookSecrets = new[] { DemoCredentials.ShopifyWebhookSecret } }
        : new { kind, name = kind, url = new Uri(shops, DemoStoreRoutes.WooCommerce), credentials = (object)new { consumerKey = DemoCredentials.ConsumerKey, consumerSecret = DemoCredentials.ConsumerSecret }, webhookSecrets = new[] { DemoCredentials.WooCommerceWebhookSecret } };
}
