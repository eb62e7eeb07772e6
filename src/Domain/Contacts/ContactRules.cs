using Customers.Domain.Customers;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Contacts;

/// <summary>What a contact must satisfy, whoever writes it.</summary>
public static class ContactRules
{
    public const int MostOfCustomer = 500;
    public const int LongestName = 100;
    public const int LongestText = 200;
    public const int LongestNotes = 2_000;
    public const int MostCollections = 50;
    public const int LongestCollection = 100;

    public static Faults Check(ContactDetails details)
    {
        var faults = new Faults()
            .Require(details.FirstName is not null || details.LastName is not null, "firstName", "or lastName is required")
            .Line(details.FirstName, "firstName", LongestName)
            .Line(details.LastName, "lastName", LongestName)
            .Line(details.Title, "title", LongestName)
            .Require(details.Email is null || ProfileRules.IsEmail(details.Email), "email", "is not an email address")
            .Line(details.Phone, "phone", LongestText)
            .Line(details.Mobile, "mobile", LongestText)
            .Line(details.Fax, "fax", LongestText)
            .Lines(details.Notes, "notes", LongestNotes)
            .Require(details.Collections.Count <= MostCollections, "collections", $"holds more than {MostCollections} entries");
        for (var i = 0; i < details.Collections.Count; i++)
            faults.Require(details.Collections[i].Length > 0, $"collections[{i}]", "is empty").Line(details.Collections[i], $"collections[{i}]", LongestCollection);
        return faults;
    }
}
