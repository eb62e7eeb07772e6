using Customers.Domain.Sales;

namespace Customers.Domain.Orders;

/// <summary>What somebody wants of an order.</summary>
public sealed record OrderWish(SaleWish Sale)
{
    /// <summary>Of a new order; null is the next one.</summary>
    public string? Number { get; init; }
    /// <summary>Of a new order: it need not be a draft first.</summary>
    public bool Confirmed { get; init; }
    /// <summary>Null where none was said.</summary>
    public DateOnly? DueDate { get; init; }
    /// <summary>Follows the payment terms again.</summary>
    public bool ClearsDueDate { get; init; }
}
