using Customers.Domain.Amounts;
using Customers.Domain.Sales;
using FsCheck;
using FsCheck.Fluent;

namespace Customers.Domain.Tests.Sales;

public sealed class SaleProperties
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(500);
    private static readonly Arbitrary<Wanted> Any = Wanted.Any.ToArbitrary();

    [Fact]
    public void The_total_is_what_its_parts_come_to() => Prop.ForAll(Any, wanted =>
    {
        var sale = wanted.Price();
        var totals = sale.Totals;
        Assert.Equal(sale.Total, totals.Subtotal - totals.Discount + totals.Fees + totals.Shipping + totals.Tax);
        Assert.Equal(sale.Total.Minor, totals.ToBreakdown().Total);
        Assert.False(sale.Total.IsNegative);
    }).Check(Runs);

    [Fact]
    public void The_lines_shares_of_the_discounts_add_up_exactly() => Prop.ForAll(Any, wanted =>
    {
        // Taxed at 100 %, each line's tax is its net less its share.
        var sale = (wanted with { Lines = [.. wanted.Lines.Select(line => line with { TaxPercent = 100 })] }).Price();
        Assert.Equal(sale.Totals.Subtotal - sale.Totals.Discount, sale.Totals.Tax);
        Assert.All(sale.Lines, line => Assert.InRange(line.Tax.Minor, 0, line.Net.Minor));
    }).Check(Runs);

    [Fact]
    public void A_line_more_that_costs_nothing_changes_nothing() => Prop.ForAll(Any, wanted =>
    {
        var free = wanted.Lines[0] with { DiscountPercent = 100 };
        Assert.Equal(wanted.Price().Totals, (wanted with { Lines = [.. wanted.Lines, free] }).Price().Totals);
    }).Check(Runs);

    [Fact]
    public void Parts_of_a_sale_come_to_the_whole_in_whatever_pieces_it_goes() => Prop.ForAll(Any, wanted =>
    {
        var whole = wanted.Price();
        decimal[] taken = [.. whole.Lines.Select(_ => 0m)];
        List<Sale> parts = [];
        foreach (var share in wanted.Pieces.Append(100))
        {
            var rest = PartOfSale.Rest(whole, taken);
            decimal[] part = [.. rest.Select((left, i) => (i + share) % 3 == 0 && share < 100 ? 0 : Math.Round(left * share / 100, SaleRules.QuantityDecimals))];
            parts.Add(PartOfSale.Take(whole, taken, part));
            taken = [.. taken.Zip(part, (before, more) => before + more)];
        }

        Assert.All(PartOfSale.Rest(whole, taken), rest => Assert.Equal(0, rest));
        Assert.All(parts.SelectMany(part => part.Lines), line => Assert.True(line is { Quantity: > 0, Net.IsNegative: false, Tax.IsNegative: false }));
        Assert.Equal(Picture(whole.Totals), Picture(parts.Select(part => part.Totals).Aggregate((a, b) => new(a.Subtotal + b.Subtotal, a.Discount + b.Discount, a.Fees + b.Fees, a.Shipping + b.Shipping, a.Tax + b.Tax))));
    }).Check(Runs);

    private static string Picture(SalesTotals totals) => $"{totals.Subtotal} {totals.Discount} {totals.Fees} {totals.Shipping} {totals.Tax} {totals.Total}";

    /// <summary>What somebody might order, and in what percentages of what is left it might be invoiced.</summary>
    public sealed record Wanted(string CurrencyCode, LineWish[] Lines, AdjustmentWish[] Adjustments, int[] Pieces)
    {
        private Currency Currency => Currency.Parse(CurrencyCode);

        private static readonly Gen<decimal> Percent = Gen.Frequency((2, Gen.Constant(0m)), (3, Gen.Choose(0, 1_000_000).Select(n => n / 10_000m)), (1, Gen.Constant(100m)));

        private static Gen<LineWish> LineIn(string currency) =>
            from quantity in Gen.Frequency((3, Gen.Choose(1, 20).Select(n => (decimal)n)), (1, Gen.Choose(1, 500_000).Select(n => n / 10_000m)))
            from price in Gen.Frequency((1, Gen.Constant(0m)), (5, Gen.Choose(0, 9_999_999).Select(n => n / 10_000m)), (1, Gen.Choose(1, 100_000).Select(n => (decimal)n)))
            from discount in Percent
            from tax in Percent
            select new LineWish(null, null, "Thing", quantity, PriceOf(price, currency), discount, tax);

        private static readonly Gen<AdjustmentWish> Adjustment =
            from kind in Gen.Elements(Enum.GetValues<AdjustmentKind>())
            from percent in Percent
            select new AdjustmentWish(kind, percent, null);

        public static readonly Gen<Wanted> Any =
            from currency in Gen.Elements("EUR", "JPY", "KWD")
            from lines in LineIn(currency).NonEmptyListOf().Resize(12)
            from adjustments in Adjustment.ArrayOf().Resize(4)
            from pieces in Gen.Choose(1, 99).ArrayOf().Resize(5)
            select new Wanted(currency, [.. lines], adjustments, pieces);

        public Sale Price() => Pricing.Price(Currency, Lines, Adjustments);

        private static UnitPrice PriceOf(decimal units, string currency) =>
            UnitPrice.TryFromUnits(units, Currency.Parse(currency), out var price) ? price : throw new InvalidOperationException($"{units} is no price.");
    }
}
