using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Domain.Amounts;
using Customers.Domain.Catalogue;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

/// <summary>What a caller may write of a product: POST (<c>sku</c>, <c>name</c> and <c>price</c> are required) and PATCH.</summary>
[Example("""
    {
      "sku": "COF-1000", "name": "Coffee beans 1 kg", "price": "31.345", "currency": "EUR", "collection": "Summer", "category": "Coffee", "brand": "Roastery",
      "isExclusive": true, "exclusiveCustomerIds": ["cus_01m8708c86t5jjrn89h4vhnp3z"], "active": true
    }
    """, Change = """{ "price": "29.90", "brand": null }""")]
public sealed record ProductRequest
{
    [Required, MinLength(1), MaxLength(ProductRules.LongestSku)] public Field<string> Sku { get; init; }
    [Required, MinLength(1), MaxLength(ProductRules.LongestName)] public Field<string> Name { get; init; }
    [Required, Range(0, (double)Money.MaxUnits)] public Field<decimal> Price { get; init; }
    [RegularExpression(Domain.Amounts.Currency.Pattern)] public Field<string> Currency { get; init; }
    [MaxLength(ProductRules.LongestText)] public Field<string> Collection { get; init; }
    [MaxLength(ProductRules.LongestText)] public Field<string> Category { get; init; }
    [MaxLength(ProductRules.LongestText)] public Field<string> Brand { get; init; }
    public Field<bool> IsExclusive { get; init; }
    [MaxLength(ProductRules.MostCustomers)] public Items<string> ExclusiveCustomerIds { get; init; }
    public Field<bool> Active { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    /// <param name="currency">Of the organisation.</param>
    internal (string Sku, ProductDetails Details) AsNew(Currency currency, Faults faults)
    {
        UnitPrice.TryFromUnits(0, currency, out var nothing);
        faults.Require(Sku.HasValue || Sku.Fault is not null, "sku", "is required").Require(Name.HasValue || Name.Fault is not null, "name", "is required")
            .Require(Price.HasValue || Price.Fault is not null, "price", "is required");
        var (sku, details) = (Sku.Or(null) ?? "", ApplyTo(new() { Name = "", Price = nothing }, faults));
        faults.AddMissing(ProductRules.Check(sku));
        return (sku, details);
    }

    /// <summary>The product's next details, and everything that is wrong with them.</summary>
    internal ProductDetails AsChange(ProductDetails current, Faults faults)
    {
        faults.Require(!Sku.IsPresent, "sku", "never changes").Require(!Price.IsNull, "price", "cannot be cleared");
        return ApplyTo(current, faults);
    }

    private ProductDetails ApplyTo(ProductDetails current, Faults faults)
    {
        var details = current with
        {
            Name = Name.Or(current.Name)?.Trim() ?? "",
            Price = PriceOr(current.Price, faults),
            Collection = Text(Collection, current.Collection),
            Category = Text(Category, current.Category),
            Brand = Text(Brand, current.Brand),
            IsExclusive = IsExclusive.Or(current.IsExclusive, false),
            ExclusiveCustomerIds = CustomersOr(current.ExclusiveCustomerIds, faults),
            Active = Active.Or(current.Active, true),
        };
        faults.AddMissing(ProductRules.Check(details));
        return details;
    }

    /// <summary>An empty text is none.</summary>
    private static string? Text(Field<string> field, string? current) => field.Or(current)?.Trim() is { Length: > 0 } text ? text : null;

    private UnitPrice PriceOr(UnitPrice current, Faults faults)
    {
        var currency = current.Currency;
        faults.Require(!Currency.IsNull, "currency", "cannot be cleared");
        if (Currency.HasValue && Domain.Amounts.Currency.TryParse(Currency.Value, out var other)) currency = other;
        else faults.Require(!Currency.HasValue, "currency", "must be an ISO 4217 code like EUR");
        var units = Price.HasValue ? Price.Value : current.Units;
        if (UnitPrice.TryFromUnits(units, currency, out var price)) return price;
        faults.Add("price", $"must have at most {currency.Decimals + UnitPrice.MoreDecimals} decimals ({currency}) and be no larger than {Money.MaxUnits:F0}");
        return current;
    }

    private IReadOnlyList<CustomerId> CustomersOr(IReadOnlyList<CustomerId> current, Faults faults)
    {
        if (!ExclusiveCustomerIds.IsPresent) return current;
        var ids = new List<CustomerId>();
        for (var i = 0; i < ExclusiveCustomerIds.Values.Count; i++)
            if (CustomerId.TryParse(ExclusiveCustomerIds.Values[i], out var id)) ids.Add(id);
            else faults.Add($"exclusiveCustomerIds[{i}]", "is no customer id");
        return [.. ids.Distinct()];
    }
}
