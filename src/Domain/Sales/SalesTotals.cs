using Customers.Domain.Accounts;
using Customers.Domain.Amounts;

namespace Customers.Domain.Sales;

/// <summary>Total = Subtotal − Discount + Fees + Shipping + Tax.</summary>
public sealed record SalesTotals(Money Subtotal, Money Discount, Money Fees, Money Shipping, Money Tax)
{
    public Money Total => Subtotal - Discount + Fees + Shipping + Tax;

    /// <summary>As the ledger has it: fees are sales.</summary>
    public Breakdown ToBreakdown() => new((Subtotal + Fees).Minor, Discount.Minor, Shipping.Minor, Tax.Minor);
}
