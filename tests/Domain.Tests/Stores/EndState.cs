using Customers.Domain.Addresses;
using Customers.Domain.Amounts;
using Customers.Domain.Claims;
using Customers.Domain.Customers;
using Customers.Domain.Identity;
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
        foreach (var customer in customers) await AssertToldAsync(hub, customer);
    }

    /// <summary>Where no person tags anything, the tags are those of the stores; and nobody has an address twice.</summary>
    private static async Task AssertToldAsync(Hub hub, Customer customer)
    {
        Assert.Equal(customer.ExternalIds.SelectMany(link => link.Told?.Tags ?? []).Distinct().Order(StringComparer.Ordinal), customer.Profile.Tags.Order(StringComparer.Ordinal));
        var book = await hub.AllAsync(CustomerAddress.Type, customer.Id.Value);
        var keys = book.Select(kept => StoreAddresses.KeyOf(kept.Address)).ToList();
        AssertUnique(keys);
        Assert.Empty(customer.ToldAddresses.Except(keys));
        Assert.Equal(book.Count, customer.Counts.Addresses);
    }

    /// <summary>As of this version or a later one.</summary>
    private async Task AssertToldAsync(Hub hub, StoreOrder version, CustomerId owner)
    {
        if (version.Customer is not { ExternalId: { } externalId } who) return;
        var customer = await hub.CustomerAsync(owner);
        if (version.BillingAddress is { } billing) Assert.Contains(StoreAddresses.KeyOf(billing), customer.ToldAddresses);
        if (who.Marketing is { Email: { } consent }) Assert.True(customer.Marketing!.Email == consent || customer.Marketing.Email!.Since > consent.Since);
        if (who.Tags is null) return;
        var told = customer.ExternalIds.Single(link => link.StoreId == Store.Id && link.ExternalId == externalId).Told!;
        Assert.True(told.At > version.UpdatedAt || (told.At == version.UpdatedAt && told.Tags.SequenceEqual(who.Tags)));
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
        await AssertToldAsync(hub, version, alive.CustomerId);
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
