using System.IO.Compression;
using Customers.Domain.Stores;
using Customers.Functions.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Customers.Functions.Tests.Stores;

/// <summary>What no shop can do to the hub, by whichever way it is called.</summary>
public sealed class TransportTests : IAsyncLifetime
{
    private readonly WebApplication _shop;
    private readonly ServiceProvider _hub = new ServiceCollection().AddSingleton(TimeProvider.System).AddShopReaders(allowLocal: true).BuildServiceProvider();
    private readonly List<string> _asked = [];
    private RequestDelegate _answer = _ => Task.CompletedTask;

    public TransportTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _shop = builder.Build();
        _shop.Run(context =>
        {
            _asked.Add(context.Request.Path);
            return _answer(context);
        });
    }

    [Theory]
    [InlineData(StoreKind.Shopify)]
    [InlineData(StoreKind.WooCommerce)]
    public async Task It_cannot_send_the_hub_elsewhere(StoreKind kind)
    {
        _answer = context =>
        {
            context.Response.Redirect("/inside", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };

        Assert.Contains("status 307", (await TestAsync(kind)).Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("/inside", _asked);
    }

    [Theory]
    [InlineData(StoreKind.Shopify)]
    [InlineData(StoreKind.WooCommerce)]
    public async Task It_cannot_fill_the_memory_with_little_that_unpacks_to_much(StoreKind kind)
    {
        _answer = async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var packed = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            var blank = new byte[1024 * 1024];
            for (var sent = 0; sent <= StoreCalls.LargestAnswer; sent += blank.Length) await packed.WriteAsync(blank, context.RequestAborted);
        };

        Assert.Contains("status 413", (await TestAsync(kind)).Detail, StringComparison.Ordinal);
        Assert.Single(_asked);
    }

    public Task InitializeAsync() => _shop.StartAsync();

    public async Task DisposeAsync()
    {
        await _shop.DisposeAsync();
        await _hub.DisposeAsync();
    }

    private async Task<Domain.Outcomes.Refusal> TestAsync(StoreKind kind)
    {
        var credentials = new StoreCredentials { AccessToken = "shpat_1", ConsumerKey = "ck_1", ConsumerSecret = "cs_1" };
        var reader = _hub.GetServices<IShopReader>().Single(reader => reader.Kind == kind);
        return (await reader.TestAsync(new("sto_1", new(_shop.Urls.First()), credentials), CancellationToken.None)).Refusal!;
    }
}
