using Customers.Domain.Amounts;

namespace Customers.Domain.Sales;

/// <summary>What somebody wants of a sales document; null is what was not said.</summary>
public sealed record SaleWish
{
    /// <summary>Other than the customer's, it is refused.</summary>
    public required Currency Currency { get; init; }
    public IReadOnlyList<LineWish>? Lines { get; init; }
    /// <summary>Empty is none; null those of the customer, or as they are.</summary>
    public IReadOnlyList<AdjustmentWish>? Adjustments { get; init; }
    /// <summary>From the terms as the customer has them, or as the document has them, to those wanted.</summary>
    public required Func<SalesTerms, SalesTerms> Terms { get; init; }
}

/// <summary>A line as somebody wants it. Description and price may be left out where a product says them.</summary>
public sealed record LineWish(string? ProductId, string? Sku, string? Description, decimal Quantity, UnitPrice? UnitPrice, decimal DiscountPercent = 0, decimal TaxPercent = 0);

/// <summary>An adjustment as somebody wants it: one of percent and amount.</summary>
public sealed record AdjustmentWish(AdjustmentKind Kind, decimal? Percent, Money? Amount);
