using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Settings;

namespace Customers.Domain.Stores;

/// <summary>The customer with what a store tells of the buyer, not yet committed; a new one, with its reference claimed, when there is none.</summary>
public sealed class PrepareCustomer(FindCustomer findCustomer, CreateReference references, CurrentSettings settings, TimeProvider clock)
{
    public async Task<Customer> RunAsync(Store store, CustomerId id, Stored<Customer>? current, StoreCustomer? who, DateTimeOffset toldAt, string fallbackName, CancellationToken cancel)
    {
        // Guests who share a customer say nothing about it.
        if (who is { ExternalId: null } && store is { GuestPolicy: GuestPolicy.OneCustomer } && store.Defaults.CustomerId == id) who = null;
        var now = clock.GetUtcNow();
        var hub = await settings.GetAsync(cancel);
        var customer = current?.Value ?? CustomerFromStore.New(
            id, await references.ForAsync(id, cancel), store, who, fallbackName, hub.Organisation.BaseCurrency, hub.Portal, now);
        var taken = CustomerFromStore.Take(customer, store, who, toldAt, now);
        if (who?.Email is { } email && taken.EmailClaims.Count > customer.EmailClaims.Count) await findCustomer.ClaimEmailAsync(email, id, cancel);
        return taken;
    }
}
