namespace Customers.Domain.Stores;

public enum StoreKind
{
    Shopify,
    WooCommerce,
}

/// <summary>How to call the shop; Shopify takes a fixed token or a client id and secret, WooCommerce a consumer key and secret.</summary>
public sealed record StoreCredentials
{
    public string? AccessToken { get; init; }
    public string? ClientId { get; init; }
    public string? ClientSecret { get; init; }
    public string? ConsumerKey { get; init; }
    public string? ConsumerSecret { get; init; }

    /// <summary>Secrets do not show up in logs or debuggers.</summary>
    public override string ToString() => nameof(StoreCredentials);

    public bool Suit(StoreKind kind) => kind switch
    {
        StoreKind.Shopify => !string.IsNullOrWhiteSpace(AccessToken) || (!string.IsNullOrWhiteSpace(ClientId) && !string.IsNullOrWhiteSpace(ClientSecret)),
        _ => !string.IsNullOrWhiteSpace(ConsumerKey) && !string.IsNullOrWhiteSpace(ConsumerSecret),
    };
}
