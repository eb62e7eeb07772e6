using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Domain.Addresses;
using Customers.Domain.Amounts;
using Customers.Domain.Customers;
using Customers.Domain.Outcomes;
using Customers.Domain.Sales;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

/// <summary>A line of a sales document: <c>quantity</c>, and either a <c>productId</c> or <c>description</c> and <c>unitPrice</c>, are required.</summary>
public sealed record LineRequest
{
    /// <summary>Of an invoice of an order, or a credit note of an invoice: the line's place there, from 1.</summary>
    public Field<int> Line { get; init; }
    /// <summary>Says what sku, description and unit price are where they are left out.</summary>
    public Field<string> ProductId { get; init; }
    [MaxLength(SaleRules.LongestSku)] public Field<string> Sku { get; init; }
    [MaxLength(SaleRules.LongestDescription)] public Field<string> Description { get; init; }
    [Required, Range(0.0001, SaleRules.LargestQuantity)] public Field<decimal> Quantity { get; init; }
    /// <summary>With up to four decimals more than the currency has.</summary>
    [Range(0, (double)Money.MaxUnits)] public Field<decimal> UnitPrice { get; init; }
    [Range(0, 100)] public Field<decimal> DiscountPercent { get; init; }
    [Range(0, 100)] public Field<decimal> TaxPercent { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal static IReadOnlyList<LineWish> Read(Items<LineRequest> lines, Currency currency, Faults faults)
    {
        Domain.Amounts.UnitPrice.TryFromUnits(0, currency, out var nothing);
        return lines.Read((line, i) => line.Read($"lines[{i}]", currency, faults), new(null, null, "faulty", 1, nothing));
    }

    /// <summary>As quantities of the lines of another document; what else is said of a line must not be.</summary>
    internal static IReadOnlyList<PartWish> ReadParts(Items<LineRequest> lines, Faults faults) => lines.Read((line, i) =>
    {
        var at = $"lines[{i}]";
        faults.Require(line.Quantity.HasValue || line.Quantity.Fault is not null, at + ".quantity", "is required")
            .Require(!line.UnitPrice.HasValue, at + ".unitPrice", "is that of the document it is taken of")
            .Require(!line.DiscountPercent.HasValue, at + ".discountPercent", "is that of the document it is taken of")
            .Require(!line.TaxPercent.HasValue, at + ".taxPercent", "is that of the document it is taken of");
        return new PartWish(line.Line.Or((int?)null), line.ProductId.TextOr(null), line.Sku.TextOr(null), line.Description.TextOr(null), line.Quantity.Or(1, 1));
    }, new PartWish(1, null, null, null, 1));

    private LineWish Read(string at, Currency currency, Faults faults)
    {
        faults.Require(Quantity.HasValue || Quantity.Fault is not null, at + ".quantity", "is required").Require(!Line.IsPresent, at + ".line", "is for lines of another document");
        return new(
            ProductId.TextOr(null), Sku.TextOr(null), Description.TextOr(null), Quantity.Or(1, 1), UnitPrice.PriceIn(currency, faults, at + ".unitPrice"),
            DiscountPercent.Or(0, 0), TaxPercent.Or(0, 0));
    }
}

/// <summary>What is taken off or added for the document as a whole: <c>kind</c>, and one of <c>percent</c> and <c>amount</c>, are required.</summary>
public sealed record AdjustmentRequest
{
    [Required] public Field<AdjustmentKind> Kind { get; init; }
    /// <summary>Of what the discounts before it leave of the lines.</summary>
    [Range(0, 100)] public Field<decimal> Percent { get; init; }
    public Field<decimal> Amount { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal static IReadOnlyList<AdjustmentWish> Read(Items<AdjustmentRequest> adjustments, Currency currency, Faults faults) =>
        adjustments.Read((adjustment, i) => adjustment.Read($"adjustments[{i}]", currency, faults), new(AdjustmentKind.Discount, 0, null));

    private AdjustmentWish Read(string at, Currency currency, Faults faults)
    {
        faults.Require(Kind.HasValue || Kind.Fault is not null, at + ".kind", "is required");
        var wish = new AdjustmentWish(Kind.Or(default, default), Percent.HasValue ? Percent.Value : null, Amount.In(currency, faults, at + ".amount"));
        // One that is of the wrong type was meant all the same.
        return wish is { Percent: null, Amount: null } && (Percent.Fault ?? Amount.Fault) is not null || Amount.HasValue && wish.Amount is null ? wish with { Percent = 0, Amount = null } : wish;
    }
}

/// <summary>An address on a document, which keeps it as a copy; an object without any part is none.</summary>
public sealed record SaleAddressRequest
{
    [MaxLength(AddressRules.LongestText)] public Field<string> Name { get; init; }
    [MaxLength(AddressRules.LongestText)] public Field<string> Company { get; init; }
    [MaxLength(AddressRules.LongestText)] public Field<string> Line1 { get; init; }
    [MaxLength(AddressRules.LongestText)] public Field<string> Line2 { get; init; }
    [MaxLength(AddressRules.LongestText)] public Field<string> City { get; init; }
    [MaxLength(AddressRules.LongestText)] public Field<string> Region { get; init; }
    [MaxLength(AddressRules.LongestPostalCode)] public Field<string> PostalCode { get; init; }
    /// <summary>ISO 3166-1 alpha-2.</summary>
    [RegularExpression(Domain.Customers.Country.Pattern)] public Field<string> Country { get; init; }
    [MaxLength(AddressRules.LongestText)] public Field<string> Phone { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal Address? ApplyTo(Address? address)
    {
        address ??= new();
        var next = new Address
        {
            Name = Name.TextOr(address.Name),
            Company = Company.TextOr(address.Company),
            Line1 = Line1.TextOr(address.Line1),
            Line2 = Line2.TextOr(address.Line2),
            City = City.TextOr(address.City),
            Region = Region.TextOr(address.Region),
            PostalCode = PostalCode.TextOr(address.PostalCode),
            Country = Country.TextOr(address.Country)?.ToUpperInvariant(),
            Phone = Phone.TextOr(address.Phone),
        };
        return next == new Address() ? null : next;
    }
}

internal static class SaleFields
{
    public static Currency CurrencyOr(Field<string> field, Currency own, Faults faults)
    {
        if (!field.HasValue) return own;
        if (Currency.TryParse(field.Value, out var currency)) return currency;
        faults.Add("currency", "must be an ISO 4217 code like EUR");
        return own;
    }
}
