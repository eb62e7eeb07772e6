using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Contacts;

/// <summary>People add, change and remove the contacts of a customer.</summary>
public sealed class ChangeContact(WriteParts parts, IIdSource ids, TimeProvider clock)
{
    private static readonly Refusal TooMany = Refusal.Unprocessable("too-many-contacts", $"A customer has at most {ContactRules.MostOfCustomer} contacts.");
    private static readonly Refusal InUse = Refusal.Conflict("contact-in-use", "A document refers to this contact.");

    /// <summary>Running it again with the same ids finds the first. Refusals: <c>validation-failed</c>, <c>too-many-contacts</c>, not found.</summary>
    public Task<Outcome<PlacedContact>> CreateAsync(CustomerId customerId, ContactDetails details, bool primary, Caller by, CancellationToken cancel) =>
        CreateAsync(customerId, customerId.NewDocumentId(ids, IdPrefixes.Contact), details, primary, by, cancel);

    /// <summary>The same under an id of the caller's choice.</summary>
    public async Task<Outcome<PlacedContact>> CreateAsync(CustomerId customerId, string id, ContactDetails details, bool primary, Caller by, CancellationToken cancel)
    {
        if (ContactRules.Check(details) is { Any: true } faults) return Refusal.Invalid(faults);
        var now = clock.GetUtcNow();
        var contact = new Contact { Id = id, CustomerId = customerId, Details = details, CreatedAt = now, UpdatedAt = now };
        return await parts.RunAsync<Contact, PlacedContact>(customerId, Contact.Type, contact.Id, (customer, existing) =>
        {
            if (existing is not null) return new PartChange<PlacedContact>(PrimaryContact.Place(customer, existing.Value), customer, []);
            if (customer.Counts.Contacts >= ContactRules.MostOfCustomer) return TooMany;
            var next = customer.Adding(contact, primary);
            var history = HistoryOf(contact.Id, "created", HistoryWriter.Between(new ContactDetails(), details), customer, next, by);
            return new PartChange<PlacedContact>(PrimaryContact.Place(next, contact), next, [Contact.Type.Create(contact), .. history]);
        }, cancel);
    }

    /// <param name="change">From the details as they are to those wanted.</param>
    /// <param name="primary">True takes the place of the primary one; false is refused to who has it, for somebody must; null changes nothing.</param>
    /// <param name="fits">Does the caller know this version? Else <c>version-mismatch</c>.</param>
    public Task<Outcome<PlacedContact>> ChangeAsync(
        CustomerId customerId, string id, Func<ContactDetails, ContactDetails> change, bool? primary, Func<Contact, bool> fits, Caller by, CancellationToken cancel) =>
        parts.RunAsync<Contact, PlacedContact>(customerId, Contact.Type, id, (customer, current) =>
        {
            if (current is null) return Refusal.NotFound;
            if (!fits(current.Value)) return Refusal.Stale;
            var details = change(current.Value.Details);
            var faults = ContactRules.Check(details).Require(primary != false || customer.PrimaryContactId != id, "isPrimary", "is only cleared by making another contact the primary one");
            if (faults.Any) return Refusal.Invalid(faults);
            return Changed(customer, current, details, primary == true, by);
        }, cancel);

    /// <summary>The contact as it was. Refusals: <c>contact-in-use</c>, <c>version-mismatch</c>, not found.</summary>
    public Task<Outcome<Contact>> DeleteAsync(CustomerId customerId, string id, Func<Contact, bool> fits, Caller by, CancellationToken cancel) =>
        parts.RunAsync<Contact, Contact>(customerId, Contact.Type, id, (customer, current) =>
        {
            if (current is null) return Refusal.NotFound;
            if (!fits(current.Value)) return Refusal.Stale;
            if (current.Value.UsedBy > 0) return InUse;
            var next = customer.Removing(current.Value);
            return new PartChange<Contact>(current.Value, next, [Contact.Type.Delete(current), .. HistoryOf(id, "deleted", [], customer, next, by)]);
        }, cancel);

    private PartChange<PlacedContact> Changed(Customer customer, Stored<Contact> current, ContactDetails details, bool primary, Caller by)
    {
        var changes = HistoryWriter.Between(current.Value.Details, details);
        var contact = changes.Count == 0
            ? current.Value
            : current.Value with { Details = details, Version = current.Value.Version + 1, UpdatedAt = clock.GetUtcNow() };
        var next = customer.Keeping(contact, primary);
        if (changes.Count == 0 && next.PrimaryContactId == customer.PrimaryContactId) return new(PrimaryContact.Place(customer, contact), customer, []);
        IReadOnlyList<Write> part = changes.Count == 0 ? [] : [Contact.Type.Replace(current, contact)];
        return new(PrimaryContact.Place(next, contact), next, [.. part, .. HistoryOf(contact.Id, "changed", changes, customer, next, by)]);
    }

    /// <summary>What happened to the contact, and to another one that gains or loses the place by it.</summary>
    private IEnumerable<Write> HistoryOf(string id, string action, IReadOnlyList<FieldChange> changes, Customer before, Customer after, Caller by)
    {
        var moved = before.PrimaryContactId != after.PrimaryContactId;
        IReadOnlyList<FieldChange> gained = moved && after.PrimaryContactId == id ? [Primary(true)] : [];
        yield return Entry(id, action, [.. changes, .. gained]);
        if (moved && before.PrimaryContactId is { } loser && loser != id) yield return Entry(loser, "changed", [Primary(false)]);
        if (moved && after.PrimaryContactId is { } heir && heir != id) yield return Entry(heir, "changed", [Primary(true)]);

        Write Entry(string subject, string what, IReadOnlyList<FieldChange> fields) =>
            HistoryEntry.Type.Create(HistoryWriter.Entry(after.Id, subject, what, by, clock.GetUtcNow(), ids, fields));
    }

    private static FieldChange Primary(bool now) => HistoryWriter.Field("isPrimary", !now, now);
}
