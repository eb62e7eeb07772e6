namespace Customers.Domain.Credit;

/// <summary>What counts against a credit limit, in minor units of the customer's own currency.</summary>
/// <param name="Owed">The balance: positive = the customer owes.</param>
/// <param name="OpenOrders">Confirmed orders not yet invoiced.</param>
public readonly record struct CreditUse(long Owed, long OpenOrders)
{
    /// <summary>As much of it as the strategy compares with the limit.</summary>
    public long Under(CreditStrategy strategy) => strategy == CreditStrategy.CreditLimitWithOpenOrders ? checked(Owed + OpenOrders) : Owed;

    public static CreditUse operator +(CreditUse a, CreditUse b) => new(checked(a.Owed + b.Owed), checked(a.OpenOrders + b.OpenOrders));
    public static CreditUse operator -(CreditUse a, CreditUse b) => new(checked(a.Owed - b.Owed), checked(a.OpenOrders - b.OpenOrders));
}
