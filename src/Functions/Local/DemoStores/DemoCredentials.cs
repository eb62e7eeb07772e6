namespace Customers.Functions.Local.DemoStores;

/// <summary>What opens the demo stores. Made up and public: none of these is a secret.</summary>
public static class DemoCredentials
{
    public const string ShopifyToken = "demo-shopify-token";
    public const string ShopifyClientId = "demo-shopify-client";
    public const string ShopifyClientSecret = "demo-shopify-client-secret";
    public const string ConsumerKey = "ck_demo_woocommerce_key";
    public const string ConsumerSecret = "cs_demo_woocommerce_secret";
    public const string ShopifyWebhookSecret = "demo-shopify-webhook-secret";
    public const string WooCommerceWebhookSecret = "demo-woocommerce-webhook-secret";
}
