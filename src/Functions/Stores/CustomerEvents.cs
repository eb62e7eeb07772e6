using System.Runtime.CompilerServices;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Orders;
using Customers.Domain.Stores;

namespace Customers.Functions.Stores;

/// <summary>The events that told of a customer: of its orders, also those that went elsewhere, and of itself at its stores.</summary>
public sealed class CustomerEvents(IDocumentStore documents, CustomerStore customers)
{
    private const int PageSize = 100;

    public async IAsyncEnumerable<Stored<StoreEvent>> OfAsync(CustomerId id, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (await customers.FindAsync(id, cancel) is not { } customer) yield break;
        foreach (var link in customer.Value.ExternalIds)
            await foreach (var found in AboutAsync(StoreEvent.About(link.StoreId, customer: true, link.ExternalId), cancel)) yield return found;
        await foreach (var order in documents.AllAsync(Order.Type, new Query(Order.Type, PageSize) { Partition = id.Value }, cancel))
        {
            if (order.Value.Source is not { } source) continue;
            await foreach (var found in AboutAsync(StoreEvent.About(source.StoreId, customer: false, source.ExternalId), cancel)) yield return found;
        }
    }

    private IAsyncEnumerable<Stored<StoreEvent>> AboutAsync(string about, CancellationToken cancel) =>
        documents.AllAsync(StoreEvent.Type, new Query(StoreEvent.Type, PageSize) { Where = [new Condition.Equal("about", about)] }, cancel);
}
