using Customers.Domain.Claims;
using Customers.Domain.Customers;
using Customers.Domain.Documents;

namespace Customers.Domain.Stores;

/// <summary>Whom a store means that asks about a person: its own customer, else the private customer of that email. Nobody is made.</summary>
public sealed class FindPerson(IDocumentStore documents, CustomerStore customers)
{
    public async Task<Customer?> RunAsync(Store store, StoreCustomer who, CancellationToken cancel)
    {
        if (who.ExternalId is { } externalId && await FindAsync(Claim.OfStoreCustomer(store.Id, externalId), cancel) is { } known) return known;
        return who.Email is { } email && await FindAsync(Claim.OfEmail(email), cancel) is { Profile.Channel: Channel.D2c } buyer ? buyer : null;
    }

    private async Task<Customer?> FindAsync(string claim, CancellationToken cancel) =>
        await documents.ReadAsync(Claim.Type, claim, claim, cancel) is { } found ? (await customers.FollowAsync(found.Value.CustomerId, cancel))?.Value : null;
}
