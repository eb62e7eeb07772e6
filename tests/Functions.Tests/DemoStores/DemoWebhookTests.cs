using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Customers.Functions.Local.DemoStores;
using Customers.Functions.Local.DemoStores.Shopify;
using Customers.Functions.Local.DemoStores.WooCommerce;
using Microsoft.Extensions.Time.Testing;

namespace Customers.Functions.Tests.DemoStores;

public sealed class DemoWebhookTests
{
    private readonly DemoShops _shops = new(new(), new FakeTimeProvider(DemoHost.Opened));

    [Fact]
    public void Shopify_signs_the_raw_body_and_names_the_order()
    {
        var order = _shops.Shopify.Order(5);
        var webhook = ShopifyWebhooks.Of(order, "orders/updated");
        Assert.Equal(Hmac(webhook.Body, DemoCredentials.ShopifyWebhookSecret), webhook.Headers["X-Shopify-Hmac-Sha256"]);
        Assert.Equal("orders/updated", webhook.Headers["X-Shopify-Topic"]);
        var json = JsonDocument.Parse(webhook.Body).RootElement;
        Assert.Equal($"gid://shopify/Order/{json.GetProperty("id").GetInt64()}", json.GetProperty("admin_graphql_api_id").GetString());
        Assert.Equal(order.UpdatedAt, json.GetProperty("updated_at").GetDateTimeOffset());
    }

    [Fact]
    public void WooCommerce_signs_the_raw_body_and_says_only_the_id_of_what_was_trashed()
    {
        var order = Enumerable.Range(0, 100).Select(_shops.WooCommerce.Order).First(o => o.IsTrashed);
        var webhook = WooCommerceWebhooks.Of(order, WooCommerceWebhooks.TopicOf(order));
        Assert.Equal(Hmac(webhook.Body, DemoCredentials.WooCommerceWebhookSecret), webhook.Headers["X-WC-Webhook-Signature"]);
        Assert.Equal("deleted", webhook.Headers["X-WC-Webhook-Event"]);
        Assert.Equal($$"""{"id":{{1000 + order.Index * 10}}}""", Encoding.UTF8.GetString(webhook.Body));
    }

    [Fact]
    public void A_webhook_shows_what_the_pull_shows()
    {
        foreach (var order in Enumerable.Range(0, _shops.Shopify.Count).Select(_shops.Shopify.Order))
        {
            var json = JsonDocument.Parse(ShopifyWebhooks.Of(order, "orders/updated").Body).RootElement;
            Assert.Equal(order.CurrentTotal(), decimal.Parse(json.GetProperty("current_total_price").GetString()!, System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(order.NetPayment, order.CurrentTotal() - decimal.Parse(json.GetProperty("total_outstanding").GetString()!, System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(order.AccountSince is null, json.GetProperty("customer").ValueKind == JsonValueKind.Null);
        }
    }

    [Fact]
    public void A_repeated_delivery_repeats_its_id_and_another_stage_does_not()
    {
        var stages = _shops.Shopify.Order(0).History().ToList();
        string Id(DemoOrder order) => ShopifyWebhooks.Of(order, "orders/updated").Headers["X-Shopify-Webhook-Id"];
        Assert.Equal(Id(stages[0]), Id(stages[0]));
        Assert.Equal(stages.Count, stages.Select(Id).Distinct().Count());
    }

    [Fact]
    public void A_delivery_becomes_a_request_with_its_headers()
    {
        using var request = WooCommerceWebhooks.Of(_shops.WooCommerce.Order(0), "order.created").ToRequest(new("http://hub.example.com/webhooks/woocommerce/1"));
        Assert.Equal("order.created", request.Headers.GetValues("X-WC-Webhook-Topic").Single());
        Assert.Equal("application/json", request.Content!.Headers.ContentType!.MediaType);
    }

    private static string Hmac(byte[] body, string secret) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
}
