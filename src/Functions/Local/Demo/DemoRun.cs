using System.Security.Cryptography;
using Customers.Domain.Keys;
using Customers.Functions.Local.DemoStores;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Customers.Functions.Local.Demo;

/// <summary>
/// <c>--demo</c>: the hub's main job on the two demo stores, done over HTTP as a merchant and a finance person would. Running
/// it again on the same data changes nothing.
/// </summary>
internal static class DemoRun
{
    private const int OrdersByWebhook = 60;

    /// <summary>What the demo needs to be allowed; an admin key too, unless one is configured.</summary>
    public static Dictionary<string, string?> Configuration(IConfiguration configured)
    {
        var settings = new Dictionary<string, string?> { ["Customers:AllowLocalStores"] = "true", ["Customers:RateLimitPerMinute"] = "0" };
        if (string.IsNullOrEmpty(configured["Customers:BootstrapKey"]))
        {
            using var random = RandomNumberGenerator.Create();
            settings["Customers:BootstrapKey"] = KeySecret.New(random);
        }

        return settings;
    }

    public static void MapIfDemo(WebApplication app, bool demo)
    {
        if (!demo) return;
        var shops = new DemoShops(new DemoOptions(), app.Services.GetRequiredService<TimeProvider>());
        DemoStoreRoutes.Map(app, shops);
    }

    public static async Task RunAsync(WebApplication app, CancellationToken cancel)
    {
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var key = app.Configuration["Customers:BootstrapKey"]!;
        var clock = app.Services.GetRequiredService<TimeProvider>();
        using var hub = new DemoClient(address, key, clock);
        var report = new DemoReport(hub, address, key);

        // Both stores' clocks stand still at the start of the demo, so a second run on the same data finds the same orders.
        var shops = new DemoShops(new DemoOptions(), clock);
        var shopify = await hub.StoreAsync("Demo Shopify", DemoStoresToRegister.Shopify(address), cancel);
        var woo = await hub.StoreAsync("Demo WooCommerce", DemoStoresToRegister.WooCommerce(address), cancel);

        DemoReport.Line("Sending signed webhooks: late, out of order, and every third one twice …");
        var sent = await hub.SendAsync(DemoDeliveries.Of(shops, OrdersByWebhook, shopify, woo), cancel);
        await hub.DrainedAsync([shopify, woo], cancel);
        var (orders, customers) = (await hub.CountAsync("orders", cancel), await hub.CountAsync("customers", cancel));
        DemoReport.Line($"  {sent} deliveries acknowledged: {orders} orders from {customers} customers");

        DemoReport.Line("Pulling both stores …");
        foreach (var store in new[] { shopify, woo }) await hub.PullAsync(store, cancel);
        await hub.DrainedAsync([shopify, woo], cancel);

        DemoReport.Line("Giving limits to customers who owe, then switching the credit check on …");
        var limited = await hub.LimitDebtorsAsync(cancel);
        var run = await hub.SwitchCreditControlOnAsync(cancel);
        await report.PrintAsync(shopify, woo, limited, run, cancel);
    }
}
