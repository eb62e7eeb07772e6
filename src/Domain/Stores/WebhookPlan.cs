namespace Customers.Domain.Stores;

public enum WebhookStep { Keep, Create, Lead, Enable }

/// <summary>What is to be done so that the store tells of this topic.</summary>
/// <param name="Id">Of the subscription that is kept or changed; null for a new one.</param>
public sealed record PlannedWebhook(string Topic, WebhookStep Step, string? Id);

/// <summary>Which subscriptions a store must have, and what is missing from those that it has. Pure.</summary>
public static class WebhookPlan
{
    /// <summary>WooCommerce tells of refunds as changes of their order. Shopify's compliance topics are set in the app and cannot be subscribed to.</summary>
    public static IReadOnlyList<string> TopicsOf(StoreKind kind) => kind == StoreKind.Shopify
        ?
        [
            "orders/create", "orders/updated", "orders/paid", "orders/cancelled", "orders/delete", "refunds/create", "customers/create", "customers/update", "customers/delete",
            "customer.tags_added", "customer.tags_removed", "customers_email_marketing_consent/update", "customers_marketing_consent/update",
        ]
        : ["order.created", "order.updated", "order.deleted", "order.restored", "customer.created", "customer.updated", "customer.deleted"];

    /// <param name="address">Where the deliveries must go; its last <paramref name="path"/> is this store's alone, on whatever host.</param>
    public static IReadOnlyList<PlannedWebhook> Of(StoreKind kind, Uri address, string path, IReadOnlyList<ShopWebhook> found) =>
        [.. TopicsOf(kind).Select(topic => Step(topic, address, [.. found.Where(hook => hook.Topic == topic && IsOurs(hook, path))]))];

    private static PlannedWebhook Step(string topic, Uri address, IReadOnlyList<ShopWebhook> ours)
    {
        var here = ours.Where(hook => new Uri(hook.Address) == address).ToList();
        if (here.Find(hook => hook.IsActive) is { } sound) return new(topic, WebhookStep.Keep, sound.Id);
        if (here is [var off, ..]) return new(topic, WebhookStep.Enable, off.Id);
        return ours is [var elsewhere, ..] ? new(topic, WebhookStep.Lead, elsewhere.Id) : new(topic, WebhookStep.Create, null);
    }

    private static bool IsOurs(ShopWebhook hook, string path) =>
        Uri.TryCreate(hook.Address, UriKind.Absolute, out var url) && url.AbsolutePath.EndsWith(path, StringComparison.Ordinal);
}
