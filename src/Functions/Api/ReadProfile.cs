using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;

namespace Customers.Functions.Api;

/// <summary>Reads a profile in two requests to the store: the customer, and the newest documents that it names.</summary>
internal sealed class ReadProfile(IDocumentStore documents, CustomerStore customers, CurrentSettings settings, TimeProvider clock)
{
    public async Task<Outcome<ProfileResponse>> RunAsync(CustomerId id, CancellationToken cancel)
    {
        if (await customers.FindAsync(id, cancel) is not { Value: var customer }) return Refusal.NotFound;
        var hub = await settings.GetAsync(cancel);
        string[] ids = [.. customer.RecentIds.Union(customer.Profile.IsDistributor ? customer.RecentInvoiceIds : [])];
        var found = ids.Length == 0 ? [] : await documents.ReadManyAsync(Containers.Customers, id.Value, ids, cancel);
        return ProfileResponse.Of(customer, found.ToDictionary(document => document.Key.Id), hub, hub.Organisation.DateAt(clock.GetUtcNow()));
    }
}
