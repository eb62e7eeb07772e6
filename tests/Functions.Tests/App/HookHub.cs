using System.Net;
using System.Net.Sockets;
using Customers.Domain.Stores;
using Customers.Functions.Jobs;
using Customers.Functions.Local.DemoStores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Customers.Functions.Tests.App;

/// <summary>A hub that knows its own address, and shops that can reach it there. Time stands still, so that no store takes too long unless a test says so.</summary>
public sealed class HookHub() : HubHost(new FakeTimeProvider(RunningClock.Start))
{
    private readonly string _address = $"http://127.0.0.1:{FreePort()}";

    public FakeTimeProvider Time => (FakeTimeProvider)Clock;

    internal ShopsHost Shops { get; private set; } = null!;

    protected override IEnumerable<string> Arguments => [.. base.Arguments, "--urls", _address, "--Customers:PublicUrl", _address];

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

    /// <summary>A store at a demo shop of its own.</summary>
    internal Task<StoreDriver> RegisterAsync(StoreKind kind, string secret, ShopsHost shops) => kind == StoreKind.Shopify
        ? StoreDriver.RegisterAsync(Admin, kind, secret, shops.Shopify, new { accessToken = DemoCredentials.ShopifyToken })
        : StoreDriver.RegisterAsync(Admin, kind, secret, shops.WooCommerce, new { consumerKey = DemoCredentials.ConsumerKey, consumerSecret = DemoCredentials.ConsumerSecret });

    public async Task<bool> TickAsync(string schedule)
    {
        await Services.GetRequiredService<Schedules>().RunAsync(schedule, CancellationToken.None);
        return true;
    }

    /// <summary>Time passes until this has ended: what waits for a store gives up.</summary>
    public async Task<T> PassAsync<T>(Task<T> waiting)
    {
        while (await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System)) != waiting) Time.Advance(TimeSpan.FromSeconds(16));
        return await waiting;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
