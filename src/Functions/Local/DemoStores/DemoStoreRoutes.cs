using Customers.Functions.Local.DemoStores.Shopify;
using Customers.Functions.Local.DemoStores.WooCommerce;

namespace Customers.Functions.Local.DemoStores;

/// <summary>The demo stores' addresses: open to everyone as far as the hub is concerned, since each checks its own credentials.</summary>
public static class DemoStoreRoutes
{
    public const string Shopify = "/demo/shopify";
    public const string WooCommerce = "/demo/woocommerce";

    public static void Map(IEndpointRouteBuilder routes, DemoShops shops)
    {
        ShopifyEndpoints.Map(routes.MapGroup(Shopify).AllowAnonymous().ExcludeFromDescription(), new ShopifyAdmin(shops));
        WooCommerceEndpoints.Map(routes.MapGroup(WooCommerce).AllowAnonymous().ExcludeFromDescription(), new WooCommerceSite(shops), new WooCommerceHooks(shops.WooCommerceHooks));
    }
}
