using Customers.Domain.Claims;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Merging;

namespace Customers.Domain.Stores;

/// <summary>
/// Which customer a store's buyer is: the store's own customer id, else for D2C the email, else a new one. What identifies
/// the buyer is claimed before the customer exists, so that two at once end up with the same.
/// </summary>
public sealed class FindCustomer(IDocumentStore documents, CustomerStore customers, IIdSource ids, TimeProvider clock)
{
    /// <param name="here">Who has the order now, and keeps it when what identifies the buyer leads there, or nothing does yet.</param>
    public async Task<FoundCustomer> RunAsync(Store store, StoreCustomer? who, Customer? here, CancellationToken cancel)
    {
        var (byStore, byEmail) = ClaimsOf(store, who);
        if (byStore is null && store is { GuestPolicy: GuestPolicy.OneCustomer, Defaults.CustomerId: { } shared }
            && (here?.Is(shared) == true ? here : (await customers.FollowAsync(shared, cancel))?.Value) is { } common) return new(common.Id);
        if (here is not null && who is not null && here.IsKnownAs(store.Id, who)) return new(here.Id);
        // The next version of an order that a redacted person placed brings amounts only, and says nothing of who that was.
        if (here?.RedactedAt is not null && (byStore is null || await ReadAsync(byStore, cancel) is null)) return new(here.Id);
        if (byStore is not null && await ReadAsync(byStore, cancel) is { } known) return new(await UsableAsync(known, cancel));

        var candidate = here is { ExternalIds.Count: 0, EmailClaims.Count: 0, ImportedFrom: not null } ? here.Id : CustomerId.New(ids);
        // Who is new to the store is most likely new here as well; a guest may well have bought before.
        if (byEmail is not null) candidate = await UsableAsync(await (byStore is null ? GetOrMakeAsync(byEmail, candidate, cancel) : MakeOrGetAsync(byEmail, candidate, cancel)), cancel);
        var buyer = byStore is null ? candidate : await UsableAsync(await MakeOrGetAsync(byStore, candidate, cancel), cancel);
        return new(buyer, buyer == candidate ? byEmail : null);
    }

    /// <summary>What still leads this buyer to a deleted customer is taken away.</summary>
    public async Task LeaveAsync(Store store, StoreCustomer? who, CustomerId gone, CancellationToken cancel)
    {
        var (byStore, byEmail) = ClaimsOf(store, who);
        foreach (var id in new[] { byStore, byEmail }.OfType<string>())
            if (await documents.ReadAsync(Claim.Type, id, id, cancel) is { } claim && claim.Value.CustomerId == gone)
                await documents.DeleteAsync(Claim.Type, claim, cancel);
    }

    /// <summary>What still leads this buyer to a customer that has gone into another one leads there from now on; that may be deleted.</summary>
    public async Task LeadOnAsync(Store store, StoreCustomer? who, CustomerId gone, Customer? into, CancellationToken cancel)
    {
        if (into is null) await LeaveAsync(store, who, gone, cancel);
        else foreach (var id in new[] { ClaimsOf(store, who).ByStore, ClaimsOf(store, who).ByEmail }.OfType<string>()) await documents.LeadOnAsync(id, gone, into, cancel);
    }

    /// <summary>Leads further orders with this email to the customer; false when it leads elsewhere already.</summary>
    public async Task<bool> ClaimEmailAsync(string email, CustomerId customer, CancellationToken cancel) =>
        (await GetOrMakeAsync(Claim.OfEmail(email), customer, cancel)).CustomerId == customer;

    public async Task ReleaseEmailAsync(string email, CustomerId customer, CancellationToken cancel)
    {
        var id = Claim.OfEmail(email);
        if (await documents.ReadAsync(Claim.Type, id, id, cancel) is { } claim && claim.Value.CustomerId == customer)
            await documents.DeleteAsync(Claim.Type, claim, cancel);
    }

    /// <summary>The customer that this store's customer is; null when none is linked.</summary>
    public async Task<CustomerId?> FindLinkedAsync(Store store, string externalId, CancellationToken cancel) =>
        (await ReadAsync(Claim.OfStoreCustomer(store.Id, externalId), cancel))?.CustomerId;

    public async Task ReleaseLinkAsync(Store store, string externalId, CancellationToken cancel)
    {
        var id = Claim.OfStoreCustomer(store.Id, externalId);
        if (await documents.ReadAsync(Claim.Type, id, id, cancel) is { } claim)
            await documents.DeleteAsync(Claim.Type, claim, cancel);
    }

    private async Task<Claim> GetOrMakeAsync(string id, CustomerId customer, CancellationToken cancel) =>
        await ReadAsync(id, cancel) ?? await MakeOrGetAsync(id, customer, cancel);

    private async Task<Claim> MakeOrGetAsync(string id, CustomerId customer, CancellationToken cancel)
    {
        while (true)
        {
            var claim = new Claim { Id = id, CustomerId = customer, MadeAt = clock.GetUtcNow(), ByImport = true };
            if (await documents.CreateAsync(Claim.Type, claim, cancel) is not null) return claim;
            if (await ReadAsync(id, cancel) is { } found) return found;
        }
    }

    private static (string? ByStore, string? ByEmail) ClaimsOf(Store store, StoreCustomer? who) =>
        (who?.ExternalId is { } externalId ? Claim.OfStoreCustomer(store.Id, externalId) : null, who?.Email is { } email ? Claim.OfEmail(email) : null);

    /// <summary>
    /// The customer that a claim names may be created by whoever finds the claim; only one that a person's request is just
    /// creating is waited for.
    /// </summary>
    private async Task<CustomerId> UsableAsync(Claim claim, CancellationToken cancel)
    {
        if (claim.ByImport || clock.GetUtcNow() - claim.MadeAt >= Claim.Patience) return claim.CustomerId;
        if (await customers.FindAsync(claim.CustomerId, cancel) is not null) return claim.CustomerId;
        throw new CustomerBeingCreatedException($"{claim.CustomerId} is being created.");
    }

    private async Task<Claim?> ReadAsync(string id, CancellationToken cancel) => (await documents.ReadAsync(Claim.Type, id, id, cancel))?.Value;
}

/// <param name="EmailClaim">The claim of the buyer's email, where it is known to lead to this customer.</param>
public sealed record FoundCustomer(CustomerId Id, string? EmailClaim = null);

/// <summary>Somebody is just creating the customer that is needed; a moment later it is there.</summary>
public sealed class CustomerBeingCreatedException : Exception
{
    public CustomerBeingCreatedException() { }
    public CustomerBeingCreatedException(string message) : base(message) { }
    public CustomerBeingCreatedException(string message, Exception inner) : base(message, inner) { }
}
