using Customers.Domain.Amounts;
using Customers.Domain.Sales;

namespace Customers.Domain.Tests.Sales;

/// <summary>Every rule of rounding by examples.</summary>
public sealed class PricingTests
{
    [Theory]
    [InlineData("EUR", "1", "0.125", "0", "0.13")] // half away from zero, not to even
    [InlineData("EUR", "3", "0.335", "0", "1.01")] // binary floating point has 1.00
    [InlineData("EUR", "1", "10", "33.3333", "6.67")]
    [InlineData("EUR", "0.0001", "49.99", "0", "0.00")]
    [InlineData("EUR", "1000", "0.001249", "0", "1.25")] // the line is rounded, not the price
    [InlineData("EUR", "7", "19.99", "100", "0.00")]
    [InlineData("JPY", "3", "0.5", "0", "2")]
    [InlineData("JPY", "1", "99.4999", "0", "99")]
    [InlineData("JPY", "1", "105", "10", "95")] // 94.5
    [InlineData("KWD", "1", "0.0005", "0", "0.001")]
    [InlineData("KWD", "2.5", "1.001", "0", "2.503")] // 2.5025
    [InlineData("KWD", "1", "1", "12.3456", "0.877")]
    public void A_line_is_rounded_once_half_away_from_zero(string currency, string quantity, string price, string discount, string net) =>
        Assert.Equal(net, Priced(currency, [Line(currency, quantity, price, discount)]).Lines[0].Net.ToString());

    [Theory]
    [InlineData("EUR", "", "200.00 0.00 0.00 0.00 200.00")]
    [InlineData("EUR", "customerDiscount 10%", "200.00 20.00 0.00 0.00 180.00")]
    [InlineData("EUR", "customerDiscount 10%, discount 5%, cardFee 1.5%, shipping =10", "200.00 29.00 2.57 10.00 183.57")] // 5 % of 180, 1.5 % of 171 = 2.565
    [InlineData("EUR", "cardFee 1.5%, customerDiscount 10%", "200.00 20.00 3.00 0.00 183.00")] // each on what remains when it is its turn
    [InlineData("EUR", "discount =50, discount 10%", "200.00 65.00 0.00 0.00 135.00")]
    [InlineData("EUR", "discount 10%, discount 10%", "200.00 38.00 0.00 0.00 162.00")]
    [InlineData("EUR", "shipping 2.5%", "200.00 0.00 0.00 5.00 205.00")]
    [InlineData("EUR", "discount 100%, cardFee 3%", "200.00 200.00 0.00 0.00 0.00")]
    [InlineData("JPY", "discount 0.25%, cardFee 0.25%", "200 1 0 0 199")] // 0.5 → 1; 0.4975 → 0
    [InlineData("KWD", "discount 33.3333%, cardFee 1.2345%", "200.000 66.667 1.646 0.000 134.979")] // 66.6666 → 66.667; 1.64599… → 1.646
    public void Adjustments_apply_in_the_order_given(string currency, string adjustments, string totals)
    {
        var sale = Priced(currency, [Line(currency, "2", "100")], adjustments);
        Assert.Equal(totals, $"{sale.Totals.Subtotal} {sale.Totals.Discount} {sale.Totals.Fees} {sale.Totals.Shipping} {sale.Total}");
    }

    [Fact]
    public void Tax_is_on_the_net_less_its_share_of_the_discounts()
    {
        // The shares of 0.10 over three equal lines are 0.03, 0.04 and 0.03.
        var sale = Priced("EUR", [.. Enumerable.Range(0, 3).Select(_ => Line("EUR", "1", "1", tax: "50"))], "discount =0.10");
        Assert.Equal(["0.49", "0.48", "0.49"], sale.Lines.Select(line => line.Tax.ToString()));
        Assert.Equal(("1.46", "4.36"), (sale.Totals.Tax.ToString(), sale.Total.ToString()));
    }

    [Theory]
    [InlineData("EUR", "99.99", "19", "19.00")] // 18.9981
    [InlineData("EUR", "0.05", "10", "0.01")]
    [InlineData("JPY", "15", "10", "2")]
    [InlineData("KWD", "0.005", "10", "0.001")]
    public void Tax_is_rounded_half_away_from_zero(string currency, string price, string tax, string expected) =>
        Assert.Equal(expected, Priced(currency, [Line(currency, "1", price, tax: tax)]).Totals.Tax.ToString());

    [Fact]
    public void Fees_and_shipping_change_no_tax()
    {
        var sale = Priced("EUR", [Line("EUR", "1", "100", tax: "20")], "cardFee =5, shipping =10");
        Assert.Equal(("20.00", "135.00"), (sale.Totals.Tax.ToString(), sale.Total.ToString()));
    }

    private static Sale Priced(string currency, IReadOnlyList<LineWish> lines, string adjustments = "") =>
        Pricing.Price(Currency.Parse(currency), lines, [.. adjustments.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(text => Adjustment(Currency.Parse(currency), text))]);

    private static LineWish Line(string currency, string quantity, string price, string discount = "0", string tax = "0")
    {
        Assert.True(UnitPrice.TryFromUnits(Number(price), Currency.Parse(currency), out var unitPrice));
        return new(null, null, "Thing", Number(quantity), unitPrice, Number(discount), Number(tax));
    }

    private static AdjustmentWish Adjustment(Currency currency, string text)
    {
        var (kind, value) = (Enum.Parse<AdjustmentKind>(text.Split(' ')[0], ignoreCase: true), text.Split(' ')[1]);
        return value.EndsWith('%') ? new(kind, Number(value[..^1]), null) : new(kind, null, Money.Round(Number(value[1..]), currency));
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
