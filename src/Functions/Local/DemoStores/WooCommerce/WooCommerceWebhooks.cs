using System.Text.Json;
using System.Text.Json.Nodes;

namespace Customers.Functions.Local.DemoStores.WooCommerce;

/// <summary>Order webhooks as WooCommerce sends them. The body may be of a later stage than the topic tells: it is built at delivery.</summary>
public static class WooCommerceWebhooks
{
    private const string Site = "https://demo-goods.example.com";

    /// <summary>The topic that WooCommerce would send when an order reaches this stage.</summary>
    public static string TopicOf(DemoOrder order) =>
        order.Stage == DemoStage.Created ? "order.created" : order.IsTrashed ? "order.deleted" : "order.updated";

    /// <summary>order.created, order.updated, order.deleted (of which only the id is told), order.restored.</summary>
    public static DemoWebhook Of(DemoOrder order, string topic, string secret = DemoCredentials.WooCommerceWebhookSecret)
    {
        var json = topic == "order.deleted" ? new JsonObject { ["id"] = WooCommerceIds.Order(order) } : WooCommerceOrderJson.Of(order, Site);
        var body = JsonSerializer.SerializeToUtf8Bytes(json);
        return new(topic, body, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["X-WC-Webhook-Source"] = Site + "/",
            ["X-WC-Webhook-Topic"] = topic,
            ["X-WC-Webhook-Resource"] = "order",
            ["X-WC-Webhook-Event"] = topic["order.".Length..],
            ["X-WC-Webhook-Signature"] = DemoWebhook.Sign(body, secret),
            ["X-WC-Webhook-ID"] = topic switch { "order.created" => "1", "order.updated" => "2", "order.deleted" => "3", _ => "4" },
            ["X-WC-Webhook-Delivery-ID"] = DemoWebhook.Id(order, topic),
        });
    }
}
