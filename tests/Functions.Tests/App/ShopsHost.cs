using Customers.Functions.Local.DemoStores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Customers.Functions.Tests.App;

/// <summary>Both demo stores, and one that misbehaves, on a port of their own.</summary>
internal sealed class ShopsHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ShopsHost(WebApplication app, DemoShops shops) => (_app, Shops) = (app, shops);

    public DemoShops Shops { get; }

    /// <summary>What the odd shop answers to everything.</summary>
    public (int Status, string Body) OddAnswer { get; set; } = (500, "");

    /// <summary>Completed when the odd shop is asked; it does not answer before <see cref="Answering"/>.</summary>
    public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    public Task Answering { get; set; } = Task.CompletedTask;

    public string Shopify => _app.Urls.First() + DemoStoreRoutes.Shopify;
    public string WooCommerce => _app.Urls.First() + DemoStoreRoutes.WooCommerce;
    public string Odd => _app.Urls.First() + "/odd";

    public static async Task<ShopsHost> StartAsync(TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddRouting();
        var app = builder.Build();
        var host = new ShopsHost(app, new DemoShops(new DemoOptions { ShopifyOrders = 60, WooCommerceOrders = 60, ThrottledEvery = 0, TooManyRequestsEvery = 0 }, clock));
        DemoStoreRoutes.Map(app, host.Shops);
        app.Map("/odd/{**path}", host.AnswerOddly);
        await app.StartAsync();
        return host;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerOddly(HttpContext context)
    {
        Asked.TrySetResult();
        await Answering.WaitAsync(context.RequestAborted);
        context.Response.StatusCode = OddAnswer.Status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(OddAnswer.Body);
    }
}
