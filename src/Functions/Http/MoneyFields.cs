using Customers.Domain.Amounts;
using Customers.Domain.Outcomes;

namespace Customers.Functions.Http;

public static class MoneyFields
{
    /// <summary>The amount in this currency; null when absent, null or faulty. More decimals than the currency has is a fault.</summary>
    public static Money? In(this Field<decimal> field, Currency currency, Faults faults, string path)
    {
        if (!field.HasValue) return null;
        if (Money.TryFromUnits(field.Value, currency, out var money)) return money;
        faults.Add(path, $"must have at most {currency.Decimals} decimals ({currency}) and be no larger than {Money.MaxUnits:F0}");
        return null;
    }

    /// <summary>The same for the price of one piece, which may have more decimals.</summary>
    public static UnitPrice? PriceIn(this Field<decimal> field, Currency currency, Faults faults, string path)
    {
        if (!field.HasValue) return null;
        if (UnitPrice.TryFromUnits(field.Value, currency, out var price)) return price;
        faults.Add(path, $"must have at most {currency.Decimals + UnitPrice.MoreDecimals} decimals ({currency}) and be no larger than {Money.MaxUnits:F0}");
        return null;
    }
}
