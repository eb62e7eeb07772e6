using Customers.Domain.Customers;
using Customers.Domain.History;
using Customers.Domain.Stores;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Stores;

public sealed class ImportCustomerTests : IDisposable
{
    private readonly Hub _hub = new();
    private readonly Store _store = Store();

    public void Dispose() => _hub.Dispose();

    [Fact]
    public async Task What_is_told_later_is_taken_and_what_is_older_is_not()
    {
        await TellAsync(Registered("7", "a@example.com"), 5);
        await TellAsync(Registered("7", "a@example.com") with { Company = "Rey Ltd", Phone = "2" }, 6);
        await TellAsync(Registered("7", "a@example.com") with { FirstName = "Old", Phone = "1" }, 4);

        var customer = Assert.Single(await _hub.AllAsync(CustomerDocuments.Type));
        Assert.Equal(("Rey Ltd", CustomerKind.Business, "2", Start.AddMinutes(6)), (customer.Profile.Name, customer.Profile.Kind, customer.Profile.Phone, customer.ToldAt));
        Assert.Equal(["imported", "updated"], await ActionsAsync(customer));
    }

    [Fact]
    public async Task The_same_told_again_later_is_no_change()
    {
        await TellAsync(Registered("7", "a@example.com"), 5);
        await TellAsync(Registered("7", "a@example.com"), 6);

        var customer = Assert.Single(await _hub.AllAsync(CustomerDocuments.Type));
        Assert.Equal(["imported"], await ActionsAsync(customer));
    }

    [Fact]
    public async Task A_customer_the_store_deleted_is_inactive_and_its_link_gone()
    {
        await TellAsync(Registered("7", "a@example.com"), 5);
        for (var times = 0; times < 2; times++) await _hub.Do.StoreCustomers.UnlinkAsync(_store, "7", default);

        var customer = Assert.Single(await _hub.AllAsync(CustomerDocuments.Type));
        Assert.Equal((CustomerStatus.Inactive, 0), (customer.Profile.Status, customer.ExternalIds.Count));
        Assert.Null(await _hub.Do.Find.FindLinkedAsync(_store, "7", default));
        Assert.Equal(["imported", "unlinked"], await ActionsAsync(customer));

        await _hub.Do.ImportAsync(_store, Version("1", 7, Guest("a@example.com")));
        Assert.Equal(10_000, (await _hub.CustomerAsync(customer.Id)).Account.Owed(Eur).Minor);
    }

    [Fact]
    public async Task A_guest_is_named_by_what_the_store_tells()
    {
        await _hub.Do.ImportAsync(_store, Version("1", 1, new() { Email = "only@example.com" }));
        await _hub.Do.ImportAsync(_store, Version("2", 1, buyer: null));
        await TellAsync(new() { ExternalId = "7", FirstName = new string('x', 199) + "👗" }, 1);

        Assert.Equal(["Order #2", "only@example.com", new string('x', 199)], (await _hub.AllAsync(CustomerDocuments.Type)).Select(c => c.Profile.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_customer_told_of_many_times_at_once_is_one()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => TellAsync(Registered($"{i % 3}", "a@example.com"), i))));
        Assert.Equal(3, Assert.Single(await _hub.AllAsync(CustomerDocuments.Type)).ExternalIds.Count);
    }

    private Task<ImportedCustomer> TellAsync(StoreCustomer who, int at) => _hub.Do.StoreCustomers.RunAsync(_store, who, Start.AddMinutes(at), default);

    private async Task<IEnumerable<string>> ActionsAsync(Customer customer) => (await _hub.AllAsync(HistoryEntry.Type, customer.Id.Value)).Select(entry => entry.Action).Order(StringComparer.Ordinal);
}
