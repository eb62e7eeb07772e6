using Customers.Domain.Claims;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Stores;

/// <summary>
/// Which customer a store's buyer is: the store's own customer id, else for D2C the email, else a new one. What identifies
/// the buyer is claimed before the customer exists, so that two at once end up with the same.
/// </summary>
public sealed class FindCustomer(IDocumentStore documents, IIdSource ids, TimeProvider clock)
{
    /// <param name="preferred">A customer without any identity yet that may become this buyer.</param>
    public async Task<CustomerId> RunAsync(Store store, StoreCustomer? who, CustomerId? preferred, CancellationToken cancel)
    {
        var byStore = who?.ExternalId is { } externalId ? Claim.OfStoreCustomer(store.Id, externalId) : null;
        if (byStore is null && store is { GuestPolicy: GuestPolicy.OneCustomer, Defaults.CustomerId: { } shared }) return shared;
        if (byStore is not null && await ReadAsync(byStore, cancel) is { } known) return await UsableAsync(known, cancel);

        var candidate = preferred ?? CustomerId.New(ids);
        var byEmail = who?.Email is { } email ? Claim.OfEmail(email) : null;
        if (byEmail is not null) candidate = await UsableAsync(await GetOrMakeAsync(byEmail, candidate, cancel), cancel);
        return byStore is null ? candidate : await UsableAsync(await GetOrMakeAsync(byStore, candidate, cancel), cancel);
    }

    /// <summary>Leads further orders with this email to the customer, unless it leads elsewhere already.</summary>
    public async Task ClaimEmailAsync(string email, CustomerId customer, CancellationToken cancel) =>
        await GetOrMakeAsync(Claim.OfEmail(email), customer, cancel);

    /// <summary>The customer that this store's customer is; null when none is linked.</summary>
    public async Task<CustomerId?> FindLinkedAsync(Store store, string externalId, CancellationToken cancel) =>
        (await ReadAsync(Claim.OfStoreCustomer(store.Id, externalId), cancel))?.CustomerId;

    public async Task ReleaseLinkAsync(Store store, string externalId, CancellationToken cancel)
    {
        var id = Claim.OfStoreCustomer(store.Id, externalId);
        if (await documents.ReadAsync(Claim.Type, id, id, cancel) is { } claim)
            await documents.DeleteAsync(Claim.Type, claim, cancel);
    }

    private async Task<Claim> GetOrMakeAsync(string id, CustomerId customer, CancellationToken cancel)
    {
        while (true)
        {
            if (await ReadAsync(id, cancel) is { } found) return found;
            var claim = new Claim { Id = id, CustomerId = customer, MadeAt = clock.GetUtcNow(), ByImport = true };
            if (await documents.CreateAsync(Claim.Type, claim, cancel) is not null) return claim;
        }
    }

    /// <summary>
    /// The customer that a claim names may be created by whoever finds the claim; only one that a person's request is just
    /// creating is waited for.
    /// </summary>
    private async Task<CustomerId> UsableAsync(Claim claim, CancellationToken cancel)
    {
        if (claim.ByImport || clock.GetUtcNow() - claim.MadeAt >= Claim.Patience) return claim.CustomerId;
        if (await documents.ReadAsync(CustomerDocuments.Type, claim.CustomerId.Value, claim.CustomerId.Value, cancel) is not null) return claim.CustomerId;
        throw new CustomerBeingCreatedException($"{claim.CustomerId} is being created.");
    }

    private async Task<Claim?> ReadAsync(string id, CancellationToken cancel) => (await documents.ReadAsync(Claim.Type, id, id, cancel))?.Value;
}

/// <summary>Somebody is just creating the customer that is needed; a moment later it is there.</summary>
public sealed class CustomerBeingCreatedException : Exception
{
    public CustomerBeingCreatedException() { }
    public CustomerBeingCreatedException(string message) : base(message) { }
    public CustomerBeingCreatedException(string message, Exception inner) : base(message, inner) { }
}
