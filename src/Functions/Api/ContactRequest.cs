using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Domain.Contacts;
using Customers.Domain.Customers;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

/// <summary>What a caller may write of a contact: POST (a name is required) and PATCH (absent = keep, null = clear).</summary>
[Example("""
    {
      "firstName": "Ayşe", "lastName": "Ünal", "title": "Head of purchasing", "email": "ayse.unal@abc-clothing.example", "phone": "+49 30 901821",
      "notes": "Prefers mail", "roles": ["buying", "billing"], "isPrimary": true, "collections": ["Summer"]
    }
    """, Change = """{ "title": "Managing director", "phone": null }""")]
public sealed record ContactRequest
{
    [MaxLength(ContactRules.LongestName)] public Field<string> FirstName { get; init; }
    [MaxLength(ContactRules.LongestName)] public Field<string> LastName { get; init; }
    [MaxLength(ContactRules.LongestName)] public Field<string> Title { get; init; }
    [EmailAddress, MaxLength(ProfileRules.LongestEmail)] public Field<string> Email { get; init; }
    [MaxLength(ContactRules.LongestText)] public Field<string> Phone { get; init; }
    [MaxLength(ContactRules.LongestText)] public Field<string> Mobile { get; init; }
    [MaxLength(ContactRules.LongestText)] public Field<string> Fax { get; init; }
    [MaxLength(ContactRules.LongestNotes)] public Field<string> Notes { get; init; }
    public Items<ContactRole> Roles { get; init; }
    public Field<bool> IsPrimary { get; init; }
    [MaxLength(ContactRules.MostCollections), StringLength(ContactRules.LongestCollection)] public Items<string> Collections { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    // Any contact will do to find what is wrong with a change in itself.
    private static readonly ContactDetails Anyone = new() { FirstName = "anyone", LastName = "anyone" };

    /// <summary>True or false as asked for, null cleared to false; nothing when absent.</summary>
    internal bool? Primary => IsPrimary.IsPresent ? IsPrimary.Or(false, false) : null;

    internal ContactDetails AsNew(Faults faults)
    {
        var details = ApplyTo(new());
        faults.AddMissing(ContactRules.Check(details));
        return details;
    }

    /// <summary>The request as a change of a contact that is not read yet.</summary>
    internal ContactRequest AsChange(Faults faults)
    {
        faults.AddMissing(ContactRules.Check(ApplyTo(Anyone)));
        return this;
    }

    internal ContactDetails ApplyTo(ContactDetails details) => new()
    {
        FirstName = FirstName.TextOr(details.FirstName),
        LastName = LastName.TextOr(details.LastName),
        Title = Title.TextOr(details.Title),
        Email = Email.TextOr(details.Email),
        Phone = Phone.TextOr(details.Phone),
        Mobile = Mobile.TextOr(details.Mobile),
        Fax = Fax.TextOr(details.Fax),
        Notes = Notes.TextOr(details.Notes),
        Roles = [.. Roles.Or(details.Roles).Distinct().Order()],
        Collections = [.. Collections.Or(details.Collections).Select(name => name.Trim()).Distinct(StringComparer.Ordinal)],
    };
}
