using System.Text.Json;
using Customers.Domain.Accounts;
using Customers.Domain.Addresses;
using Customers.Domain.Contacts;
using Customers.Domain.Customers;
using Customers.Domain.Deliveries;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Notes;
using Customers.Domain.Orders;
using Customers.Domain.Quotes;
using Customers.Domain.Returns;
using Customers.Domain.Sales;

namespace Customers.Domain.Redaction;

/// <summary>Each kind of document without what tells of a person; amounts, numbers, dates and states stay. Pure, and doing it twice is doing it once.</summary>
public static class Redacted
{
    public const string Text = "[redacted]";

    private static readonly JsonElement Value = JsonSerializer.SerializeToElement(Text);

    /// <summary>Fields whose values tell nothing of a person.</summary>
    private static readonly HashSet<string> Impersonal =
    [
        "status", "kind", "channel", "currency", "creditLimit", "invoicingMethod", "productDisplay", "hold.mode", "hold.onHold",
        "isProspect", "isDistributor", "allowPartialPayments", "discountPercent", "cardFeePercent", "invoiced", "paid", "size", "category", "from", "into",
        "number", "total", "dueDate", "expiresOn", "paymentTerms", "orderId", "contactId",
    ];

    public static CustomerProfile Of(CustomerProfile profile) => profile with
    {
        Name = Text,
        Email = null, Phone = null, Mobile = null, Fax = null, Website = null, VatNumber = null, BankDetails = null,
        CustomFields = new Dictionary<string, JsonElement>(),
    };

    /// <summary>Its links to stores stay, so that amounts keep arriving.</summary>
    public static Customer Of(Customer customer, DateTimeOffset now)
    {
        var hold = customer.Account.Hold;
        return customer.WithAccount(customer.Account with { Hold = hold is { Mode: HoldMode.Manual, Reason: not null } ? hold with { Reason = Text } : hold }, now).Touched(now) with
        {
            RedactedAt = now,
            Profile = Of(customer.Profile),
            Alerts = [],
            Marketing = null,
            ToldAddresses = [],
            ExternalIds = [.. customer.ExternalIds.Select(link => link with { Told = null })],
            ContactTexts = customer.ContactTexts.ToDictionary(text => text.Key, _ => ""),
        };
    }

    public static Contact Of(Contact contact) => contact with { Details = new() { LastName = Text, Roles = contact.Details.Roles, Collections = contact.Details.Collections } };

    public static CustomerAddress Of(CustomerAddress kept) => kept with { Label = null, Address = Of(kept.Address)! };

    public static Note Of(Note note) => note with { Text = Text };

    public static Order Of(Order order) => order with { Terms = Of(order.Terms) };

    public static Quote Of(Quote quote) => quote with { Terms = Of(quote.Terms) };

    public static SalesTerms Of(SalesTerms terms) => terms with
    {
        BillingAddress = Of(terms.BillingAddress),
        ShippingAddress = Of(terms.ShippingAddress),
        Notes = null,
        CustomFields = new Dictionary<string, JsonElement>(),
    };

    /// <summary>What people have written on it goes; what was sold, amounts and numbers stay.</summary>
    public static Posting Of(Posting posting) => posting with
    {
        Reason = posting.Reason is null ? null : Text,
        Reference = posting.Reference is null ? null : Text,
        Notes = null,
        Terms = posting.Terms is null ? null : Of(posting.Terms),
    };

    public static SalesReturn Of(SalesReturn back) => back with { Reason = Text };

    public static DeliveryNote Of(DeliveryNote note) => note with { ShippingAddress = Of(note.ShippingAddress), Notes = null };

    public static HistoryEntry Of(HistoryEntry entry) => entry with { Changes = [.. entry.Changes.Select(Of)] };

    /// <summary>The country decides on tax, and names nobody.</summary>
    private static Address? Of(Address? address) => address is null ? null : new() { Line1 = Text, Country = address.Country };

    private static FieldChange Of(FieldChange change) =>
        Impersonal.Contains(change.Field) ? change : change with { From = change.From is null ? null : Value, To = change.To is null ? null : Value };
}
