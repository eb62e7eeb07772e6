using System.Text.Json.Nodes;

namespace Customers.Functions.Local.DemoStores.Shopify;

/// <summary>Customers and addresses inside webhooks.</summary>
internal static class ShopifyWebhookPersonJson
{
    public static JsonObject Customer(DemoPerson person, DateTimeOffset since)
    {
        var address = Address(person)!;
        address["id"] = ShopifyIds.Address(person);
        address["customer_id"] = ShopifyIds.Customer(person);
        address["country_name"] = person.Address.CountryName;
        address["default"] = true;
        return new()
        {
            ["id"] = ShopifyIds.Customer(person),
            ["admin_graphql_api_id"] = ShopifyIds.Gid("Customer", ShopifyIds.Customer(person)),
            ["created_at"] = ShopifyWebhookJson.Time(since),
            ["updated_at"] = ShopifyWebhookJson.Time(since),
            ["first_name"] = person.FirstName,
            ["last_name"] = person.LastName,
            ["state"] = person.Number % 2 == 0 ? "enabled" : "disabled",
            ["note"] = null,
            ["verified_email"] = true,
            ["tax_exempt"] = false,
            ["email"] = person.Email,
            ["phone"] = ShopifyTypes.NullIfEmpty(person.Phone),
            ["currency"] = "EUR",
            ["tax_exemptions"] = new JsonArray(),
            ["default_address"] = address,
        };
    }

    public static JsonObject? Address(DemoPerson? person) => person is null ? null : new()
    {
        ["first_name"] = person.FirstName,
        ["last_name"] = person.LastName,
        ["name"] = $"{person.FirstName} {person.LastName}",
        ["company"] = ShopifyTypes.NullIfEmpty(person.Company),
        ["address1"] = person.Address.Street,
        ["address2"] = ShopifyTypes.NullIfEmpty(person.Address.Street2),
        ["city"] = person.Address.City,
        ["zip"] = person.Address.PostCode,
        ["province"] = null,
        ["province_code"] = null,
        ["country"] = person.Address.CountryName,
        ["country_code"] = person.Address.Country,
        ["phone"] = ShopifyTypes.NullIfEmpty(person.Phone),
    };
}
