using Customers.Domain.Accounts;
using Customers.Domain.Identity;

namespace Customers.Domain.Reports;

/// <summary>
/// New: created in the period. Active: sold to in it. Lost: sold to in as many days before it, and not in it. On hold: now,
/// whatever the period.
/// </summary>
public enum CustomerGroup { New, Active, Lost, OnHold }

/// <summary>How many customers are in each group.</summary>
public sealed record CustomerCounts(int New, int Active, int Lost, int OnHold);

public static class SoldTo
{
    /// <summary>Active, lost, or null for neither.</summary>
    public static CustomerGroup? GroupOf(this CustomerSums sums, Period period) =>
        sums.IsSoldToIn(period) ? CustomerGroup.Active : sums.IsSoldToIn(period.Before) ? CustomerGroup.Lost : null;

    private static bool IsSoldToIn(this CustomerSums sums, Period period) => sums.Years.SelectMany(year => year.Days).Any(day => day.Invoices > 0 && period.Has(day.Date));
}
