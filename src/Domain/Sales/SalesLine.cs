using Customers.Domain.Amounts;

namespace Customers.Domain.Sales;

/// <summary>A line of a sales document with what it comes to.</summary>
public sealed record SalesLine
{
    /// <summary>The catalogue's product; null where the line only describes it.</summary>
    public string? ProductId { get; init; }
    public string? Sku { get; init; }
    public required string Description { get; init; }
    public required decimal Quantity { get; init; }
    /// <summary>In whole units of the currency, at most <see cref="Amounts.UnitPrice.MoreDecimals"/> decimals more than it has.</summary>
    public required decimal UnitPrice { get; init; }
    public decimal DiscountPercent { get; init; }
    public decimal TaxPercent { get; init; }
    /// <summary>Quantity × unit price less the line's own discount, rounded: what it adds to the subtotal.</summary>
    public required Money Net { get; init; }
    /// <summary>On the net amount less its share of the document's discounts; zero where a store tells taxes of the whole order only.</summary>
    public required Money Tax { get; init; }
}
