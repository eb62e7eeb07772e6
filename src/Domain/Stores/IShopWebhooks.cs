using Customers.Domain.Outcomes;

namespace Customers.Domain.Stores;

/// <summary>
/// The webhook subscriptions at one kind of store. Refusals and <see cref="StoreUnreachableException"/> as of <see cref="IShopReader"/>.
/// A change is not tried again where nobody knows whether the store has made it: the next look at the list tells.
/// </summary>
public interface IShopWebhooks
{
    StoreKind Kind { get; }

    /// <summary>All that this store lets the hub see, those of others too.</summary>
    Task<Outcome<IReadOnlyList<ShopWebhook>>> ListAsync(ShopConnection shop, CancellationToken cancel);

    Task<Outcome<ShopWebhook>> CreateAsync(ShopConnection shop, WebhookTarget target, CancellationToken cancel);

    /// <summary>Leads a subscription there, and switches it on.</summary>
    Task<Outcome<ShopWebhook>> LeadAsync(ShopConnection shop, string id, WebhookTarget target, CancellationToken cancel);
}

/// <summary>A subscription as the store has it.</summary>
/// <param name="Topic">As its deliveries name it: <c>orders/create</c>, <c>order.created</c>.</param>
/// <param name="IsActive">False where the store has it and sends nothing.</param>
public sealed record ShopWebhook(string Id, string Topic, string Address, bool IsActive);

/// <summary>What is to be sent where.</summary>
/// <param name="Secret">What a WooCommerce store signs with; Shopify signs with the app's own.</param>
public sealed record WebhookTarget(string Topic, Uri Address, string? Secret)
{
    /// <summary>Secrets do not show up in logs or debuggers.</summary>
    public override string ToString() => $"{Topic} to {Address}";
}
