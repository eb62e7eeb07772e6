using System.Text.Json;
using Customers.Domain.Addresses;
using Customers.Domain.Amounts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
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
    public const int MostYears = 10;
    public const int QuantityDecimals = 4;
    public const int PercentDecimals = 4;
    public const long LargestQuantity = 1_000_000_000;
    private const decimal Scale = 10_000;
    // An order and what follows from it have the same lines, and go in one commit.
    private const int MostBytes = Commit.MaxBytes * 2 / 5;
    private const int FewLines = 100; // never too many bytes

    /// <summary>A quantity in its smallest parts.</summary>
    public static long Scaled(decimal quantity) => (long)(quantity * Scale);

    /// <summary>What was not said has no faults.</summary>
    public static Faults Check(SaleWish wish) => new Faults().Check(wish.Lines).Check(wish.Adjustments);

    public static Faults Check(IReadOnlyList<LineWish> lines) => new Faults().Check(lines);

    public static Faults Check(SalesTerms terms) => new Faults()
        .Line(terms.PoNumber, "poNumber", LongestReference)
        .Lines(terms.Notes, "notes", LongestNotes)
        .Check(terms.BillingAddress, "billingAddress")
        .Check(terms.ShippingAddress, "shippingAddress");

    /// <summary>Nobody means a day of another age.</summary>
    public static Faults CheckDate(this Faults faults, DateOnly date, DateOnly documentDate, string field) => faults
        .Require(date >= documentDate.AddYears(-MostYears) && date <= documentDate.AddYears(MostYears), field, $"must lie within {MostYears} years");

    /// <summary>What only the result shows.</summary>
    public static Faults Check(Sale sale)
    {
        var left = sale.Totals.Subtotal - sale.Totals.Discount;
        return new Faults()
            .Require(!left.IsNegative, "adjustments", "take off more than the lines come to")
            .Require(sale.Total.Units <= Money.MaxUnits, "lines", $"come to more than {Money.MaxUnits:F0}")
            .Require(sale.Lines.Count <= FewLines || Bytes(sale.Lines) <= MostBytes, "lines", $"take more than {MostBytes} bytes");
    }

    public static Faults CheckQuantity(this Faults faults, decimal quantity, string field) => faults
        .Require(quantity is > 0 and <= LargestQuantity, field, $"must be more than 0 and at most {LargestQuantity}")
        .Require(quantity == Math.Round(quantity, QuantityDecimals), field, $"must have at most {QuantityDecimals} decimals");

    private static Faults Check(this Faults faults, IReadOnlyList<LineWish>? lines)
    {
        if (lines is null) return faults;
        faults.Require(lines.Count > 0, "lines", "must have at least one line").Require(lines.Count <= MostLines, "lines", $"has more than {MostLines} lines");
        for (var i = 0; i < Math.Min(lines.Count, MostLines); i++) Check(lines[i], $"lines[{i}]", faults);
        return faults;
    }

    private static Faults Check(this Faults faults, IReadOnlyList<AdjustmentWish>? adjustments)
    {
        if (adjustments is null) return faults;
        faults.Require(adjustments.Count <= MostAdjustments, "adjustments", $"has more than {MostAdjustments} entries");
        for (var i = 0; i < Math.Min(adjustments.Count, MostAdjustments); i++) Check(adjustments[i], $"adjustments[{i}]", faults);
        return faults;
    }

    private static int Bytes(IReadOnlyList<SalesLine> lines) => JsonSerializer.SerializeToUtf8Bytes(lines, StoredJson.Options).Length;

    private static Faults Check(this Faults faults, Address? address, string at) => address is null ? faults : faults.Parts(address, at + ".");

    private static void Check(LineWish line, string at, Faults faults) => faults
        .CheckQuantity(line.Quantity, at + ".quantity")
        .Require(line.UnitPrice is not null || line.ProductId is not null, at + ".unitPrice", "is required without a productId")
        .Require(line.Description is not null || line.ProductId is not null, at + ".description", "is required without a productId")
        .Require(line.UnitPrice is not { Units: < 0 }, at + ".unitPrice", "must not be negative")
        .Require(line.Quantity is <= 0 or > LargestQuantity || line.Quantity * (line.UnitPrice?.Units ?? 0) <= Money.MaxUnits, at, $"comes to more than {Money.MaxUnits:F0}")
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
