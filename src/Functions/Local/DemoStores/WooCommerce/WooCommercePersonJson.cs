using System.Globalization;
using System.Text.Json.Nodes;

namespace Customers.Functions.Local.DemoStores.WooCommerce;

/// <summary>Addresses and customers; what is not known is an empty text, never null.</summary>
internal static class WooCommercePersonJson
{
    public static JsonObject Billing(DemoPerson? person)
    {
        var address = Address(person);
        address["email"] = Email(person);
        address["phone"] = person?.Phone ?? "";
        return address;
    }

    public static JsonObject Shipping(DemoPerson? person)
    {
        var address = Address(person);
        address["phone"] = "";
        return address;
    }

    public static JsonObject Customer(DemoPerson person, DateTimeOffset since, string site) => new()
    {
        ["id"] = WooCommerceIds.Customer(person),
        ["date_created"] = WooCommerceTime.Local(since),
        ["date_created_gmt"] = WooCommerceTime.Gmt(since),
        ["date_modified"] = WooCommerceTime.Local(since),
        ["date_modified_gmt"] = WooCommerceTime.Gmt(since),
        ["email"] = Email(person),
        ["first_name"] = person.FirstName,
        ["last_name"] = person.LastName,
        ["role"] = "customer",
        ["username"] = Email(person).Split('@')[0],
        ["billing"] = Billing(person),
        ["shipping"] = Shipping(person),
        ["is_paying_customer"] = true,
        ["avatar_url"] = "",
        ["meta_data"] = new JsonArray(),
        ["_links"] = Links($"{site}/wp-json/wc/v3/customers", WooCommerceIds.Customer(person).ToString(CultureInfo.InvariantCulture)),
    };

    public static JsonObject Links(string collection, string id) => new()
    {
        ["self"] = new JsonArray(new JsonObject { ["href"] = $"{collection}/{id}" }),
        ["collection"] = new JsonArray(new JsonObject { ["href"] = collection }),
    };

    // Some people write their address with capitals here and without in the other store.
    private static string Email(DemoPerson? person) =>
        person is null ? "" : person.Number % 9 == 4 ? char.ToUpperInvariant(person.Email[0]) + person.Email[1..] : person.Email;

    private static JsonObject Address(DemoPerson? person) => new()
    {
        ["first_name"] = person?.FirstName ?? "",
        ["last_name"] = person?.LastName ?? "",
        ["company"] = person?.Company ?? "",
        ["address_1"] = person?.Address.Street ?? "",
        ["address_2"] = person?.Address.Street2 ?? "",
        ["city"] = person?.Address.City ?? "",
        ["state"] = "",
        ["postcode"] = person?.Address.PostCode ?? "",
        ["country"] = person?.Address.Country ?? "",
    };
}
