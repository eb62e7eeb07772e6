using Customers.Domain.Customers;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Addresses;

/// <summary>What an address that people keep must satisfy. What stores tell is kept as it is told.</summary>
public static class AddressRules
{
    public const int LongestLabel = 100;
    public const int LongestText = 200;
    public const int LongestPostalCode = 20;

    public static Faults Check(string? label, Address address) => new Faults()
        .Line(label, "label", LongestLabel)
        .Require(address != new Address(), "line1", "is required, or any other part of an address")
        .Line(address.Line1, "line1", LongestText)
        .Line(address.Line2, "line2", LongestText)
        .Line(address.City, "city", LongestText)
        .Line(address.Region, "region", LongestText)
        .Line(address.PostalCode, "postalCode", LongestPostalCode)
        .Require(address.Country is null || (Country.TryParse(address.Country, out var country) && country.Code == address.Country), "country", Country.Fault);
}
