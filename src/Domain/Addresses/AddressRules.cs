using Customers.Domain.Customers;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Addresses;

/// <summary>What an address that people keep must satisfy. What stores tell is kept on orders as it is told.</summary>
public static class AddressRules
{
    public const int LongestLabel = 100;
    public const int LongestText = 200;
    public const int LongestPostalCode = 20;

    public static Faults Check(string? label, Address address) => new Faults()
        .Line(label, "label", LongestLabel)
        .Require(address != new Address(), "line1", "is required, or any other part of an address")
        .Parts(address);

    /// <param name="at">What the fields' names begin with: <c>billingAddress.</c></param>
    public static Faults Parts(this Faults faults, Address address, string at = "") => faults
        .Line(address.Name, at + "name", LongestText)
        .Line(address.Company, at + "company", LongestText)
        .Line(address.Line1, at + "line1", LongestText)
        .Line(address.Line2, at + "line2", LongestText)
        .Line(address.City, at + "city", LongestText)
        .Line(address.Region, at + "region", LongestText)
        .Line(address.PostalCode, at + "postalCode", LongestPostalCode)
        .Require(address.Country is null || (Country.TryParse(address.Country, out var country) && country.Code == address.Country), at + "country", Country.Fault)
        .Line(address.Phone, at + "phone", LongestText);
}
