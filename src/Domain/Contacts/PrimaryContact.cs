using Customers.Domain.Customers;

namespace Customers.Domain.Contacts;

/// <summary>
/// What a customer knows of its contacts: how many, which is the primary one (as soon as there is one, exactly one is), and
/// the words that a search finds it by.
/// </summary>
public static class PrimaryContact
{
    /// <summary>With a contact that is new; the first is the primary one in any case.</summary>
    public static Customer Adding(this Customer customer, Contact contact, bool primary) =>
        (customer with { Counts = customer.Counts with { Contacts = customer.Counts.Contacts + 1 } }).Keeping(contact, primary || customer.PrimaryContactId is null);

    /// <summary>With the contact as it is now.</summary>
    /// <param name="primary">It takes the place; false leaves the place to whoever has it.</param>
    public static Customer Keeping(this Customer customer, Contact contact, bool primary) => customer with
    {
        PrimaryContactId = primary ? contact.Id : customer.PrimaryContactId,
        ContactTexts = new Dictionary<string, string>(customer.ContactTexts, StringComparer.Ordinal) { [contact.Id] = TextOf(contact.Details) },
    };

    /// <summary>Without the contact; its place passes to the oldest of the others.</summary>
    public static Customer Removing(this Customer customer, Contact contact)
    {
        var texts = customer.ContactTexts.Where(text => text.Key != contact.Id).ToDictionary(StringComparer.Ordinal);
        return customer with
        {
            Counts = customer.Counts with { Contacts = customer.Counts.Contacts - 1 },
            PrimaryContactId = customer.PrimaryContactId == contact.Id ? texts.Keys.Min(StringComparer.Ordinal) : customer.PrimaryContactId,
            ContactTexts = texts,
        };
    }

    public static PlacedContact Place(Customer customer, Contact contact) => new(contact, customer.PrimaryContactId == contact.Id);

    private static string TextOf(ContactDetails details) => string.Join(' ', new[] { details.FirstName, details.LastName, details.Email }.OfType<string>());
}
