using Customers.Domain.Contacts;
using Customers.Domain.Customers;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary><c>/api/customers/{id}/contacts</c> (CONTRACT §2).</summary>
internal static class ContactEndpoints
{
    public static void MapContacts(this IEndpointRouteBuilder endpoints)
    {
        var contacts = endpoints.MapGroup("/api/customers/{id}/contacts").WithTags("Contacts");
        contacts.MapGet("", ListAsync).Lists()
            .WithSummary("Lists the contacts of a customer").Needs(Right.Read);
        contacts.MapPost("", CreateAsync).Refuses(RefusalKind.Unprocessable, "too-many-contacts")
            .WithSummary("Adds a contact; a first or last name is required, and the first contact is the primary one").Needs(Right.WriteContacts);
        contacts.MapGet("/{contactId}", ReadAsync)
            .WithSummary("Reads a contact").Needs(Right.Read);
        contacts.MapPatch("/{contactId}", ChangeAsync)
            .WithSummary("Changes a contact; making it the primary one clears the other in the same step").Needs(Right.WriteContacts);
        contacts.MapDelete("/{contactId}", DeleteAsync).Refuses(RefusalKind.Conflict, "contact-in-use")
            .WithSummary("Removes a contact; after the primary one the oldest of the others is it").Needs(Right.WriteContacts);
    }

    private static async Task<Results<Ok<ListOf<ContactResponse>>, Refused>> ListAsync(string id, ListRequest list, ReadParts parts, CancellationToken cancel)
    {
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        return CustomerId.TryParse(id, out var customer) && await parts.PageAsync(customer, Contact.Type, list.Apply, cancel) is var (owner, page)
            ? TypedResults.Ok(list.Answer(page, contact => ContactResponse.Of(PrimaryContact.Place(owner, contact.Value))))
            : Refusal.NotFound.Answer();
    }

    private static async Task<Results<CreatedTagged<ContactResponse>, Refused>> CreateAsync(string id, Body<ContactRequest> body, ChangeContact change, HttpContext context)
    {
        if (!CustomerId.TryParse(id, out var customer)) return Refusal.NotFound.Answer();
        var wish = body.Read((request, faults) => (Details: request.AsNew(faults), Primary: request.Primary == true));
        if (wish.IsRefused(out var refusal)) return refusal.Answer();
        var created = await change.CreateAsync(customer, wish.Value.Details, wish.Value.Primary, context.Caller(), context.RequestAborted);
        return created.Answer(placed => Answers.Created($"/api/customers/{customer}/contacts/{placed.Contact.Id}", ContactResponse.Of(placed), ContactResponse.TagOf(placed)));
    }

    private static async Task<Results<Tagged<ContactResponse>, Refused>> ReadAsync(string id, string contactId, ReadParts parts, CancellationToken cancel) =>
        CustomerId.TryParse(id, out var customer) && await parts.FindAsync(customer, Contact.Type, IdPrefixes.Contact, contactId, cancel) is var (owner, contact)
            ? Answer(PrimaryContact.Place(owner, contact))
            : Refusal.NotFound.Answer();

    private static async Task<Results<Tagged<ContactResponse>, Refused>> ChangeAsync(
        string id, string contactId, Body<ContactRequest> body, IfMatch match, ChangeContact change, HttpContext context)
    {
        if (!TryParse(id, contactId, out var customer)) return Refusal.NotFound.Answer();
        var wish = body.Read((request, faults) => request.AsChange(faults));
        if (wish.IsRefused(out var refusal)) return refusal.Answer();
        var changed = await change.ChangeAsync(customer, contactId, wish.Value.ApplyTo, wish.Value.Primary, Fits(match), context.Caller(), context.RequestAborted);
        return changed.Answer(Answer);
    }

    private static async Task<Results<NoContent, Refused>> DeleteAsync(string id, string contactId, IfMatch match, ChangeContact change, HttpContext context) =>
        TryParse(id, contactId, out var customer)
            ? (await change.DeleteAsync(customer, contactId, Fits(match), context.Caller(), context.RequestAborted)).Answer(_ => TypedResults.NoContent())
            : Refusal.NotFound.Answer();

    private static bool TryParse(string id, string contactId, out CustomerId customer) =>
        CustomerId.TryParse(id, out customer) & CustomerId.TryFromDocumentId(contactId, IdPrefixes.Contact, out _);

    private static Func<Contact, bool> Fits(IfMatch match) => contact => match.Allows(ContactResponse.TagOf(new(contact, IsPrimary: false)).Record);

    private static Tagged<ContactResponse> Answer(PlacedContact placed) => Answers.Ok(ContactResponse.Of(placed), ContactResponse.TagOf(placed));
}

/// <param name="Collections">The collections that this contact buys; empty = all.</param>
public sealed record ContactResponse(
    string Id, string? FirstName, string? LastName, string? Title, string? Email, string? Phone, string? Mobile, string? Fax, string? Notes,
    IReadOnlyList<ContactRole> Roles, bool IsPrimary, IReadOnlyList<string> Collections, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>The second part changes with the contact's place, which does not defeat an edit.</summary>
    internal static ETag TagOf(PlacedContact placed) => new(placed.Contact.Version.ToString(System.Globalization.CultureInfo.InvariantCulture), placed.IsPrimary ? "primary" : "other");

    internal static ContactResponse Of(PlacedContact placed)
    {
        var (contact, d) = (placed.Contact, placed.Contact.Details);
        return new(contact.Id, d.FirstName, d.LastName, d.Title, d.Email, d.Phone, d.Mobile, d.Fax, d.Notes, d.Roles, placed.IsPrimary, d.Collections, contact.CreatedAt, contact.UpdatedAt);
    }
}
