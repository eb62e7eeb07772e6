namespace Customers.Domain.Accounts;

/// <summary>One side of a double entry, in minor units of the posting's currency; one of the two is zero.</summary>
public sealed record LedgerLine(LedgerAccount Account, long Debit, long Credit)
{
    /// <summary>Positive is a debit.</summary>
    public static LedgerLine Of(LedgerAccount account, long amount) => amount >= 0 ? new(account, amount, 0) : new(account, 0, -amount);

    /// <summary>What the lines come to on an account; positive is a debit.</summary>
    public static long Net(IEnumerable<LedgerLine> lines, LedgerAccount account) => lines.Where(line => line.Account == account).Sum(line => line.Debit - line.Credit);
}

public enum LedgerAccount { Receivables, Sales, Discounts, Tax, Shipping, Bank, Unallocated, Adjustments }
