using Customers.Domain.Amounts;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Sales;

/// <summary>What the lines and adjustments of a sales document must satisfy.</summary>
public static class SaleRules
{
    public const int MostLines = 1000;
    public const int MostAdjustments = 20;
    public const int LongestSku = 100;
    public const int LongestDescription = 500;
    public const int LongestReference = 100;
    public const int LongestNotes = 4000;
    public const int QuantityDecimals = 4;
    public const int PercentDecimals = 4;
    public const long LargestQuantity = 1_000_000_000;
    private const decimal Scale = 10_000;

    /// <summary>A quantity in its smallest parts.</summary>
    public static long Scaled(decimal quantity) => (long)(quantity * Scale);

    public static Faults Check(IReadOnlyList<LineWish> lines, IReadOnlyList<AdjustmentWish> adjustments)
    {
        var faults = new Faults()
            .Require(lines.Count > 0, "lines", "must have at least one line")
            .Require(lines.Count <= MostLines, "lines", $"has more than {MostLines} lines")
            .Require(adjustments.Count <= MostAdjustments, "adjustments", $"has more than {MostAdjustments} entries");
        if (faults.Any) return faults;
        for (var i = 0; i < lines.Count; i++) Check(lines[i], $"lines[{i}]", faults);
        for (var i = 0; i < adjustments.Count; i++) Check(adjustments[i], $"adjustments[{i}]", faults);
        return faults;
    }

    /// <summary>What only the result shows.</summary>
    public static Faults Check(Sale sale)
    {
        var left = sale.Totals.Subtotal - sale.Totals.Discount;
        return new Faults()
            .Require(!left.IsNegative, "adjustments", "take off more than the lines come to")
            .Require(sale.Total.Units <= Money.MaxUnits, "lines", $"come to more than {Money.MaxUnits:F0}");
    }

    public static Faults CheckQuantity(this Faults faults, decimal quantity, string field) => faults
        .Require(quantity is > 0 and <= LargestQuantity, field, $"must be more than 0 and at most {LargestQuantity}")
        .Require(quantity == Math.Round(quantity, QuantityDecimals), field, $"must have at most {QuantityDecimals} decimals");

    private static void Check(LineWish line, string at, Faults faults) => faults
        .CheckQuantity(line.Quantity, at + ".quantity")
        .Require(line.UnitPrice.Units >= 0, at + ".unitPrice", "must not be negative")
        .Require(line.Quantity * line.UnitPrice.Units <= Money.MaxUnits, at, $"comes to more than {Money.MaxUnits:F0}")
        .Require(line.Description.Length > 0, at + ".description", "must not be empty")
        .Line(line.Description, at + ".description", LongestDescription)
        .Line(line.Sku, at + ".sku", LongestSku)
        .CheckPercent(line.DiscountPercent, at + ".discountPercent")
        .CheckPercent(line.TaxPercent, at + ".taxPercent");

    private static void Check(AdjustmentWish wish, string at, Faults faults)
    {
        faults.Require(wish.Percent is null != wish.Amount is null, at, "must have one of percent and amount");
        if (wish.Percent is { } percent) faults.CheckPercent(percent, at + ".percent");
        if (wish.Amount is { } amount) faults.Require(!amount.IsNegative, at + ".amount", "must not be negative");
    }

    private static Faults CheckPercent(this Faults faults, decimal percent, string field) => faults
        .Require(percent is >= 0 and <= 100, field, "must be from 0 to 100")
        .Require(percent == Math.Round(percent, PercentDecimals), field, $"must have at most {PercentDecimals} decimals");
}
