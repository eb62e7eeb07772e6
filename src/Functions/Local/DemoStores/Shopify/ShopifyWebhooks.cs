using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Customers.Functions.Local.DemoStores.Shopify;

/// <summary>Order webhooks as Shopify sends them.</summary>
public static class ShopifyWebhooks
{
    public const string Version = "2026-10";

    /// <summary>The topic that Shopify would send when an order reaches this stage.</summary>
    public static string TopicOf(DemoOrder order) => order switch
    {
        { Stage: DemoStage.Created } => "orders/create",
        { Stage: DemoStage.Paid, Story: not DemoStory.PartlyPaid } => "orders/paid",
        { CancelledAt: not null } => "orders/cancelled",
        _ => "orders/updated",
    };

    /// <summary>Any topic of an order: create, updated, paid, cancelled, fulfilled, delete.</summary>
    public static DemoWebhook Of(DemoOrder order, string topic, string secret = DemoCredentials.ShopifyWebhookSecret)
    {
        var json = topic == "orders/delete" ? new JsonObject { ["id"] = ShopifyIds.Order(order) } : ShopifyWebhookJson.Of(order);
        var body = JsonSerializer.SerializeToUtf8Bytes(json);
        return new(topic, body, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["X-Shopify-Topic"] = topic,
            ["X-Shopify-Hmac-Sha256"] = DemoWebhook.Sign(body, secret),
            ["X-Shopify-Shop-Domain"] = ShopifySchema.Domain,
            ["X-Shopify-Webhook-Id"] = DemoWebhook.Id(order, topic),
            // One action of the merchant, whatever topics it raises.
            ["X-Shopify-Event-Id"] = DemoWebhook.Id(order, "event"),
            ["X-Shopify-Triggered-At"] = order.UpdatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture),
            ["X-Shopify-API-Version"] = Version,
        });
    }
}
