using Customers.Domain.Amounts;
using Customers.Domain.Claims;
using Customers.Domain.Customers;
using Customers.Domain.Orders;
using Customers.Domain.Stores;
using Customers.Domain.Tests.Setup;

namespace Customers.Domain.Tests.Stores;

/// <summary>What the hub must show once everything about a store has arrived.</summary>
/// <param name="Newest">The newest version of each order.</param>
/// <param name="Deleted">The last deletion of each deleted order.</param>
public sealed record EndState(Store Store, IReadOnlyList<StoreOrder> Newest, IReadOnlyDictionary<string, DateTimeOffset> Deleted)
{
    public async Task AssertAsync(Hub hub)
    {
        var customers = (await hub.AllAsync(CustomerDocuments.Type)).Where(c => c.ImportedFrom?.StoreId == Store.Id).ToList();
        var orders = (await hub.AllAsync(Order.Type)).Where(o => o.FromStore.StoreId == Store.Id).ToList();
        foreach (var stub in orders.Where(o => o.MovedTo is not null)) Assert.Equal((0L, 0L), (stub.Invoiced.Minor, stub.Paid.Minor));
        foreach (var version in Newest) await AssertAsync(hub, version, orders);
        Assert.Equal(Newest.Count, orders.Count(o => o.MovedTo is null));

        foreach (var currency in Newest.Select(v => v.Currency).Distinct())
            Assert.Equal(Newest.Where(v => v.Currency == currency && Counts(v)).Sum(v => (v.Billed - v.Paid).Minor), customers.Sum(c => c.Account.Owed(currency).Minor));
        AssertUnique(customers.SelectMany(c => c.ExternalIds.Select(link => link.ExternalId)));
        AssertUnique(customers.Select(c => c.Profile.Email).OfType<string>());
        AssertUnique(customers.Select(c => c.Ref));
    }

    private bool Counts(StoreOrder version) => !(Deleted.TryGetValue(version.ExternalId, out var at) && at >= version.UpdatedAt);

    private async Task AssertAsync(Hub hub, StoreOrder version, IReadOnlyList<Order> orders)
    {
        var alive = Assert.Single(orders, o => o.FromStore.ExternalId == version.ExternalId && o.MovedTo is null);
        var counts = Counts(version);
        Assert.Equal(version.UpdatedAt, alive.FromStore.Version.At);
        Assert.Equal(!counts, alive.Deleted);
        Assert.Equal(counts ? version.Billed : Money.Zero(version.Currency), alive.Invoiced);
        Assert.Equal(counts ? version.Paid : Money.Zero(version.Currency), alive.Paid);
        var claim = (await hub.ClaimAsync(Store, version.ExternalId))!;
        Assert.Equal((alive.Id, alive.CustomerId), (claim.OrderId, claim.CustomerId!.Value));
        Assert.Empty(claim.ToReverse);
        var identity = version.Customer switch
        {
            { ExternalId: { } externalId } => Claim.OfStoreCustomer(Store.Id, externalId),
            { Email: { } email } => Claim.OfEmail(email),
            _ => null,
        };
        if (identity is not null) Assert.Equal((await hub.FindAsync(Claim.Type, identity, identity))!.CustomerId, alive.CustomerId);
    }

    private static void AssertUnique(IEnumerable<string> values) => Assert.All(values.GroupBy(v => v), group => Assert.Single(group));
}
