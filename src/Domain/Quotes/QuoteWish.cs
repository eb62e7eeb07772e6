using Customers.Domain.Sales;

namespace Customers.Domain.Quotes;

/// <summary>What somebody wants of a quote.</summary>
public sealed record QuoteWish(SaleWish Sale)
{
    /// <summary>Of a new quote; null is the next one.</summary>
    public string? Number { get; init; }
    /// <summary>Null where none was said.</summary>
    public DateOnly? ExpiresOn { get; init; }
    /// <summary>As long from its creation as a new one has.</summary>
    public bool ClearsExpiry { get; init; }
}
