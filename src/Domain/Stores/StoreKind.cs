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

    /// <summary>They travel in headers, which end at a line break: one pasted along with a key would break every call.</summary>
    public bool AreSendable =>
        new[] { AccessToken, ClientId, ClientSecret, ConsumerKey, ConsumerSecret }.All(text => text is null || text.All(c => c is > ' ' and <= '~'));

    public bool Suit(StoreKind kind) => kind switch
    {
        StoreKind.Shopify => !string.IsNullOrWhiteSpace(AccessToken) || (!string.IsNullOrWhiteSpace(ClientId) && !string.IsNullOrWhiteSpace(ClientSecret)),
        _ => !string.IsNullOrWhiteSpace(ConsumerKey) && !string.IsNullOrWhiteSpace(ConsumerSecret),
    };
}
