using Customers.Domain.Addresses;
using Customers.Domain.Customers;
using Customers.Domain.History;
using Customers.Domain.Stores;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Stores;

/// <summary>Each address that a store tells of a buyer is in the address book, once.</summary>
public sealed class StoreAddressTests : IDisposable
{
    private static readonly Address Home = new() { Name = "Rey", Line1 = "Straße 1", City = "Lübeck", PostalCode = "23552", Country = "DE" };
    private static readonly Address Office = new() { Company = "Rey Ltd", Line1 = "Quay 2", City = "Cork", Country = "IE" };

    private readonly Hub _hub = new();
    private readonly Store _store = Store();

    public void Dispose() => _hub.Dispose();

    [Fact]
    public async Task The_first_become_the_defaults_and_later_ones_do_not()
    {
        await _hub.Do.ImportAsync(_store, Order("0", 1, null, null));
        await _hub.Do.ImportAsync(_store, Order("1", 1, Home, Office));
        await _hub.Do.ImportAsync(_store, Order("2", 2, new() { Line1 = "Elsewhere 3", City = "Rome" }, null));

        var customer = await CustomerAsync();
        Assert.Equal(["Straße 1", "Quay 2", "Elsewhere 3"], (await BookAsync()).Select(kept => kept.Address.Line1));
        Assert.Equal(("Straße 1", "Quay 2", 3), (await LineAsync(customer.DefaultBillingId), await LineAsync(customer.DefaultShippingId), customer.Counts.Addresses));
        var history = (await _hub.AllAsync(HistoryEntry.Type, customer.Id.Value)).Where(entry => entry.Subject.StartsWith("adr_", StringComparison.Ordinal)).ToList();
        Assert.Equal(("created", 3), (Assert.Single(history.Select(entry => entry.Action).Distinct()), history.Count));
        Assert.Equal("defaultBilling", history.Single(entry => entry.Subject == customer.DefaultBillingId).Changes[^1].Field);
    }

    [Fact]
    public async Task What_a_new_customer_comes_with_is_no_change_of_it()
    {
        await _hub.Do.ImportAsync(_store, Order("1", 1, Home, Office));
        await _hub.Do.ImportAsync(_store, Order("2", 2, new() { Line1 = "Elsewhere 3", City = "Rome" }, null));

        Assert.Equal(3, (await BookAsync()).Count);
        Assert.Single((await _hub.AllAsync(HistoryEntry.Type, (await CustomerAsync()).Id.Value)), entry => entry.Subject.StartsWith("adr_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_differs_in_case_spaces_accents_or_in_whom_to_ask_for_is_the_same()
    {
        await _hub.Do.ImportAsync(_store, Order("1", 1, Home, Home with { Name = "Somebody else", Company = "Rey Ltd", Phone = "1", Line1 = "STRASSE  1" }));
        await _hub.Do.ImportAsync(_store, Order("2", 2, Home with { City = "Lubeck " }, null));
        Assert.Equal(["Straße 1"], (await BookAsync()).Select(kept => kept.Address.Line1));
        await _hub.Do.ImportAsync(_store, Order("3", 3, Home with { PostalCode = "23553" }, null));
        Assert.Equal(2, (await BookAsync()).Count);
    }

    [Fact]
    public async Task What_people_entered_is_not_added_and_what_they_removed_or_corrected_does_not_come_back()
    {
        await _hub.Do.ImportAsync(_store, Order("1", 1, null, null));
        var id = (await CustomerAsync()).Id;
        await _hub.Do.Addresses.CreateAsync(id, "Home", Home with { City = "LÜBECK" }, billing: true, shipping: false, Ann, default);
        await _hub.Do.ImportAsync(_store, Order("1", 2, Home, Office));
        Assert.Equal(["Straße 1", "Quay 2"], (await BookAsync()).Select(kept => kept.Address.Line1));

        var office = (await BookAsync())[1];
        await _hub.Do.Addresses.DeleteAsync(id, office.Id, _ => true, Ann, default);
        await _hub.Do.Addresses.ChangeAsync(id, (await BookAsync())[0].Id, kept => kept with { Address = kept.Address with { Line1 = "Straße 10" } }, null, null, _ => true, Ann, default);
        await _hub.Do.ImportAsync(_store, Order("1", 3, Home, Office));
        await _hub.Do.ImportAsync(_store, Order("2", 4, Office, Home));
        Assert.Equal(["Straße 10"], (await BookAsync()).Select(kept => kept.Address.Line1));
    }

    [Fact]
    public async Task Where_there_are_addresses_a_store_leaves_the_defaults_as_people_left_them()
    {
        await _hub.Do.ImportAsync(_store, Order("1", 1, Home, null));
        var customer = await CustomerAsync();
        await _hub.Do.Addresses.ChangeAsync(customer.Id, customer.DefaultBillingId!, kept => kept, billing: false, shipping: false, _ => true, Ann, default);
        await _hub.Do.ImportAsync(_store, Order("2", 2, Office, Office));
        Assert.Equal((null, null, 2), ((await CustomerAsync()).DefaultBillingId, (await CustomerAsync()).DefaultShippingId, (await BookAsync()).Count));
    }

    [Fact]
    public async Task A_customer_who_changes_at_the_store_brings_its_address_and_a_version_that_is_old_as_well()
    {
        await _hub.Do.ImportAsync(_store, Order("1", 5, null, null));
        await _hub.Do.StoreCustomers.RunAsync(_store, Registered("7", "a@example.com") with { Address = Home }, Start.AddMinutes(6), default);
        await _hub.Do.ImportAsync(_store, Order("1", 4, Office, null));
        Assert.Equal(["Straße 1", "Quay 2"], (await BookAsync()).Select(kept => kept.Address.Line1));
    }

    [Fact]
    public async Task Delivered_many_times_at_once_each_is_there_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => _hub.Do.ImportAsync(_store, Order($"{i % 4}", i, i % 2 == 0 ? Home : Office, i % 3 == 0 ? Office : Home)))));
        Assert.Equal(["Quay 2", "Straße 1"], (await BookAsync()).Select(kept => kept.Address.Line1).Order(StringComparer.Ordinal));
        Assert.Equal(2, (await CustomerAsync()).Counts.Addresses);
    }

    [Fact]
    public async Task An_address_that_is_known_is_not_looked_for_again()
    {
        var watched = new FaultyStore(_hub.Documents);
        var over = _hub.Over(watched);
        foreach (var (order, billing) in new[] { ("1", Home), ("2", Home), ("2", Office), ("3", Office), ("4", Home) })
            await over.ImportAsync(_store, Order(order, watched.Commits, billing, billing));
        Assert.Single(watched.Queries, query => query.Type == CustomerAddress.Type);
    }

    [Fact]
    public async Task Nobody_in_particular_has_none_and_neither_have_guests_who_share_a_customer()
    {
        await _hub.Do.ImportAsync(_store, Order("1", 1, Home, Office) with { Customer = null });
        await _hub.Do.ImportAsync(_store, Order("2", 1, Home, Office) with { Customer = new() { FirstName = "Somebody" } });
        var shared = (await _hub.Do.Create().RunAsync(Profile(), null, Ann, default)).Value;
        var sharing = _store with { GuestPolicy = GuestPolicy.OneCustomer, Defaults = new() { CustomerId = shared.Id } };
        for (var at = 1; at < 3; at++) await _hub.Do.ImportAsync(sharing, Order("3", 1, Home, Office) with { Customer = Guest("g@example.com") });
        Assert.Empty(await BookAsync());
        await _hub.Do.ImportAsync(_store, Order("4", 1, Home, null) with { Customer = Guest("own@example.com") });
        Assert.Single(await BookAsync());
    }

    [Fact]
    public async Task Stores_bring_fifty_at_most_and_nothing_that_people_could_not_keep()
    {
        await _hub.Do.ImportAsync(_store, Order("0", 0, new() { Name = "No place", Country = "DE" }, Home with { City = new string('x', 201) }));
        Assert.Empty(await BookAsync());
        for (var i = 1; i <= 52; i++) await _hub.Do.ImportAsync(_store, Order($"{i}", i, Home with { Line1 = $"Straße {i}" }, null));
        Assert.Equal(50, (await BookAsync()).Count);
        Assert.Equal(53, (await CustomerAsync()).Counts.Orders);
    }

    [Fact]
    public async Task Of_a_redacted_person_no_address_is_kept_and_nothing_that_would_tell_one()
    {
        await _hub.Do.ImportAsync(_store, Order("1", 1, Home, null));
        await _hub.Do.Redact.RunAsync((await CustomerAsync()).Id, Ann, default);
        await _hub.Do.ImportAsync(_store, Order("1", 2, Home, Office));
        Assert.Equal(["[redacted]"], (await BookAsync()).Select(kept => kept.Address.Line1));
        Assert.Empty((await CustomerAsync()).ToldAddresses);
    }

    private static StoreOrder Order(string id, int at, Address? billing, Address? shipping) =>
        Version(id, at, Registered("7", "a@example.com")) with { BillingAddress = billing, ShippingAddress = shipping };

    private async Task<Customer> CustomerAsync() => Assert.Single(await _hub.AllAsync(CustomerDocuments.Type));

    /// <summary>Of all customers, in the order in which they came.</summary>
    private async Task<IReadOnlyList<CustomerAddress>> BookAsync()
    {
        List<CustomerAddress> all = [];
        foreach (var customer in await _hub.AllAsync(CustomerDocuments.Type)) all.AddRange(await _hub.AllAsync(CustomerAddress.Type, customer.Id.Value));
        return all;
    }

    private async Task<string?> LineAsync(string? id) => (await BookAsync()).SingleOrDefault(kept => kept.Id == id)?.Address.Line1;
}
