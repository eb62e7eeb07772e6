using Customers.Domain.Amounts;

namespace Customers.Domain.Sales;

/// <summary>What is taken off or added for the document as a whole, with what it comes to.</summary>
/// <param name="Percent">Of what remained of the lines when it was its turn; null where an amount was given.</param>
/// <param name="Amount">Never negative; a discount is taken off.</param>
public sealed record SalesAdjustment(AdjustmentKind Kind, decimal? Percent, Money Amount)
{
    public bool IsDiscount => Kind is AdjustmentKind.CustomerDiscount or AdjustmentKind.Discount;
}

public enum AdjustmentKind { CustomerDiscount, Discount, CardFee, Shipping }
