using System.Text;
using System.Text.Json.Nodes;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Stores;
using Customers.Functions.WooCommerce;

namespace Customers.Functions.Tests.WooCommerce;

public sealed class WooCommerceWebhookTests
{
    [Theory]
    [InlineData("006")]
    [InlineData("007")]
    [InlineData("009")]
    [InlineData("015")]
    public void A_recorded_webhook_is_signed(string number)
    {
        var body = WooCommerceRecordings.Webhook(number);
        var signature = WooCommerceRecordings.Header(number, WooCommerceWebhook.SignatureHeader);

        Assert.True(WebhookSignature.Matches(body, signature, ["another", WooCommerceRecordings.Secret]));
        Assert.False(WebhookSignature.Matches(body, signature, ["another"]));
        Assert.False(WebhookSignature.Matches(body, signature, []));
        Assert.False(WebhookSignature.Matches([.. body, (byte)' '], signature, [WooCommerceRecordings.Secret]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("!!")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void A_signature_that_is_none_signs_nothing(string? signature) =>
        Assert.False(WebhookSignature.Matches("{}"u8, signature, [WooCommerceRecordings.Secret]));

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "webhook_id=1", true)]
    [InlineData("application/x-www-form-urlencoded; charset=UTF-8", "webhook_id=417", true)]
    [InlineData("application/json", "webhook_id=1", false)]
    [InlineData(null, "webhook_id=1", false)]
    [InlineData("application/x-www-form-urlencoded", "webhook_id=", false)]
    [InlineData("application/x-www-form-urlencoded", "webhook_id=1&x=2", false)]
    [InlineData("application/x-www-form-urlencoded", "webhook_id=1 ", false)]
    [InlineData("application/x-www-form-urlencoded", "webhook_id", false)]
    public void The_creation_ping_is_exactly_one_field(string? contentType, string body, bool isPing) =>
        Assert.Equal(isPing, WooCommerceWebhook.IsCreationPing(contentType, Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void An_order_is_identified_without_being_understood()
    {
        var identity = WooCommerceWebhook.Identify(WooCommerceRecordings.Webhook("009"));

        Assert.Equal("86", identity.ResourceId);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 1, 5, 38, TimeSpan.Zero), identity.UpdatedAt);
    }

    [Theory]
    [InlineData("{\"id\":88}", "88")]
    [InlineData("{\"id\":\"88\"}", "88")]
    [InlineData("{\"order\":{\"id\":1},\"id\":88}", "88")]
    [InlineData("{\"id\":8.8e1}", null)]
    [InlineData("{\"id\":{\"id\":88}}", null)]
    [InlineData("{\"id\":88", null)]
    [InlineData("[88]", null)]
    [InlineData("", null)]
    [InlineData("webhook_id=1", null)]
    [InlineData("{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]", null)]
    [InlineData("{\"id\":\"\\ud800\"}", null)]
    public void Junk_is_not_identified_and_does_not_throw(string body, string? id) =>
        Assert.Equal(id, WooCommerceWebhook.Identify(Encoding.UTF8.GetBytes(body)).ResourceId);

    [Theory]
    [InlineData("order.created", typeof(StoreMessage.OrderChanged))]
    [InlineData("order.updated", typeof(StoreMessage.OrderChanged))]
    [InlineData("order.restored", typeof(StoreMessage.OrderRestored))]
    [InlineData("order.deleted", typeof(StoreMessage.OrderDeleted))]
    [InlineData("customer.created", typeof(StoreMessage.CustomerChanged))]
    [InlineData("customer.updated", typeof(StoreMessage.CustomerChanged))]
    [InlineData("customer.deleted", typeof(StoreMessage.CustomerDeleted))]
    [InlineData("product.updated", typeof(StoreMessage.Ignored))]
    [InlineData("action.woocommerce_x", typeof(StoreMessage.Ignored))]
    public void Every_topic_has_its_meaning(string topic, Type message)
    {
        var body = topic.StartsWith("customer", StringComparison.Ordinal) ? WooCommerceRecordings.Webhook("006") : WooCommerceRecordings.Webhook("009");

        Assert.IsType(message, Interpret(topic, body).Value);
    }

    [Fact]
    public void A_trashed_order_says_only_its_id() =>
        Assert.Equal(new StoreMessage.OrderDeleted("88"), Interpret("order.deleted", WooCommerceRecordings.Webhook("015")).Value);

    [Fact]
    public void A_registered_customer_falls_back_on_the_billing_address()
    {
        var body = JsonNode.Parse(WooCommerceRecordings.Read("customer.json"))!.AsObject().With("email", "").With("first_name", "").With("last_name", null);

        var customer = Assert.IsType<StoreMessage.CustomerChanged>(Interpret("customer.updated", body.ToBytes()).Value).Customer;

        Assert.Equal(("3", "zaklina@example.test", "Žaklina Đurić", "Obrt Đurić"), (customer.ExternalId, customer.Email, customer.FullName, customer.Company));
        Assert.Equal(("Ilica 12/III", "HR", null), (customer.Address?.Line1, customer.Address?.Country, customer.Address?.Region));
    }

    [Theory]
    [InlineData("id", "null", "unusable-order", "id")]
    [InlineData("id", "0", "unusable-order", "id")]
    [InlineData("date_modified_gmt", "null", "unusable-order", "date_modified_gmt")]
    [InlineData("date_modified_gmt", "\"0000-00-00T00:00:00\"", "unreadable-content", "date_modified_gmt")]
    [InlineData("date_modified_gmt", "\"1970-01-01T00:00:00\"", "unusable-order", "date_modified_gmt")]
    [InlineData("date_modified_gmt", "\"2026-11-24T02:00:01\"", "unusable-order", "date_modified_gmt")]
    [InlineData("date_created_gmt", "\"1989-12-31T23:59:59\"", "unusable-order", "date_created_gmt")]
    [InlineData("date_paid_gmt", "\"2126-01-01T00:00:00\"", "unusable-order", "date_paid_gmt")]
    [InlineData("currency", "\"EURO\"", "unusable-order", "currency")]
    [InlineData("currency", "\"\"", "unusable-order", "currency")]
    [InlineData("total", "\"-1.00\"", "unusable-order", "total")]
    [InlineData("total", "\"12.345\"", "unusable-order", "total")]
    [InlineData("total", "12.3400000000000000000000000001", "unreadable-content", "total")]
    [InlineData("total", "1e300", "unreadable-content", "total")]
    [InlineData("total", "\"1000000000001\"", "unusable-order", "total")]
    [InlineData("total", "\"\"", "unusable-order", "total")]
    [InlineData("total", "\"ten\"", "unreadable-content", "total")]
    [InlineData("total_tax", "\"-0.01\"", "unusable-order", "total_tax")]
    [InlineData("shipping_total", "\"-0.01\"", "unusable-order", "shipping_total")]
    [InlineData("discount_total", "\"-0.01\"", "unusable-order", "discount_total")]
    [InlineData("line_items", "\"none\"", null, "")]
    [InlineData("line_items", "{\"0\":1}", "unreadable-content", "$.0")]
    [InlineData("line_items", "[{\"quantity\":-1,\"subtotal\":\"1\"}]", "unusable-order", "line_items[0].quantity")]
    [InlineData("line_items", "[{\"quantity\":1,\"subtotal\":\"-1\"}]", "unusable-order", "line_items[0].subtotal")]
    [InlineData("refunds", "[{\"total\":\"-1.234\"}]", "unusable-order", "refunds[0].total")]
    [InlineData("date_modified_gmt", "\"2026-11-24T02:00:00\"", null, "")]
    [InlineData("meta_data", "[{\"value\":{\"a\":[1,{\"b\":null}]}},7,\"x\"]", null, "")]
    [InlineData("billing", "[]", null, "")]
    [InlineData("billing", "null", null, "")]
    [InlineData("total", "12.5", null, "")]
    [InlineData("number", "86", null, "")]
    public void An_order_that_cannot_be_used_is_refused_by_the_field_at_fault(string field, string json, string? code, string named)
    {
        var body = JsonNode.Parse(WooCommerceRecordings.Webhook("009"))!.AsObject().With(field, JsonNode.Parse(json));

        var refusal = Interpret("order.updated", body.ToBytes()).Refusal;

        Assert.Equal(code, refusal?.Code);
        Assert.Contains(named, refusal?.Detail ?? "", StringComparison.Ordinal);
        Assert.Equal(code is null ? null : RefusalKind.Unprocessable, refusal?.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"id\":88")]
    [InlineData("<html>")]
    [InlineData("[]")]
    public void What_is_no_order_is_refused(string body) =>
        Assert.Equal("unreadable-content", Interpret("order.updated", Encoding.UTF8.GetBytes(body)).Refusal?.Code);

    [Fact]
    public void The_body_of_a_trashed_order_is_no_order() =>
        Assert.Equal("unusable-order", Interpret("order.updated", WooCommerceRecordings.Webhook("015")).Refusal?.Code);

    [Fact]
    public void A_body_nested_too_deeply_is_refused()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"id":1,"meta_data":{{new string('[', 100)}}{{new string(']', 100)}}}""");

        Assert.Equal("unreadable-content", Interpret("order.updated", body).Refusal?.Code);
    }

    private static Outcome<StoreMessage> Interpret(string topic, byte[] body) => WooCommerceWebhook.Interpret(topic, body, WooCommerceRecordings.At);
}
