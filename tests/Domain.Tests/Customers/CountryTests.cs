using Customers.Domain.Customers;

namespace Customers.Domain.Tests.Customers;

public sealed class CountryTests
{
    [Theory]
    [InlineData("DE", "DE")]
    [InlineData("de", "DE")]
    [InlineData("Gb", "GB")]
    public void A_country_is_known_by_its_code_in_any_case(string text, string code)
    {
        Assert.True(Country.TryParse(text, out var country));
        Assert.Equal(code, country.Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("UK")]
    [InlineData("EU")]
    [InlineData("DEU")]
    [InlineData("Germany")]
    [InlineData(" DE")]
    public void Everything_else_is_no_country(string? text) => Assert.False(Country.TryParse(text, out _));
}
