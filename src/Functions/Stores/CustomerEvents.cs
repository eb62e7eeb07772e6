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

    /// <summary>Each of them once.</summary>
    public async IAsyncEnumerable<Stored<StoreEvent>> OfAsync(CustomerId id, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (await customers.FindAsync(id, cancel) is not { Value: var customer }) yield break;
        var itself = BuyersOf(customer);
        foreach (var (store, buyer) in itself)
            await foreach (var found in FindAsync(StoreEvent.OfBuyer, StoreEvent.About(store, buyer), cancel)) yield return found;
        await foreach (var order in OrdersAsync(id, cancel))
            await foreach (var found in FindAsync(StoreEvent.OfOrder, StoreEvent.About(order.StoreId, order.ExternalId), cancel))
                if (found.Value.BuyerId is not { } buyer || !itself.Contains((found.Value.StoreId, buyer))) yield return found;
    }

    /// <summary>
    /// Events of its stores that tell neither order nor customer, and could be about anybody: bodies that cannot be read, and topics
    /// that the hub has no use for. Nothing is lost with their bodies: orders are pulled as well.
    /// </summary>
    public async IAsyncEnumerable<Stored<StoreEvent>> OfAnybodyAsync(CustomerId id, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (await customers.FindAsync(id, cancel) is not { Value: var customer }) yield break;
        HashSet<string> stores = [.. BuyersOf(customer).Select(buyer => buyer.StoreId)];
        await foreach (var order in OrdersAsync(id, cancel)) stores.Add(order.StoreId);
        foreach (var store in stores)
            await foreach (var found in FindAsync(StoreEvent.OfAnybody, store, cancel)) yield return found;
    }

    /// <summary>Who it is at its stores, also at the one that brought it and has deleted it since.</summary>
    private static HashSet<(string StoreId, string BuyerId)> BuyersOf(Customer customer)
    {
        HashSet<(string, string)> buyers = [.. customer.ExternalIds.Select(link => (link.StoreId, link.ExternalId))];
        if (customer.ImportedFrom is { ExternalId: { } first } origin) buyers.Add((origin.StoreId, first));
        return buyers;
    }

    private IAsyncEnumerable<OrderSource> OrdersAsync(CustomerId id, CancellationToken cancel) =>
        documents.AllAsync(Order.Type, new Query(Order.Type, PageSize) { Partition = id.Value }, cancel).Select(order => order.Value.Source).OfType<OrderSource>();

    private IAsyncEnumerable<Stored<StoreEvent>> FindAsync(string field, string value, CancellationToken cancel) =>
        documents.AllAsync(StoreEvent.Type, new Query(StoreEvent.Type, PageSize) { Where = [new Condition.Equal(field, value)] }, cancel);
}
