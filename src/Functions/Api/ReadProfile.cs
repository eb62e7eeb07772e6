using Customers.Domain.Accounts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Orders;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;

namespace Customers.Functions.Api;

/// <summary>Reads a profile in two requests to the store: the newest orders, then the customer together with what those orders posted.</summary>
internal sealed class ReadProfile(IDocumentStore documents, CurrentSettings settings, TimeProvider clock)
{
    private const int Recent = 10;
    private const int MostInvoices = 50;

    public async Task<Outcome<ProfileResponse>> RunAsync(CustomerId id, CancellationToken cancel)
    {
        var newest = new Query(Order.Type, Recent) { Partition = id.Value, SortBy = "createdAt", Descending = true };
        var orders = (await documents.QueryAsync(Order.Type, newest, cancel)).Items.Select(order => order.Value).ToList();
        var invoices = orders.SelectMany(order => order.Posted.PostingIds).Where(posting => posting.StartsWith(IdPrefixes.Invoice, StringComparison.Ordinal)).Take(MostInvoices);
        var found = await documents.ReadManyAsync(Containers.Customers, id.Value, [id.Value, .. invoices], cancel);
        if (found.FirstOrDefault(d => d.Type == CustomerDocuments.Type.Name) is not { } customer) return Refusal.NotFound;
        var hub = await settings.GetAsync(cancel);
        var postings = found.Where(d => d.Type == Posting.Type.Name).Select(d => Posting.Type.Read(d).Value);
        return ProfileResponse.Of(CustomerDocuments.Type.Read(customer).Value, orders, postings, hub, hub.Organisation.DateAt(clock.GetUtcNow()));
    }
}
