using Customers.Domain.Amounts;

namespace Customers.Domain.Accounts;

/// <summary>What an invoiced or credited amount consists of, in minor units; the total is what the customer owes for it.</summary>
public readonly record struct Breakdown(long Sales, long Discounts, long Shipping, long Tax)
{
    public long Total => Sales - Discounts + Shipping + Tax;

    public static Breakdown operator +(Breakdown a, Breakdown b) => new(a.Sales + b.Sales, a.Discounts + b.Discounts, a.Shipping + b.Shipping, a.Tax + b.Tax);
    public static Breakdown operator -(Breakdown a, Breakdown b) => new(a.Sales - b.Sales, a.Discounts - b.Discounts, a.Shipping - b.Shipping, a.Tax - b.Tax);

    /// <summary>The same mixture scaled to another total: parts rounded half away from zero, sales take what is left.</summary>
    public Breakdown ScaledTo(long total)
    {
        if (total == Total) return this;
        if (Total == 0) return new(total, 0, 0, 0);
        var (discounts, shipping, tax) = (Part(Discounts, total), Part(Shipping, total), Part(Tax, total));
        return new(total + discounts - shipping - tax, discounts, shipping, tax);
    }

    private long Part(long part, long total) => Money.Proportion(part, total, Total);
}
