using Customers.Domain.Outcomes;

namespace Customers.Domain.Catalogue;

/// <summary>What a product must satisfy. Faults name the fields as the API calls them.</summary>
public static class ProductRules
{
    public const int LongestSku = 100;
    public const int LongestName = 200;
    public const int LongestText = 100;
    public const int MostCustomers = 500;

    public static Faults Check(string sku)
    {
        var faults = new Faults();
        Text(sku, "sku", LongestSku, faults);
        return faults.Require(sku == sku.Trim(), "sku", "must not begin or end with spaces");
    }

    public static Faults Check(ProductDetails details)
    {
        var faults = new Faults();
        Text(details.Name, "name", LongestName, faults);
        foreach (var (field, text) in new[] { ("collection", details.Collection), ("category", details.Category), ("brand", details.Brand) })
            if (text is not null) Text(text, field, LongestText, faults);
        return faults
            .Require(details.Price.Units >= 0, "price", "must not be negative")
            .Require(details.ExclusiveCustomerIds.Count <= MostCustomers, "exclusiveCustomerIds", $"must have at most {MostCustomers} customers");
    }

    private static void Text(string text, string field, int longest, Faults faults) => faults
        .Require(!string.IsNullOrWhiteSpace(text) && text.Length <= longest, field, $"must have 1 to {longest} characters")
        .Require(!text.Any(char.IsControl), field, "contains control characters");
}
