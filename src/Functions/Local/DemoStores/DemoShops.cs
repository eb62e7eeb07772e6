namespace Customers.Functions.Local.DemoStores;

/// <summary>Both demo stores, worked out from one seed and the moment they were opened; a third of the people shops in both.</summary>
public sealed class DemoShops
{
    public DemoShops(DemoOptions options, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var shared = Math.Min(DemoShop.PopulationOf(options.ShopifyOrders), DemoShop.PopulationOf(options.WooCommerceOrders));
        (Options, Time) = (options, time);
        Shopify = new(options.ShopifyOrders, firstPerson: 1, now, new ShopifyOrderWriter(options.Seed));
        WooCommerce = new(options.WooCommerceOrders, firstPerson: 1 + shared * 2 / 3, now, new WooCommerceOrderWriter(options.Seed));
    }

    public DemoOptions Options { get; }
    public TimeProvider Time { get; }
    public DemoShop Shopify { get; }
    public DemoShop WooCommerce { get; }
    /// <summary>Shopify serves each quarter's version for a year; what is older falls forward to this.</summary>
    public string OldestVersion { get; set; } = "2026-01";

    public DemoHooks ShopifyHooks { get; } = new();
    public DemoHooks WooCommerceHooks { get; } = new();
}
