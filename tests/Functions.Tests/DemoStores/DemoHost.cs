using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Customers.Functions.Local.DemoStores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Customers.Functions.Tests.DemoStores;

/// <summary>Both demo stores in a bare application, without the hub.</summary>
internal sealed class DemoHost : IAsyncDisposable
{
    public static readonly DateTimeOffset Opened = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly DemoOptions Calm = new() { ThrottledEvery = 0, TooManyRequestsEvery = 0 };
    private readonly WebApplication _app;

    private DemoHost(WebApplication app, DemoShops shops, FakeTimeProvider time) =>
        (_app, Shops, Time, Client) = (app, shops, time, app.GetTestClient());

    public DemoShops Shops { get; }
    public FakeTimeProvider Time { get; }
    public HttpClient Client { get; }
    public IReadOnlyList<Endpoint> Endpoints => _app.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    public static async Task<DemoHost> Start(Func<DemoOptions, DemoOptions>? change = null)
    {
        var time = new FakeTimeProvider(Opened);
        var shops = new DemoShops(change?.Invoke(Calm) ?? Calm, time);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddRouting();
        var app = builder.Build();
        DemoStoreRoutes.Map(app, shops);
        await app.StartAsync();
        return new(app, shops, time);
    }

    public async Task<HttpResponseMessage> Shopify(string query, object? variables = null, string? token = DemoCredentials.ShopifyToken, string version = "2026-10")
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"/demo/shopify/admin/api/{version}/graphql.json") { Content = JsonContent.Create(new { query, variables }) };
        request.Headers.Add("X-Shopify-Access-Token", token);
        return await Client.SendAsync(request);
    }

    public async Task<JsonObject> ShopifyJson(string query, object? variables = null)
    {
        using var response = await Shopify(query, variables);
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <summary>By Basic authentication over https.</summary>
    public async Task<HttpResponseMessage> WooCommerce(string pathAndQuery)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "https://shop.example.com/demo/woocommerce/wp-json/wc/v3" + pathAndQuery);
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{DemoCredentials.ConsumerKey}:{DemoCredentials.ConsumerSecret}")));
        return await Client.SendAsync(request);
    }

    public async Task<List<JsonObject>> WooCommerceList(string pathAndQuery)
    {
        using var response = await WooCommerce(pathAndQuery);
        return [.. (await response.Content.ReadFromJsonAsync<JsonArray>())!.Select(n => n!.AsObject())];
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
