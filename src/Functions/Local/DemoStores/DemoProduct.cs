namespace Customers.Functions.Local.DemoStores;

/// <summary>An article of the demo stores; <see cref="Price"/> in euro with tax, <see cref="Reduced"/> taxed at the lower rate.</summary>
public sealed record DemoProduct(int Id, string Title, string? Sku, decimal Price, bool Reduced, bool Deleted)
{
    public static readonly IReadOnlyList<DemoProduct> All =
    [
        new(10, "Coffee beans 1kg", "COF-1KG", 18.90m, Reduced: true, Deleted: false),
        new(11, "Studio headphones", "STU-01", 249.00m, Reduced: false, Deleted: false),
        new(12, "Mug “Šálek”", "MUG-Š", 7.49m, Reduced: false, Deleted: false),
        new(13, "Sticker, unnumbered", null, 3.33m, Reduced: false, Deleted: false),
        new(14, "E-book: Grüße aus Köln", "EBOOK-1", 5.00m, Reduced: true, Deleted: false),
        new(15, "T-Shirt – M, Blue", "TSH-M-Blue", 19.99m, Reduced: false, Deleted: false),
        new(16, "緑茶 100g", "TEA-抹茶", 12.80m, Reduced: true, Deleted: false),
        new(17, "Desk, oak", "DESK/OAK 160", 1249.50m, Reduced: false, Deleted: false),
        new(18, "Gift wrap 🎁", "", 0.99m, Reduced: false, Deleted: false),
        new(19, "Discontinued lamp", "LAMP-OLD", 59.95m, Reduced: false, Deleted: true),
        new(20, "Withdrawn teapot", null, 24.00m, Reduced: false, Deleted: true),
    ];

    /// <summary>German rates for German buyers; the rest of the world is sent untaxed parcels.</summary>
    public decimal TaxRate(string? country) => country is not (null or "DE") ? 0m : Reduced ? 0.07m : 0.19m;
}
