using Customers.Functions.Local.DemoStores;

namespace Customers.Functions.Local.Demo;

/// <summary>The demo stores as a merchant would register them.</summary>
internal static class DemoStoresToRegister
{
    public static object Shopify(Uri hub) => new
    {
        kind = "shopify",
        name = "Demo Shopify",
        url = new Uri(hub, DemoStoreRoutes.Shopify).ToString(),
        credentials = new { accessToken = DemoCredentials.ShopifyToken },
        webhookSecrets = new[] { DemoCredentials.ShopifyWebhookSecret },
        defaults = new { tags = new[] { "shopify" } },
    };

    public static object WooCommerce(Uri hub) => new
    {
        kind = "wooCommerce",
        name = "Demo WooCommerce",
        url = new Uri(hub, DemoStoreRoutes.WooCommerce).ToString(),
        credentials = new { consumerKey = DemoCredentials.ConsumerKey, consumerSecret = DemoCredentials.ConsumerSecret },
        webhookSecrets = new[] { DemoCredentials.WooCommerceWebhookSecret },
        defaults = new { tags = new[] { "woo" } },
    };
}
