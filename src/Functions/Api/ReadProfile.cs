using Customers.Domain.Accounts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Orders;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;

namespace Customers.Functions.Api;

/// <summary>Reads a profile in two requests to the store: the newest orders with what they posted, and the customer.</summary>
internal sealed class ReadProfile(IDocumentStore documents, CustomerStore customers, CurrentSettings settings, TimeProvider clock)
{
    private const int Recent = 10;
    private const int MostInvoices = 50;

    public async Task<Outcome<ProfileResponse>> RunAsync(CustomerId id, CancellationToken cancel)
    {
        var newest = new Query(Order.Type, Recent) { Partition = id.Value, SortBy = "createdAt", Descending = true };
        var orders = (await documents.QueryAsync(Order.Type, newest, cancel)).Items.Select(order => order.Value).ToList();
        if (await customers.FindAsync(id, cancel) is not { } customer) return Refusal.NotFound;
        var hub = await settings.GetAsync(cancel);
        // An order carries its invoices as they are.
        var invoices = orders.SelectMany(order => order.Posted.Postings).Where(posting => posting.Kind == PostingKind.Invoice).Take(MostInvoices);
        return ProfileResponse.Of(customer.Value, orders, invoices, hub, hub.Organisation.DateAt(clock.GetUtcNow()));
    }
}
