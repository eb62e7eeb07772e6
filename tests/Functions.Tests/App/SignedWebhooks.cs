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

    public DemoWebhook Signed(string topic, byte[] body, DateTimeOffset? triggeredAt = null) => new(topic, body, kind == StoreKind.Shopify
        ? new Dictionary<string, string>
        {
            ["X-Shopify-Topic"] = topic,
            ["X-Shopify-Hmac-Sha256"] = body.Signed(secret),
            ["X-Shopify-Triggered-At"] = triggeredAt?.ToString("O") ?? "",
        }
        : new Dictionary<string, string> { ["X-WC-Webhook-Topic"] = topic, ["X-WC-Webhook-Signature"] = body.Signed(secret) });
}
