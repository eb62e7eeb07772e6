using Customers.Functions.Shopify;
using Customers.Functions.Stores;
using Customers.Functions.WooCommerce;

namespace Customers.Functions.Tests.Stores;

/// <summary>What asks stores, over a client of the test's own.</summary>
internal static class StoreClients
{
    public static ShopifyCalls Shopify(HttpClient http, TimeProvider clock) => new(new HttpGraphTransport(http, clock), new(http, new(clock), clock), new(clock));

    public static WooCommerceCalls WooCommerce(HttpClient http, TimeProvider clock) => new(new HttpRestTransport(http, clock), http, new(clock), clock);
}
