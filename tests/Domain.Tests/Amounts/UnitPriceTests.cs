using System.Globalization;
using System.Text.Json;
using Customers.Domain.Amounts;
using Customers.Domain.Documents;

namespace Customers.Domain.Tests.Amounts;

public sealed class UnitPriceTests
{
    [Theory]
    [InlineData("EUR", "12.5", "12.50")]
    [InlineData("EUR", "0.012345", "0.012345")]
    [InlineData("EUR", "3.100000000", "3.10")]
    [InlineData("EUR", "0.0000001", null)]
    [InlineData("JPY", "7", "7")]
    [InlineData("JPY", "7.0001", "7.0001")]
    [InlineData("JPY", "7.00001", null)]
    [InlineData("KWD", "1.1234567", "1.1234567")]
    [InlineData("KWD", "1.12345678", null)]
    [InlineData("EUR", "1000000000000", "1000000000000.00")]
    [InlineData("EUR", "1000000000000.000001", null)]
    public void A_price_has_at_most_four_decimals_more_than_its_currency_and_is_stored_exactly(string currency, string units, string? shown)
    {
        var fits = UnitPrice.TryFromUnits(decimal.Parse(units, CultureInfo.InvariantCulture), Currency.Parse(currency), out var price);
        Assert.Equal(shown is not null, fits);
        if (!fits) return;
        Assert.Equal(shown, price.ToString());
        Assert.Equal(price, JsonSerializer.Deserialize<UnitPrice>(JsonSerializer.Serialize(price, StoredJson.Options), StoredJson.Options));
    }
}
