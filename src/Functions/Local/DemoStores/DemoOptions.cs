namespace Customers.Functions.Local.DemoStores;

/// <summary>How large the demo stores are and how often they misbehave.</summary>
public sealed record DemoOptions
{
    public int Seed { get; init; } = 20261101;
    public int ShopifyOrders { get; init; } = 180;
    public int WooCommerceOrders { get; init; } = 220;

    /// <summary>Size of Shopify's bucket in cost points, and what flows back each second.</summary>
    public double BucketPoints { get; init; } = 20_000;
    public double RestoredPerSecond { get; init; } = 1_000;

    /// <summary>No single query may ask for more.</summary>
    public double MaximumQueryCost { get; init; } = 1_000;

    /// <summary>Every n-th GraphQL request is answered THROTTLED, or 429; 0 for never.</summary>
    public int ThrottledEvery { get; init; } = 7;
    public int TooManyRequestsEvery { get; init; } = 11;

    /// <summary>A real WooCommerce takes Basic authentication over https only.</summary>
    public bool BasicOverHttp { get; init; }

    /// <summary>The site's own address, which OAuth signatures cover; null: as requested.</summary>
    public Uri? WooCommerceSite { get; init; }
}
