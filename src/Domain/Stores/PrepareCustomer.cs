using Customers.Domain.Claims;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Settings;

namespace Customers.Domain.Stores;

/// <summary>The customer with what a store tells of the buyer, not yet committed; a new one, with its reference claimed, when there is none.</summary>
public sealed class PrepareCustomer(FindCustomer findCustomer, CreateReference references, CurrentSettings settings, TimeProvider clock)
{
    public async Task<Customer> RunAsync(Store store, FoundCustomer found, Stored<Customer>? current, StoreCustomer? who, DateTimeOffset toldAt, string fallbackName, CancellationToken cancel)
    {
        // Guests who share a customer say nothing about it.
        if (who is { ExternalId: null } && store is { GuestPolicy: GuestPolicy.OneCustomer, Defaults.CustomerId: { } shared } && (current?.Value.Is(shared) ?? shared == found.Id)) who = null;
        var now = clock.GetUtcNow();
        var hub = await settings.GetAsync(cancel);
        var customer = current?.Value ?? CustomerFromStore.New(
            found.Id, await references.ForAsync(found.Id, cancel), store, who, fallbackName, hub.Organisation.BaseCurrency, hub.Portal, now);
        return CustomerFromStore.Take(customer, store, who, await NewEmailClaimAsync(found, customer, who, cancel), toldAt, now);
    }

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
