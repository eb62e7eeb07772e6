using Customers.Domain.Accounts;
using Customers.Domain.Claims;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Orders;
using Customers.Domain.Settings;

namespace Customers.Domain.Stores;

/// <summary>The order where its claim says it lives: customer, order and its postings, as read; any may be missing.</summary>
public sealed record OrderPlace(Stored<Customer>? Customer, Stored<Order>? Order, IReadOnlyList<Stored<Posting>> StoredPostings)
{
    public IReadOnlyList<Posting> Postings { get; } = [.. StoredPostings.Select(p => p.Value)];
}

/// <summary>Loads and commits one store order with its customer, and finishes what a claim still asks for: reversals and deletions.</summary>
public sealed class OrderWriter(IDocumentStore documents, CustomerStore customers, CurrentSettings settings, IIdSource ids, TimeProvider clock)
{
    public string NewOrderId(CustomerId customer) => customer.NewDocumentId(ids, IdPrefixes.Order);

    public OrderDecision Decision(HubSettings current, Store store) => new(current, new Caller(store.Id, store.Name, Role.Staff), ids, clock.GetUtcNow());

    public Task<OrderPlace> LoadAsync(OrderClaim claim, CancellationToken cancel) => LoadAsync(claim.CustomerId!.Value, claim.OrderId!, cancel);

    public async Task<bool> CommitAsync(OrderPlace place, OrderChange change, CancellationToken cancel)
    {
        var before = place.StoredPostings.ToDictionary(p => p.Value.Id);
        return await customers.CommitAsync(place.Customer, change.Customer,
        [
            Order.Type.Save(place.Order, change.Order),
            .. change.Postings.Select(p => Posting.Type.Save(before.GetValueOrDefault(p.Id), p)),
            .. change.History.Select(HistoryEntry.Type.Create),
        ], cancel);
    }

    /// <summary>
    /// Brings the order in line with its claim as it is now; false when the claim has moved the order elsewhere since it was read.
    /// </summary>
    public async Task<bool> FinishAsync(Store store, Stored<OrderClaim> seen, CancellationToken cancel)
    {
        var claim = await documents.ReadAsync(OrderClaim.Type, seen.Value.Id, seen.Value.Id, cancel) ?? seen;
        if (claim.Value.OrderId != seen.Value.OrderId) return false;
        await DeleteIfDeletedAsync(store, claim.Value, cancel);
        if (claim.Value.ToReverse.Count == 0) return true;
        foreach (var orderId in claim.Value.ToReverse)
        {
            if (await ReverseAsync(store, orderId, claim.Value, cancel) is not { } newer) continue;
            var back = claim.Value.PlacedAt(newer.CustomerId, newer.Id, newer.StoreVersion);
            await documents.SaveAsync(OrderClaim.Type, claim, back, cancel);
            return false;
        }

        return await documents.SaveAsync(OrderClaim.Type, claim, claim.Value with { ToReverse = [] }, cancel) is not null;
    }

    public async Task DeleteIfDeletedAsync(Store store, OrderClaim claim, CancellationToken cancel)
    {
        while (claim is { DeletedAt: { } deletedAt, CustomerId: not null })
        {
            var place = await LoadAsync(claim, cancel);
            if (place is not { Customer: { } customer, Order: { Value: { Deleted: false, MovedTo: null } order } } || order.StoreVersion.At > deletedAt) return;
            var change = Decision(await settings.GetAsync(cancel), store).Delete(customer.Value, order, place.Postings, deletedAt);
            if (await CommitAsync(place, change, cancel)) return;
        }
    }

    /// <summary>
    /// Null once it is reversed. The order itself when a newer version was taken there than the one it was moved away for: that
    /// version's import saw the claim before the move, so the order has to go back.
    /// </summary>
    private async Task<Order?> ReverseAsync(Store store, string orderId, OrderClaim claim, CancellationToken cancel)
    {
        var to = claim.CustomerId!.Value;
        if (!CustomerId.TryFromDocumentId(orderId, IdPrefixes.Order, out var from)) throw new InvalidOperationException($"'{orderId}' is no order id.");
        while (true)
        {
            var place = await LoadAsync(from, orderId, cancel);
            if (place is not { Customer: { } customer, Order: { } order })
            {
                // Nobody has written it yet; the marker stops whoever is about to.
                await documents.CreateAsync(MovedOrder.Type, new MovedOrder(orderId, from, to), cancel);
                if (await documents.ReadAsync(MovedOrder.Type, from.Value, orderId, cancel) is not null) return null;
                continue;
            }

            if (order.Value.MovedTo is not null) return null;
            if (claim.PlacedFor?.Judge(order.Value.StoreVersion) is VersionVerdict.Newer or VersionVerdict.NewerUntilRead) return order.Value;
            var change = Decision(await settings.GetAsync(cancel), store).MoveAway(customer.Value, order.Value, place.Postings, to);
            if (await CommitAsync(place, change, cancel)) return null;
        }
    }

    private async Task<OrderPlace> LoadAsync(CustomerId customerId, string orderId, CancellationToken cancel)
    {
        while (true)
        {
            var found = await documents.ReadManyAsync(Containers.Customers, customerId.Value, [customerId.Value, orderId], cancel);
            var customer = found.FirstOrDefault(d => d.Type == CustomerDocuments.Type.Name) is { } c ? CustomerDocuments.Type.Read(c) : null;
            var order = found.FirstOrDefault(d => d.Type == Order.Type.Name) is { } o ? Order.Type.Read(o) : null;
            if (order is null or { Value.Posted.PostingIds.Count: 0 }) return new(customer, order, []);
            // Every change replaces the customer: unchanged before and after, all that was read is of one moment.
            var rest = await documents.ReadManyAsync(Containers.Customers, customerId.Value, [.. order.Value.Posted.PostingIds, customerId.Value], cancel);
            if (rest[^1].ETag == customer?.ETag) return new(customer, order, [.. rest.SkipLast(1).Select(Posting.Type.Read)]);
        }
    }
}

/// <summary>Lies where an order would have been written that went to another customer first.</summary>
public sealed record MovedOrder(string Id, CustomerId CustomerId, CustomerId To)
{
    public static readonly DocumentType<MovedOrder> Type = new("movedOrder", Containers.Customers, m => m.CustomerId.Value, m => m.Id);
}
