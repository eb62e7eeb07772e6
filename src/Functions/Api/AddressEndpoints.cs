using Customers.Domain.Addresses;
using Customers.Domain.Customers;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary><c>/api/customers/{id}/addresses</c> (CONTRACT §2).</summary>
internal static class AddressEndpoints
{
    public static void MapAddresses(this IEndpointRouteBuilder endpoints)
    {
        var addresses = endpoints.MapGroup("/api/customers/{id}/addresses").WithTags("Addresses");
        addresses.MapGet("", ListAsync).Lists()
            .WithSummary("Lists the addresses of a customer").Needs(Right.Read);
        addresses.MapPost("", CreateAsync)
            .WithSummary("Adds an address; the first is the default for billing and shipping").Needs(Right.WriteAddresses);
        addresses.MapGet("/{addressId}", ReadAsync)
            .WithSummary("Reads an address").Needs(Right.Read);
        addresses.MapPatch("/{addressId}", ChangeAsync)
            .WithSummary("Changes an address; making it a default takes that from the other in the same step").Needs(Right.WriteAddresses);
        addresses.MapDelete("/{addressId}", DeleteAsync)
            .WithSummary("Removes an address; what it was the default for passes to another only if that is the only one left").Needs(Right.WriteAddresses);
    }

    private static async Task<Results<Ok<ListOf<AddressResponse>>, Refused>> ListAsync(string id, ListRequest list, ReadParts parts, CancellationToken cancel)
    {
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        return CustomerId.TryParse(id, out var customer) && await parts.PageAsync(customer, CustomerAddress.Type, list.Apply, cancel) is var (owner, page)
            ? TypedResults.Ok(list.Answer(page, address => AddressResponse.Of(DefaultAddresses.Place(owner, address.Value))))
            : Refusal.NotFound.Answer();
    }

    private static async Task<Results<CreatedTagged<AddressResponse>, Refused>> CreateAsync(string id, Body<AddressRequest> body, ChangeAddress change, HttpContext context)
    {
        if (!CustomerId.TryParse(id, out var customer)) return Refusal.NotFound.Answer();
        var wish = body.Read((request, faults) => request.AsNew(faults));
        if (wish.IsRefused(out var refusal)) return refusal.Answer();
        var (label, address) = (wish.Value.LabelOr(null), wish.Value.ApplyTo(new()));
        var created = await change.CreateAsync(customer, label, address, wish.Value.Billing == true, wish.Value.Shipping == true, context.Caller(), context.RequestAborted);
        return created.Answer(placed => Answers.Created($"/api/customers/{customer}/addresses/{placed.Kept.Id}", AddressResponse.Of(placed), AddressResponse.TagOf(placed)));
    }

    private static async Task<Results<Tagged<AddressResponse>, Refused>> ReadAsync(string id, string addressId, ReadParts parts, CancellationToken cancel) =>
        CustomerId.TryParse(id, out var customer) && await parts.FindAsync(customer, CustomerAddress.Type, IdPrefixes.Address, addressId, cancel) is var (owner, address)
            ? Answer(DefaultAddresses.Place(owner, address))
            : Refusal.NotFound.Answer();

    private static async Task<Results<Tagged<AddressResponse>, Refused>> ChangeAsync(
        string id, string addressId, Body<AddressRequest> body, IfMatch match, ChangeAddress change, HttpContext context)
    {
        if (!TryParse(id, addressId, out var customer)) return Refusal.NotFound.Answer();
        var wish = body.Read((request, faults) => request.AsChange(faults));
        if (wish.IsRefused(out var refusal)) return refusal.Answer();
        var request = wish.Value;
        var changed = await change.ChangeAsync(customer, addressId,
            kept => kept with { Label = request.LabelOr(kept.Label), Address = request.ApplyTo(kept.Address) },
            request.Billing, request.Shipping, Fits(match), context.Caller(), context.RequestAborted);
        return changed.Answer(Answer);
    }

    private static async Task<Results<NoContent, Refused>> DeleteAsync(string id, string addressId, IfMatch match, ChangeAddress change, HttpContext context) =>
        TryParse(id, addressId, out var customer)
            ? (await change.DeleteAsync(customer, addressId, Fits(match), context.Caller(), context.RequestAborted)).Answer(_ => TypedResults.NoContent())
            : Refusal.NotFound.Answer();

    private static bool TryParse(string id, string addressId, out CustomerId customer) =>
        CustomerId.TryParse(id, out customer) & CustomerId.TryFromDocumentId(addressId, IdPrefixes.Address, out _);

    private static Func<CustomerAddress, bool> Fits(IfMatch match) => kept => match.Allows(AddressResponse.TagOf(new(kept, false, false)).Record);

    private static Tagged<AddressResponse> Answer(PlacedAddress placed) => Answers.Ok(AddressResponse.Of(placed), AddressResponse.TagOf(placed));
}

/// <param name="Country">ISO 3166-1 alpha-2.</param>
public sealed record AddressResponse(
    string Id, string? Label, string? Line1, string? Line2, string? City, string? Region, string? PostalCode, string? Country,
    bool DefaultBilling, bool DefaultShipping, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>The second part changes with what the address is the default for, which does not defeat an edit.</summary>
    internal static ETag TagOf(PlacedAddress placed) =>
        new(placed.Kept.Version.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{(placed.DefaultBilling ? 'b' : '-')}{(placed.DefaultShipping ? 's' : '-')}");

    internal static AddressResponse Of(PlacedAddress placed)
    {
        var (kept, a) = (placed.Kept, placed.Kept.Address);
        return new(kept.Id, kept.Label, a.Line1, a.Line2, a.City, a.Region, a.PostalCode, a.Country, placed.DefaultBilling, placed.DefaultShipping, kept.CreatedAt, kept.UpdatedAt);
    }
}
