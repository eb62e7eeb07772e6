using Customers.Domain.Accounts;

namespace Customers.Domain.Reports;

/// <summary>
/// What was sold in one currency, in minor units. Sales are net: what was invoiced less what was credited, without shipping and
/// tax. So sales + shipping + tax = invoiced − credited.
/// </summary>
/// <param name="Invoices">So many invoices and cash sales.</param>
public readonly record struct SalesFigures(long Invoiced, long Credited, long Sales, long Shipping, long Tax, int Invoices)
{
    /// <summary>Nothing was invoiced or credited, though something may have been paid.</summary>
    public bool IsNone => this == default;

    public static SalesFigures Of(DaySums day) => new(day.Invoiced, day.Credited, day.Sales, day.Shipping, day.Tax, day.Invoices);

    public static SalesFigures operator +(SalesFigures a, SalesFigures b) =>
        new(a.Invoiced + b.Invoiced, a.Credited + b.Credited, a.Sales + b.Sales, a.Shipping + b.Shipping, a.Tax + b.Tax, a.Invoices + b.Invoices);
}
