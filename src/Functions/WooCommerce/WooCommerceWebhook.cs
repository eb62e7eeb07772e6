using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.WooCommerce;

/// <summary>
/// A webhook of WooCommerce (seen from 7.9 to 11.0). Its delivery id repeats for deliveries within one second, and the body
/// is built at delivery: <c>created</c> may carry later state and come after <c>updated</c>.
/// </summary>
public static class WooCommerceWebhook
{
    public const string TopicHeader = "X-WC-Webhook-Topic";
    public const string DeliveryHeader = "X-WC-Webhook-Delivery-ID";
    public const string SignatureHeader = "X-WC-Webhook-Signature";

    private const int LongestPing = 40;

    /// <summary>The unsigned ping at a webhook's creation: a form with nothing but <c>webhook_id=&lt;digits&gt;</c>.</summary>
    public static bool IsCreationPing(string? contentType, ReadOnlySpan<byte> body)
    {
        var mediaType = contentType.AsSpan();
        if (mediaType.IndexOf(';') is >= 0 and var parameters) mediaType = mediaType[..parameters];
        return mediaType.Trim().Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            && body.StartsWith("webhook_id="u8)
            && body[11..] is { Length: > 0 and <= LongestPing } digits
            && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    /// <summary>Never throws; a trashed order's body has only the id.</summary>
    public static WebhookIdentity Identify(ReadOnlySpan<byte> body) => WebhookIdentity.Scan(body, [], "id"u8, "date_modified_gmt"u8);

    /// <summary>
    /// Refusals: <c>unreadable-content</c>, <c>unusable-order</c>, <c>unusable-customer</c>, <c>too-many-lines</c>,
    /// <c>order-too-large</c>; their details name fields, never values.
    /// </summary>
    /// <param name="arrivedAt">When the body arrived: times much later than it are not credible.</param>
    public static Outcome<StoreMessage> Interpret(string topic, ReadOnlySpan<byte> body, DateTimeOffset arrivedAt) => topic switch
    {
        "order.created" or "order.updated" => Order(body, arrivedAt, order => new StoreMessage.OrderChanged(order)),
        "order.restored" => Order(body, arrivedAt, order => new StoreMessage.OrderRestored(order)),
        "order.deleted" => Deleted(body, "unusable-order", id => new StoreMessage.OrderDeleted(id)),
        "customer.created" or "customer.updated" => CustomerChanged(body, arrivedAt),
        "customer.deleted" => Deleted(body, "unusable-customer", id => new StoreMessage.CustomerDeleted(id)),
        _ => new StoreMessage.Ignored(topic),
    };

    private static Outcome<StoreMessage> Order(ReadOnlySpan<byte> body, DateTimeOffset arrivedAt, Func<StoreOrder, StoreMessage> message) =>
        WooCommerceMapper.Order(body, arrivedAt) is var order && order.IsRefused(out var refusal) ? refusal : message(order.Value);

    private static Outcome<StoreMessage> CustomerChanged(ReadOnlySpan<byte> body, DateTimeOffset arrivedAt) =>
        WooCommerceMapper.Customer(body, arrivedAt) is var read && read.IsRefused(out var refusal)
            ? refusal : new StoreMessage.CustomerChanged(read.Value.Customer, read.Value.UpdatedAt);

    private static Outcome<StoreMessage> Deleted(ReadOnlySpan<byte> body, string code, Func<string, StoreMessage> message) =>
        Identify(body).ResourceId is { } id ? message(id) : Refusal.Unprocessable(code, "id is missing or no id.");
}
