using Customers.Domain.Stores;
using Customers.Functions.Outgoing;
using Customers.Functions.Shopify;
using Customers.Functions.WooCommerce;

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
            .AddSingleton<StoreCalls>()
            .AddSingleton(found => new ShopifyTransport(Client(found, ShopifyClient), found.GetRequiredService<StoreCalls>(), Clock(found), found.GetService<NoteApiVersion>()))
            .AddSingleton(found => new WooCommerceTransport(Client(found, WooCommerceClient), found.GetRequiredService<StoreCalls>(), Clock(found)))
            .AddSingleton<IShopReader, ShopifyShop>().AddSingleton<IShopReader, WooCommerceShop>()
            .AddSingleton<IShopWebhooks, ShopifyShopWebhooks>().AddSingleton<IShopWebhooks, WooCommerceShopWebhooks>();
    }

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

    private static TimeProvider Clock(IServiceProvider found) => found.GetRequiredService<TimeProvider>();
}
