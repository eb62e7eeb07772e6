using Customers.Functions.Local.DemoStores;
using Customers.Functions.Local.DemoStores.Shopify;
using Customers.Functions.Local.DemoStores.WooCommerce;

namespace Customers.Functions.Local.Demo;

/// <summary>The histories of some orders of both stores as webhooks: newest first, and every third one twice.</summary>
internal static class DemoDeliveries
{
    public static IEnumerable<(string Path, DemoWebhook Webhook)> Of(DemoShops shops, int orders, string shopifyId, string wooId)
    {
        var histories = Enumerable.Range(0, orders).SelectMany(i => new[]
        {
            Histories(shops.Shopify, i, orders).Select(o => ($"/webhooks/shopify/{shopifyId}", ShopifyWebhooks.Of(o, ShopifyWebhooks.TopicOf(o)))),
            Histories(shops.WooCommerce, i, orders).Select(o => ($"/webhooks/woocommerce/{wooId}", WooCommerceWebhooks.Of(o, WooCommerceWebhooks.TopicOf(o)))),
        }).SelectMany(deliveries => deliveries);
        return histories.Reverse().SelectMany((delivery, i) => Enumerable.Repeat(delivery, i % 3 == 0 ? 2 : 1));
    }

    /// <summary>Spread over the whole shop.</summary>
    private static IEnumerable<DemoOrder> Histories(DemoShop shop, int i, int orders) => shop.Order(i * shop.Count / orders).History();
}
