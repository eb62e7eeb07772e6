using System.Globalization;
using System.Text.Json.Nodes;
using Customers.Domain.Stores;
using Customers.Functions.Local.DemoStores;

namespace Customers.Functions.Tests.App;

/// <summary>What a store of this kind sends, signed with its secret.</summary>
internal sealed class SignedWebhooks(StoreKind kind, string secret)
{
    public DemoWebhook Told(ToldOrder order, string what = "updated") =>
        Signed(kind == StoreKind.Shopify ? "orders/" + (what == "created" ? "create" : what) : "order." + what, (kind == StoreKind.Shopify ? order.ToShopify() : order.ToWooCommerce()).ToBytes());

    public DemoWebhook Deleted(long order, DateTimeOffset at) =>
        Signed(kind == StoreKind.Shopify ? "orders/delete" : "order.deleted", new JsonObject { ["id"] = order }.ToBytes(), at);

    public DemoWebhook OfBuyer(long id, string email, DateTimeOffset at) => Signed(kind == StoreKind.Shopify ? "customers/update" : "customer.updated", new JsonObject
    {
        ["id"] = id, ["email"] = email, ["first_name"] = "Ada", ["last_name"] = "Buyer", [kind == StoreKind.Shopify ? "updated_at" : "date_modified_gmt"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + (kind == StoreKind.Shopify ? "Z" : ""),
    }.ToBytes());

    /// <summary>In a delivery of this id.</summary>
    public DemoWebhook In(string delivery, DemoWebhook webhook) =>
        webhook with { Headers = new Dictionary<string, string>(webhook.Headers) { [kind == StoreKind.Shopify ? "X-Shopify-Webhook-Id" : "X-WC-Webhook-Delivery-ID"] = delivery } };

    public DemoWebhook Signed(string topic, byte[] body, DateTimeOffset? triggeredAt = null) => new(topic, body, kind == StoreKind.Shopify
        ? new Dictionary<string, string>
        {
            ["X-Shopify-Topic"] = topic,
            ["X-Shopify-Hmac-Sha256"] = body.Signed(secret),
            ["X-Shopify-Triggered-At"] = triggeredAt?.ToString("O") ?? "",
        }
        : new Dictionary<string, string> { ["X-WC-Webhook-Topic"] = topic, ["X-WC-Webhook-Signature"] = body.Signed(secret) });
}
