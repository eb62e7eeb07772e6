using System.Text.Json;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.Shopify;

/// <summary>A webhook of Shopify (bodies of API versions 2024-01 and later; https://shopify.dev/docs/api/webhooks).</summary>
public static class ShopifyWebhook
{
    public const string TopicHeader = "X-Shopify-Topic";
    /// <summary>It is not settled that it stays the same over retries: never the only guard.</summary>
    public const string DeliveryHeader = "X-Shopify-Webhook-Id";
    public const string SignatureHeader = "X-Shopify-Hmac-Sha256";
    public const string TriggeredAtHeader = "X-Shopify-Triggered-At";

    private const string DataRequest = "customers/data_request", CustomerRedact = "customers/redact", ShopRedact = "shop/redact";

    /// <summary>One of those that the law asks for: their address is set in the app, not at the shop.</summary>
    public static bool IsCompliance(string topic) => topic is DataRequest or CustomerRedact or ShopRedact;

    /// <summary>The time in <see cref="TriggeredAtHeader"/>; null when it cannot be read. A delete counts as of it.</summary>
    public static DateTimeOffset? TriggeredAt(string? header) => StoreJson.TryInstant(header, out var time) ? time : null;

    /// <summary>Never throws. Of <c>refunds/create</c> the id is the refund's; deletes have only the id, compliance topics and tags none.</summary>
    public static WebhookIdentity Identify(ReadOnlySpan<byte> body) =>
        WebhookIdentity.Scan(body, "admin_graphql_api_id"u8, "id"u8, "updated_at"u8);

    /// <summary>
    /// Refusals: <c>unreadable-content</c>, <c>unusable-order</c>, <c>unusable-customer</c>, <c>too-many-lines</c>,
    /// <c>order-too-large</c>; their details name fields, never values. An order whose refunds are told in another currency
    /// than the shop's is <see cref="StoreMessage.OrderTouched"/>: GraphQL has them in the shop's.
    /// </summary>
    /// <param name="arrivedAt">When the body arrived: times much later than it are not credible.</param>
    public static Outcome<StoreMessage> Interpret(string topic, ReadOnlySpan<byte> body, DateTimeOffset arrivedAt) => topic switch
    {
        "orders/create" or "orders/updated" or "orders/paid" or "orders/cancelled" or "orders/fulfilled" or "orders/partially_fulfilled" =>
            ShopifyMapper.Webhook(body, arrivedAt),
        "orders/edited" => Named<Edited>(body, "order_edit.order_id", it => it.OrderEdit?.OrderId, id => new StoreMessage.OrderTouched(id)),
        "refunds/create" => Named<Refund>(body, "order_id", it => it.OrderId, id => new StoreMessage.OrderTouched(id)),
        "orders/delete" => Named<Resource>(body, "id", it => it.AdminGraphqlApiId ?? it.Id, id => new StoreMessage.OrderDeleted(id)),
        "customers/create" or "customers/update" or "customers/enable" or "customers/disable" => ShopifyMapper.Customer(body, arrivedAt),
        "customer.tags_added" or "customer.tags_removed" => Named<Resource>(body, "customerId", it => it.CustomerId, id => new StoreMessage.CustomerTouched(id), "unusable-customer", StoreJson.CamelCase),
        "customers_email_marketing_consent/update" => Named<Resource>(body, "customer_id", it => it.CustomerId, id => new StoreMessage.CustomerTouched(id), "unusable-customer"),
        "customers_marketing_consent/update" => Named<Resource>(body, "id", it => it.Id, id => new StoreMessage.CustomerTouched(id), "unusable-customer"),
        "customers/delete" => Named<Resource>(body, "id", it => it.AdminGraphqlApiId ?? it.Id, id => new StoreMessage.CustomerDeleted(id), "unusable-customer"),
        DataRequest => Compliance(ComplianceRequest.TellData, body),
        CustomerRedact => Compliance(ComplianceRequest.RedactCustomer, body),
        ShopRedact => Compliance(ComplianceRequest.RedactShop, body),
        _ => new StoreMessage.Ignored(topic),
    };

    private static Outcome<StoreMessage> Named<T>(
        ReadOnlySpan<byte> body, string field, Func<T, string?> idOf, Func<string, StoreMessage> message, string code = "unusable-order", JsonSerializerOptions? names = null) where T : class =>
        StoreContent.Read<T, StoreMessage>(body, names ?? StoreJson.SnakeCase, wire =>
            StoreJson.Digits(idOf(wire)) is { } id ? message(id) : Refusal.Unprocessable(code, $"{field} is missing or no id."));

    private static Outcome<StoreMessage> Compliance(ComplianceRequest request, ReadOnlySpan<byte> body) =>
        StoreContent.Read<ComplianceBody, StoreMessage>(body, StoreJson.SnakeCase, asked =>
        {
            var person = new StoreCustomer { ExternalId = StoreJson.Digits(asked.Customer?.Id), Email = asked.Customer?.Email.Tidy() };
            return request != ComplianceRequest.RedactShop && (person.ExternalId ?? person.Email) is null
                ? Refusal.Unprocessable("unusable-customer", "customer names nobody.")
                : new StoreMessage.Compliance(request, asked.ShopDomain.Tidy(), person);
        });

    private sealed record Resource(string? Id, string? AdminGraphqlApiId, string? CustomerId);
    private sealed record Refund(string? OrderId);
    private sealed record Edited(OrderEdit? OrderEdit);
    private sealed record OrderEdit(string? OrderId);
    private sealed record ComplianceBody(string? ShopDomain, ShopifyCustomer? Customer);
}
