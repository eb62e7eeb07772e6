using Customers.Domain.Claims;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Functions.Imports;

/// <summary>Which customer a row means.</summary>
internal sealed class FindImported(IDocumentStore documents, CustomerStore customers, TimeProvider clock)
{
    /// <summary>Or the one that it has gone into.</summary>
    public async Task<Customer?> ByIdAsync(CustomerId id, CancellationToken cancel) => (await customers.FollowAsync(id, cancel))?.Value;

    public async Task<Customer?> ByRefAsync(string reference, CancellationToken cancel)
    {
        var claim = Claim.OfRef(reference);
        return await ClaimedAsync(claim, cancel) is { } holder && holder.IsCalled(claim) ? holder : null;
    }

    /// <summary>By the reference, else as the store's customer.</summary>
    public async Task<Customer?> Async(string? reference, StoreLink? link, CancellationToken cancel)
    {
        if (reference is not null && await ByRefAsync(reference, cancel) is { } named) return named;
        return link is null ? null : await ClaimedAsync(Claim.OfStoreCustomer(link.StoreId, link.ExternalId), cancel);
    }

    /// <summary>The id of the customer that will be the store's: this one, or what somebody claimed before and never made.</summary>
    public async Task<CustomerId> ClaimAsync(StoreLink link, CustomerId id, CancellationToken cancel)
    {
        var claim = new Claim { Id = Claim.OfStoreCustomer(link.StoreId, link.ExternalId), CustomerId = id, MadeAt = clock.GetUtcNow(), ByImport = true };
        var there = await documents.ChangeAsync(Claim.Type, claim.Id, claim.Id, existing => existing ?? claim, cancel);
        return there!.CustomerId;
    }

    private async Task<Customer?> ClaimedAsync(string claim, CancellationToken cancel) =>
        await documents.ReadAsync(Claim.Type, claim, claim, cancel) is { } found ? await ByIdAsync(found.Value.CustomerId, cancel) : null;
}
