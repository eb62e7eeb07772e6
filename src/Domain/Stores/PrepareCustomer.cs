using Customers.Domain.Claims;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Settings;

namespace Customers.Domain.Stores;

/// <summary>The customer with what a store tells of the buyer, not yet committed; a new one, with its reference claimed, when there is none.</summary>
public sealed class PrepareCustomer(FindCustomer findCustomer, CreateReference references, CurrentSettings settings, KeepTold keepTold, TimeProvider clock)
{
    public async Task<ToldCustomer> RunAsync(Store store, FoundCustomer found, Stored<Customer>? current, Telling told, CancellationToken cancel)
    {
        if (SharesWithGuests(store, told, shared => current?.Value.Is(shared) ?? shared == found.Id)) told = told with { Who = null };
        var now = clock.GetUtcNow();
        var hub = await settings.GetAsync(cancel);
        var customer = current?.Value ?? CustomerFromStore.New(
            found.Id, await references.ForAsync(found.Id, cancel), store, told.Who, told.Nameless, hub.Organisation.BaseCurrency, hub.Portal, now);
        var next = CustomerFromStore.Take(customer, store, told, await NewEmailClaimAsync(found, customer, told.Who, cancel), now);
        return await keepTold.RunAsync(store, current?.Value, next, told, now, cancel);
    }

    /// <summary>
    /// The customer with what is told of it beside an order of which this version is not taken; as it is where that is nothing
    /// new, or somebody else is told of.
    /// </summary>
    public async Task<ToldCustomer> BesidesAsync(Store store, Customer current, Telling told, CancellationToken cancel)
    {
        if (told.Who is not { } who || !current.IsKnownAs(store.Id, who) || SharesWithGuests(store, told, current.Is)) return new(current, []);
        var now = clock.GetUtcNow();
        var heard = await keepTold.RunAsync(store, current, CustomerFromStore.Besides(current, store, told, now), told, now, cancel);
        return heard.Writes.Count == 0 ? new(current, []) : heard;
    }

    /// <summary>Guests who share a customer say nothing about it.</summary>
    private static bool SharesWithGuests(Store store, Telling told, Func<CustomerId, bool> isIt) =>
        told.Who is { ExternalId: null } && store is { GuestPolicy: GuestPolicy.OneCustomer, Defaults.CustomerId: { } shared } && isIt(shared);

    /// <summary>The claim of an email that leads here from now on; null where it leads here already, or elsewhere, or to nobody.</summary>
    private async Task<string?> NewEmailClaimAsync(FoundCustomer found, Customer customer, StoreCustomer? who, CancellationToken cancel)
    {
        if (who?.Email is not { } email || customer.Profile.Channel != Channel.D2c) return null;
        if (customer.RedactedAt is not null)
        {
            // Claimed while the customer was being redacted: nobody is led here by it again.
            await findCustomer.ReleaseEmailAsync(email, found.Id, cancel);
            return null;
        }

        var claim = Claim.OfEmail(email);
        if (customer.EmailClaims.Contains(claim)) return null;
        return claim == found.EmailClaim || await findCustomer.ClaimEmailAsync(email, found.Id, cancel) ? claim : null;
    }
}
