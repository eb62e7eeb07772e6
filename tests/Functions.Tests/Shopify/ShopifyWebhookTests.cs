using System.Text;
using System.Text.Json.Nodes;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Stores;
using Customers.Functions.Shopify;

namespace Customers.Functions.Tests.Shopify;

public sealed class ShopifyWebhookTests
{
    [Fact]
    public void Either_of_two_secrets_may_sign_after_a_rotation()
    {
        var body = "{\"id\":1}"u8.ToArray();

        Assert.True(WebhookSignature.Matches(body, body.Signed("old"), ["new", "old"]));
        Assert.True(WebhookSignature.Matches(body, body.Signed("new"), ["new", "old"]));
        Assert.False(WebhookSignature.Matches(body, body.Signed("older"), ["new", "old"]));
        Assert.False(WebhookSignature.Matches([.. body, (byte)'\n'], body.Signed("new"), ["new", "old"]));
    }

    [NpmFact]
    public void The_global_id_goes_before_a_rounded_number()
    {
        var identity = ShopifyWebhook.Identify(ShopifySamples.Body("orders/updated").ToBytes());

        Assert.Equal("820982911946154508", identity.ResourceId);
        Assert.Equal(new DateTimeOffset(2022, 1, 1, 0, 0, 0, TimeSpan.Zero), identity.UpdatedAt);
    }

    [Theory]
    [InlineData("{\"id\":820982911946154508}", "820982911946154508")]
    [InlineData("{\"id\":\"820982911946154508\"}", "820982911946154508")]
    [InlineData("{\"id\":1,\"admin_graphql_api_id\":null}", "1")]
    [InlineData("{\"customer\":{\"id\":5},\"shop_id\":7}", null)]
    [InlineData("{\"id\":-1}", null)]
    [InlineData("{\"id\":1", null)]
    [InlineData("nonsense", null)]
    public void A_body_is_identified_by_its_top_level_only(string body, string? id) =>
        Assert.Equal(id, ShopifyWebhook.Identify(Encoding.UTF8.GetBytes(body)).ResourceId);

    [Theory]
    [InlineData("2026-11-22T01:05:38.123456789Z", "2026-11-22T01:05:38.1234567+00:00")]
    [InlineData("2026-11-22T01:05:38.1234567Z", "2026-11-22T01:05:38.1234567+00:00")]
    [InlineData("2026-11-22T02:05:38+01:00", "2026-11-22T01:05:38.0000000+00:00")]
    [InlineData("yesterday", null)]
    [InlineData(null, null)]
    public void The_trigger_time_is_read_when_it_is_one(string? header, string? expected) =>
        Assert.Equal(expected, ShopifyWebhook.TriggeredAt(header)?.ToString("O"));

    [NpmTheory]
    [InlineData("orders/create", typeof(StoreMessage.OrderChanged))]
    [InlineData("orders/updated", typeof(StoreMessage.OrderChanged))]
    [InlineData("orders/paid", typeof(StoreMessage.OrderChanged))]
    [InlineData("orders/cancelled", typeof(StoreMessage.OrderChanged))]
    [InlineData("orders/fulfilled", typeof(StoreMessage.OrderChanged))]
    [InlineData("orders/partially_fulfilled", typeof(StoreMessage.OrderChanged))]
    [InlineData("orders/edited", typeof(StoreMessage.OrderTouched))]
    [InlineData("orders/delete", typeof(StoreMessage.OrderDeleted))]
    [InlineData("refunds/create", typeof(StoreMessage.OrderTouched))]
    [InlineData("customers/create", typeof(StoreMessage.CustomerChanged))]
    [InlineData("customers/update", typeof(StoreMessage.CustomerChanged))]
    [InlineData("customers/enable", typeof(StoreMessage.CustomerChanged))]
    [InlineData("customers/disable", typeof(StoreMessage.CustomerChanged))]
    [InlineData("customers/delete", typeof(StoreMessage.CustomerDeleted))]
    [InlineData("customer.tags_added", typeof(StoreMessage.CustomerTouched))]
    [InlineData("customer.tags_removed", typeof(StoreMessage.CustomerTouched))]
    [InlineData("customers_email_marketing_consent/update", typeof(StoreMessage.CustomerTouched))]
    [InlineData("customers_marketing_consent/update", typeof(StoreMessage.CustomerTouched))]
    [InlineData("products/update", typeof(StoreMessage.Ignored))]
    [InlineData("checkouts/create", typeof(StoreMessage.Ignored))]
    public void Every_sample_has_its_meaning(string topic, Type message) =>
        Assert.IsType(message, Interpret(topic, ShopifySamples.Body(topic).ToBytes()).Value);

    [Theory]
    [InlineData("customers/data_request", ComplianceRequest.TellData, "191167", "john@example.com")]
    [InlineData("customers/redact", ComplianceRequest.RedactCustomer, "191167", "john@example.com")]
    [InlineData("shop/redact", ComplianceRequest.RedactShop, null, null)]
    public void Compliance_topics_name_the_shop_and_the_person(string topic, ComplianceRequest request, string? id, string? email)
    {
        var body = id is null ? """{"shop_id":954889,"shop_domain":"a.myshopify.com"}""" : """{"shop_id":954889,"shop_domain":"a.myshopify.com","customer":{"id":191167,"email":"john@example.com","phone":"555-625-1199"},"orders_requested":[299938]}""";

        Assert.Equal(new StoreMessage.Compliance(request, "a.myshopify.com", new StoreCustomer { ExternalId = id, Email = email }), Interpret(topic, Encoding.UTF8.GetBytes(body)).Value);
    }

    [Theory]
    [InlineData("customers/data_request")]
    [InlineData("customers/redact")]
    public void A_compliance_request_that_names_nobody_is_unusable(string topic) =>
        Assert.Equal("unusable-customer", Interpret(topic, """{"shop_domain":"a.myshopify.com","customer":{}}"""u8.ToArray()).Refusal?.Code);

    [Theory]
    [InlineData("orders/delete", """{"id":820982911946154508}""", "820982911946154508")]
    [InlineData("refunds/create", """{"id":1,"order_id":820982911946154508}""", "820982911946154508")]
    [InlineData("orders/edited", """{"order_edit":{"id":1,"order_id":820982911946154508}}""", "820982911946154508")]
    [InlineData("customers/delete", """{"id":1,"admin_graphql_api_id":"gid://shopify/Customer/706405506930370084"}""", "706405506930370084")]
    public void A_body_of_few_words_still_names_its_resource(string topic, string body, string id)
    {
        var named = Interpret(topic, Encoding.UTF8.GetBytes(body)).Value switch
        {
            StoreMessage.OrderDeleted order => order.ExternalId,
            StoreMessage.OrderTouched order => order.ExternalId,
            StoreMessage.CustomerDeleted customer => customer.ExternalId,
            _ => null,
        };
        Assert.Equal(id, named);
    }

    [Theory]
    [InlineData("orders/delete", "{}", "unusable-order")]
    [InlineData("refunds/create", """{"id":1}""", "unusable-order")]
    [InlineData("customers/delete", """{"id":null}""", "unusable-customer")]
    [InlineData("customers/update", """{"id":null}""", "unusable-customer")]
    [InlineData("customers/update", """{"id":7,"updated_at":"1970-01-01T00:00:00Z"}""", "unusable-customer")]
    [InlineData("orders/create", "", "unreadable-content")]
    [InlineData("orders/create", "{\"id\":", "unreadable-content")]
    [InlineData("orders/create", "[]", "unreadable-content")]
    [InlineData("orders/create", """{"id":1}""", "unusable-order")]
    [InlineData("customers/redact", "x", "unreadable-content")]
    public void What_cannot_be_used_is_refused(string topic, string body, string code) =>
        Assert.Equal(code, Interpret(topic, Encoding.UTF8.GetBytes(body)).Refusal?.Code);

    [NpmTheory]
    [InlineData("admin_graphql_api_id", "\"gid://shopify/Order/\"", "unusable-order", "id")]
    [InlineData("updated_at", "null", "unusable-order", "updated_at")]
    [InlineData("updated_at", "\"2026-11-24T02:00:01Z\"", "unusable-order", "updated_at")]
    [InlineData("processed_at", "\"0001-01-01T00:00:00Z\"", "unusable-order", "processed_at")]
    [InlineData("currency", "\"XXX\"", "unusable-order", "currency")]
    [InlineData("current_total_price_set", """{"shop_money":{"amount":"-1"}}""", "unusable-order", "current_total_price")]
    [InlineData("current_total_price_set", """{"shop_money":{"amount":"12.345"}}""", "unusable-order", "current_total_price")]
    [InlineData("current_total_price_set", """{"shop_money":{"amount":"ten"}}""", "unreadable-content", "current_total_price_set")]
    [InlineData("total_outstanding", "null", "unusable-order", "total_outstanding")]
    [InlineData("total_outstanding", "\"0.001\"", "unusable-order", "total_outstanding")]
    [InlineData("line_items", """[{"quantity":-1,"price":"1"}]""", "unusable-order", "line_items[0].quantity")]
    [InlineData("line_items", """[{"quantity":1,"price":"-1"}]""", "unusable-order", "line_items[0].price")]
    [InlineData("customer", "null", null, "")]
    [InlineData("billing_address", "null", null, "")]
    [InlineData("line_items", "null", null, "")]
    [InlineData("current_total_price_set", "null", null, "")]
    public void An_order_that_cannot_be_used_is_refused_by_the_field_at_fault(string field, string json, string? code, string named)
    {
        var refusal = Interpret("orders/updated", ShopifySamples.Body("orders/updated").With(field, JsonNode.Parse(json)).ToBytes()).Refusal;

        Assert.Equal(code, refusal?.Code);
        Assert.Contains(named, refusal?.Detail ?? "", StringComparison.Ordinal);
    }

    private static Outcome<StoreMessage> Interpret(string topic, byte[] body) => ShopifyWebhook.Interpret(topic, body, ShopifySamples.At);
}
