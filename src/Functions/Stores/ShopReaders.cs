using Customers.Domain.Stores;
using Customers.Functions.Outgoing;
using Customers.Functions.Shopify;
using Customers.Functions.WooCommerce;
using Microsoft.Extensions.Options;

namespace Customers.Functions.Stores;

public static class ShopReaders
{
    public const string ShopifyClient = "shopify";
    public const string WooCommerceClient = "woocommerce";

    /// <summary>An <see cref="IShopReader"/> and an <see cref="IShopWebhooks"/> for each kind of store; all need a <see cref="TimeProvider"/>.</summary>
    /// <param name="allowLocal">For development: shops on one's own network.</param>
    public static IServiceCollection AddShopReaders(this IServiceCollection services, bool allowLocal)
    {
        AddClient(services, ShopifyClient, allowLocal);
        AddClient(services, WooCommerceClient, allowLocal);
        return services
            .AddOptions().AddSingleton<StoreCalls>()
            .AddSingleton<IGraphTransport>(found => Graph(TransportOf(found), Client(found, ShopifyClient), Clock(found)))
            .AddSingleton<IRestTransport>(found => Rest(TransportOf(found), Client(found, WooCommerceClient), Clock(found)))
            .AddSingleton(found => new ShopifyTokens(Client(found, ShopifyClient), found.GetRequiredService<StoreCalls>(), Clock(found)))
            .AddSingleton(found => new ShopifyCalls(found.GetRequiredService<IGraphTransport>(), found.GetRequiredService<ShopifyTokens>(), found.GetRequiredService<StoreCalls>(), found.GetService<NoteApiVersion>()))
            .AddSingleton(found => new WooCommerceCalls(found.GetRequiredService<IRestTransport>(), Client(found, WooCommerceClient), found.GetRequiredService<StoreCalls>(), Clock(found)))
            .AddSingleton<IShopReader, ShopifyShop>().AddSingleton<IShopReader, WooCommerceShop>()
            .AddSingleton<IShopWebhooks, ShopifyShopWebhooks>().AddSingleton<IShopWebhooks, WooCommerceShopWebhooks>();
    }

#if STORE_SDKS
    internal static bool Has(StoreTransport transport) => transport is StoreTransport.Http or StoreTransport.Sdk;

    private static IGraphTransport Graph(StoreTransport transport, HttpClient http, TimeProvider clock) =>
        transport == StoreTransport.Sdk ? new Shopify.Sdk.ShopifySharpTransport(http, clock) : new HttpGraphTransport(http, clock);

    private static IRestTransport Rest(StoreTransport transport, HttpClient http, TimeProvider clock) =>
        transport == StoreTransport.Sdk ? new WooCommerce.Sdk.WooCommerceNetTransport(http, clock) : new HttpRestTransport(http, clock);
#else
    internal static bool Has(StoreTransport transport) => transport == StoreTransport.Http;

    private static HttpGraphTransport Graph(StoreTransport _, HttpClient http, TimeProvider clock) => new(http, clock);

    private static HttpRestTransport Rest(StoreTransport _, HttpClient http, TimeProvider clock) => new(http, clock);
#endif

    // The handler renews its own connections, so the factory need not renew handlers. URLs carry signatures: no request logs.
    private static void AddClient(IServiceCollection services, string name, bool allowLocal) => services
        .AddHttpClient(name, http =>
        {
            http.Timeout = StoreCalls.TimeLimit;
            http.MaxResponseContentBufferSize = StoreCalls.LargestAnswer;
            http.DefaultRequestHeaders.UserAgent.ParseAdd("customer-hub/1.0");
        })
        .ConfigurePrimaryHttpMessageHandler(() => PublicConnections.Handler(allowLocal))
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .RemoveAllLoggers();

    private static HttpClient Client(IServiceProvider found, string name) => found.GetRequiredService<IHttpClientFactory>().CreateClient(name);

    private static StoreTransport TransportOf(IServiceProvider found) => found.GetRequiredService<IOptions<StoreOptions>>().Value.Transport;

    private static TimeProvider Clock(IServiceProvider found) => found.GetRequiredService<TimeProvider>();
}
