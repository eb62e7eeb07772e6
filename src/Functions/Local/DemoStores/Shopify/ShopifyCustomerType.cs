using System.Globalization;

namespace Customers.Functions.Local.DemoStores.Shopify;

/// <summary>The schema's <c>Customer</c>, as far as the demo store knows it.</summary>
internal static class ShopifyCustomerType
{
    private static readonly GraphType<(DemoPerson Person, DateTimeOffset Since)> EmailAddress = new("CustomerEmailAddress")
    {
        { "emailAddress", c => c.Person.Email },
        { "validFormat", _ => true },
        { "marketingState", c => IsSubscribed(c.Person) ? "SUBSCRIBED" : "NOT_SUBSCRIBED" },
        { "marketingUpdatedAt", c => IsSubscribed(c.Person) ? ShopifyTypes.Text(c.Since) : null },
    };

    private static readonly GraphType<string> PhoneNumber = new("CustomerPhoneNumber")
    {
        { "phoneNumber", p => p },
        { "marketingState", _ => "NOT_SUBSCRIBED" },
        { "marketingUpdatedAt", _ => null },
    };

    public static readonly GraphType<(DemoPerson Person, DateTimeOffset Since)> Customer = new("Customer")
    {
        { "id", c => ShopifyIds.Gid("Customer", ShopifyIds.Customer(c.Person)) },
        { "legacyResourceId", c => ShopifyIds.Customer(c.Person).ToString(CultureInfo.InvariantCulture) },
        { "firstName", c => c.Person.FirstName },
        { "lastName", c => c.Person.LastName },
        { "displayName", c => $"{c.Person.FirstName} {c.Person.LastName}" },
        { "email", c => c.Person.Email },
        { "defaultEmailAddress", c => EmailAddress.Of(c) },
        { "phone", c => ShopifyTypes.NullIfEmpty(c.Person.Phone) },
        { "defaultPhoneNumber", c => c.Person.Phone.Length == 0 ? null : PhoneNumber.Of(c.Person.Phone) },
        { "defaultAddress", c => ShopifyTypes.MailingAddress.Of(c.Person) },
        { "note", _ => null },
        { "locale", _ => "en" },
        { "state", c => c.Person.Number % 2 == 0 ? "ENABLED" : "DISABLED" },
        { "tags", c => c.Person.Number % 4 == 0 ? ["loyal"] : Array.Empty<string>() },
        { "taxExempt", _ => false },
        { "verifiedEmail", _ => true },
        { "createdAt", c => ShopifyTypes.Text(c.Since) },
        { "updatedAt", c => ShopifyTypes.Text(c.Since) },
    };

    private static bool IsSubscribed(DemoPerson person) => person.Number % 3 == 0;
}
