using System.Globalization;
using Customers.Domain.Amounts;

namespace Customers.Domain.Tests.Amounts;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("129.90", "EUR", 12990L)]
    [InlineData("-0.01", "EUR", -1L)]
    [InlineData("1.000", "EUR", 100L)]
    [InlineData("0.001", "EUR", null)]
    [InlineData("1.5", "JPY", null)]
    [InlineData("15", "JPY", 15L)]
    [InlineData("1.234", "KWD", 1234L)]
    [InlineData("1.2345", "KWD", null)]
    [InlineData("1000000000000", "KWD", 1_000_000_000_000_000L)]
    [InlineData("1000000000000.01", "EUR", null)]
    [InlineData("-1000000000000.01", "EUR", null)]
    [InlineData("79228162514264337593543950335", "EUR", null)]
    public void Units_become_money_exactly_or_not_at_all(string units, string currency, long? minor)
    {
        Assert.Equal(minor is not null, Money.TryFromUnits(decimal.Parse(units, CultureInfo.InvariantCulture), Currency.Parse(currency), out var money));
        Assert.Equal(minor ?? 0, money.Minor);
    }

    [Theory]
    [InlineData("0.005", 1)]
    [InlineData("-0.005", -1)]
    [InlineData("0.0049", 0)]
    [InlineData("2.675", 268)]
    public void Half_a_cent_is_rounded_away_from_zero(string units, long cents) =>
        Assert.Equal(cents, Money.Round(decimal.Parse(units, CultureInfo.InvariantCulture), Currency.Parse("EUR")).Minor);

    [Theory]
    [InlineData(100, 1, 3, 33)]
    [InlineData(100, 1, 8, 13)]
    [InlineData(-100, 1, 8, -13)]
    [InlineData(100, 7, 7, 100)]
    [InlineData(1_000_000_000_000_000, 999_999_999_999_999, 1_000_000_000_000_000, 999_999_999_999_999)]
    public void A_share_is_rounded_half_away_from_zero(long whole, long part, long of, long share) =>
        Assert.Equal(share, Money.Proportion(whole, part, of));

    [Theory]
    [InlineData(12990, "EUR", "129.90")]
    [InlineData(-5, "EUR", "-0.05")]
    [InlineData(15, "JPY", "15")]
    [InlineData(1, "KWD", "0.001")]
    public void Money_shows_its_currencys_decimals(long minor, string currency, string shown) => Assert.Equal(shown, new Money(minor, Currency.Parse(currency)).ToString());

    [Fact]
    public void Two_currencies_do_not_add_up_or_compare()
    {
        var (euro, yen) = (new Money(1, Currency.Parse("EUR")), new Money(1, Currency.Parse("JPY")));
        Assert.Throws<InvalidOperationException>(() => euro + yen);
        Assert.Throws<InvalidOperationException>(() => euro < yen);
        Assert.Throws<OverflowException>(() => euro + new Money(long.MaxValue, euro.Currency));
    }

    [Theory]
    [InlineData("EUR", 2)]
    [InlineData("JPY", 0)]
    [InlineData("KWD", 3)]
    [InlineData("eur", null)]
    [InlineData("XXX", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_currency_has_its_iso_code_and_decimals(string? code, int? decimals)
    {
        Assert.Equal(decimals is not null, Currency.TryParse(code, out var currency));
        Assert.Equal(decimals, currency?.Decimals);
    }
}
