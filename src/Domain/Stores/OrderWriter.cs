using Customers.Domain.Accounts;
using Customers.Domain.Claims;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Merging;
using Customers.Domain.Orders;
using Customers.Domain.Settings;
using Customers.Domain.Subscriptions;

namespace Customers.Domain.Stores;

/// <summary>Loads and commits one store order with its customer, and finishes what a claim still asks for: reversals and deletions.</summary>
public sealed class OrderWriter(IDocumentStore documents, CustomerStore customers, CurrentSettings settings, WriteSums sums, IIdSource ids, TimeProvider clock)
{
    public string NewOrderId(CustomerId customer) => customer.NewDocumentId(ids, IdPrefixes.Order);

    /// <param name="years">To whose sums the order may post: read along.</param>
    public Task<OrderPlace> LoadAsync(OrderClaim claim, CancellationToken cancel, params IReadOnlyCollection<int> years) => LoadAsync(claim.CustomerId!.Value, claim.OrderId!, cancel, years);

    /// <summary>Null when order or customer were changed meanwhile, or not all is done yet: both have to be read again.</summary>
    /// <param name="told">What else goes into the commit.</param>
    public async Task<OrderChange?> WriteAsync(Store store, OrderPlace place, Func<OrderDecision, OrderChange> decide, CancellationToken cancel, params IReadOnlyList<Write> told)
    {
        var decision = new OrderDecision(await settings.GetAsync(cancel), new Caller(store.Id, store.Name, Role.Staff), place.PeoplesMoney, told, ids, clock.GetUtcNow());
        try
        {
            var change = decide(decision);
            return await CommitAsync(place, change, cancel) && !change.IsPart ? change : null;
        }
        catch (BooksDisagreeException)
        {
            if (place.Customer is null || await customers.IsStillAsync(place.Customer, cancel)) throw;
            return null;
        }
    }

    /// <summary>What a store tells of the customer alone; false when that was changed meanwhile.</summary>
    public Task<bool> NoteAsync(Stored<Customer> current, ToldCustomer told, CancellationToken cancel) => customers.CommitAsync(current, told.Customer, told.Writes, cancel);

    private async Task<bool> CommitAsync(OrderPlace place, OrderChange change, CancellationToken cancel) => await customers.CommitAsync(place.Customer, change.Customer,
    [
        place.Save(change.Order),
        .. change.Postings.Select(Posting.Type.Upsert), // whoever touches them replaces the customer
        .. await sums.OfAsync(change.Customer, change.Added, cancel, place.Sums),
        .. change.History,
    ], cancel, place.Order is null ? [Fact.Imported(change.Order)] : []);

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
            var back = claim.Value.PlacedAt(newer.CustomerId, newer.Id, newer.FromStore.Version);
            await documents.SaveAsync(OrderClaim.Type, claim, back, cancel);
            return false;
        }

        return await documents.SaveAsync(OrderClaim.Type, claim, claim.Value with { ToReverse = [] }, cancel) is not null;
    }

    /// <summary>
    /// Leaves a mark also where the order is not written yet: whoever is about to write it, with the claim as it was before
    /// the deletion, fails at the mark. Where the order is there, the etags of order and customer do the same.
    /// </summary>
    public async Task DeleteIfDeletedAsync(Store store, OrderClaim claim, CancellationToken cancel)
    {
        while (claim is { DeletedAt: { } deletedAt, CustomerId: not null, OrderId: { } orderId })
        {
            var place = await LoadAsync(claim, cancel);
            if (place.HasMoved) return; // whoever moved it saw the deletion, or reads the claim again
            if (place.Order is null)
            {
                if (await MarkAsync(place, new(orderId, place.CustomerId, MovedTo: null), cancel)) return;
                continue;
            }

            if (place is not { Customer: { } customer, Order.Value: { Deleted: false } order } || order.FromStore.Version.At > deletedAt) return;
            if (await WriteAsync(store, place, decision => decision.Delete(customer.Value, order, deletedAt), cancel) is not null) return;
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
            if (place.HasMoved) return null;
            if (place is not { Customer: { } customer, Order: { } order })
            {
                if (await MarkAsync(place, new(orderId, place.CustomerId, to), cancel)) return null;
                continue;
            }

            if (claim.PlacedFor?.Judge(order.Value.FromStore.Version) is VersionVerdict.Newer or VersionVerdict.NewerUntilRead) return order.Value;
            if (await WriteAsync(store, place, decision => decision.MoveAway(customer.Value, order.Value, to), cancel) is not null) return null;
        }
    }

    /// <summary>With the customer as it is, where there is one: it may have been closed since it was read.</summary>
    private async Task<bool> MarkAsync(OrderPlace place, AbsentOrder mark, CancellationToken cancel) => place.Customer is { } customer
        ? await customers.CommitAsync(customer, customer.Value, [place.Save(mark)], cancel)
        : (await documents.CommitAsync(AbsentOrder.Type.Alone(place.Save(mark), mark), cancel)).Holds;

    /// <summary>
    /// Customer and order need not be of one moment: a commit names the etags of both. Of a customer that has gone into another
    /// one the place is there; while it goes, <see cref="CustomerMergingException"/>.
    /// </summary>
    private async Task<OrderPlace> LoadAsync(CustomerId customerId, string orderId, CancellationToken cancel, params IReadOnlyCollection<int> years)
    {
        while (true)
        {
            var place = OrderPlace.Of(customerId, await documents.ReadManyAsync(Containers.Customers, customerId.Value, [customerId.Value, orderId, .. years.Select(YearSums.IdOf)], cancel), years);
            if (place.Customer is { Value.IsClosed: true }) throw new CustomerMergingException($"{customerId} is just being merged.");
            if (place.MergedInto is not { } into) return place with { PeoplesMoney = await PeoplesMoneyAsync(place, cancel) };
            customerId = into;
        }
    }

    /// <summary>Seldom there is any.</summary>
    private async Task<IReadOnlyList<Posting>> PeoplesMoneyAsync(OrderPlace place, CancellationToken cancel)
    {
        var found = new Dictionary<string, Posting>();
        foreach (var settled in place.Order?.Value.Posted.SettledByPeople() ?? [])
        {
            var query = new Query(Posting.Type, 100) { Partition = place.CustomerId.Value, Where = [new Condition.Contains("allocatedTo", settled.InvoiceId)] };
            await foreach (var credit in documents.AllAsync(Posting.Type, query, cancel))
                if (!credit.Value.OfStore) found[credit.Value.Id] = credit.Value;
        }

        return [.. found.Values];
    }
}
