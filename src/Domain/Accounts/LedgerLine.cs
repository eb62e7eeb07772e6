namespace Customers.Domain.Accounts;

/// <summary>One side of a double entry, in minor units of the posting's currency; one of the two is zero.</summary>
public sealed record LedgerLine(LedgerAccount Account, long Debit, long Credit)
{
    /// <summary>Positive is a debit.</summary>
    public static LedgerLine Of(LedgerAccount account, long amount) => amount >= 0 ? new(account, amount, 0) : new(account, 0, -amount);
}

public enum LedgerAccount { Receivables, Sales, Discounts, Tax, Shipping, Bank, Unallocated, Adjustments }
