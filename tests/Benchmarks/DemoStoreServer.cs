using Customers.Functions.Local.DemoStores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Customers.Benchmarks;

/// <summary>The demo stores of so many orders each, in a process of their own; they never throttle.</summary>
internal static class DemoStoreServer
{
    public const string Argument = "demo-stores";

    public static Task<ListeningProcess> StartAsync(int orders) => ListeningProcess.StartAsync("Customers.Benchmarks.dll", [Argument, orders.ToString(System.Globalization.CultureInfo.InvariantCulture)], []);

    public static async Task RunAsync(int orders)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting", LogLevel.Warning);
        await using var app = builder.Build();
        var options = new DemoOptions { ShopifyOrders = orders, WooCommerceOrders = orders, ThrottledEvery = 0, TooManyRequestsEvery = 0, BucketPoints = 1e9, RestoredPerSecond = 1e9 };
        DemoStoreRoutes.Map(app, new DemoShops(options, TimeProvider.System));
        await app.RunAsync();
    }
}
