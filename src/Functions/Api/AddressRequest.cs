using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Domain.Addresses;
using Customers.Domain.Customers;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

/// <summary>What a caller may write of an address: POST and PATCH (absent = keep, null = clear).</summary>
[Example("""
    {
      "label": "Warehouse", "line1": "Hafenstraße 12", "line2": "Gate 3", "city": "Hamburg", "region": "HH", "postalCode": "20457", "country": "DE",
      "defaultBilling": false, "defaultShipping": true
    }
    """, Change = """{ "line2": null, "postalCode": "20459" }""")]
public sealed record AddressRequest
{
    [MaxLength(AddressRules.LongestLabel)] public Field<string> Label { get; init; }
    [MaxLength(AddressRules.LongestText)] public Field<string> Line1 { get; init; }
    [MaxLength(AddressRules.LongestText)] public Field<string> Line2 { get; init; }
    [MaxLength(AddressRules.LongestText)] public Field<string> City { get; init; }
    [MaxLength(AddressRules.LongestText)] public Field<string> Region { get; init; }
    [MaxLength(AddressRules.LongestPostalCode)] public Field<string> PostalCode { get; init; }
    [RegularExpression(Domain.Customers.Country.Pattern)] public Field<string> Country { get; init; }
    public Field<bool> DefaultBilling { get; init; }
    public Field<bool> DefaultShipping { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    // Any address will do to find what is wrong with a change in itself; one that no change can empty.
    private static readonly Address Anywhere = new() { Name = "anybody" };

    internal bool? Billing => DefaultBilling.IsPresent ? DefaultBilling.Or(false, false) : null;
    internal bool? Shipping => DefaultShipping.IsPresent ? DefaultShipping.Or(false, false) : null;

    internal AddressRequest AsNew(Faults faults) => Checked(new(), faults);

    /// <summary>The request as a change of an address that is not read yet.</summary>
    internal AddressRequest AsChange(Faults faults) => Checked(Anywhere, faults);

    internal string? LabelOr(string? current) => Label.TextOr(current);

    internal Address ApplyTo(Address address) => address with
    {
        Line1 = Line1.TextOr(address.Line1),
        Line2 = Line2.TextOr(address.Line2),
        City = City.TextOr(address.City),
        Region = Region.TextOr(address.Region),
        PostalCode = PostalCode.TextOr(address.PostalCode),
        Country = Country.TextOr(address.Country)?.ToUpperInvariant(),
    };

    private AddressRequest Checked(Address start, Faults faults)
    {
        faults.AddMissing(AddressRules.Check(LabelOr(null), ApplyTo(start)));
        return this;
    }
}
