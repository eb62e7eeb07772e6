using Customers.Domain.Claims;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Stores;

/// <summary>A person deletes a customer while a store tells of its very first order.</summary>
public sealed class DeletionRaceTests : IDisposable
{
    private readonly Hub _hub = new();
    private readonly Store _store = Store();

    public void Dispose() => _hub.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_first_order_of_a_customer_just_deleted_makes_another_whom_its_email_leads_to(bool claimsReleased)
    {
        var deleted = await CreateAsync();
        var importing = JustBefore(Containers.Customers, () => DeleteAsync(deleted, claimsReleased));
        await importing.ImportAsync(_store, Version("1", 1, Registered("7", "ann@example.com")));

        await AssertOneCustomerAsync(deleted);
    }

    [Fact]
    public async Task So_does_one_that_found_the_customer_by_a_claim_never_released()
    {
        var deleted = await CreateAsync();
        await DeleteAsync(deleted, claimsReleased: false);
        await _hub.Do.ImportAsync(_store, Version("1", 1, Registered("7", "ann@example.com")));

        await AssertOneCustomerAsync(deleted);
    }

    [Fact]
    public async Task A_customer_told_of_while_it_is_deleted_is_made_anew()
    {
        var deleted = await CreateAsync();
        var importing = JustBefore(Containers.Customers, () => DeleteAsync(deleted, claimsReleased: false));
        await importing.StoreCustomers.RunAsync(_store, Registered("7", "ann@example.com"), Start, default);
        await _hub.Do.ImportAsync(_store, Version("1", 1, Registered("7", "ann@example.com")));

        await AssertOneCustomerAsync(deleted);
    }

    [Fact]
    public async Task Orders_of_guests_whose_common_customer_was_deleted_go_by_their_emails()
    {
        var deleted = await CreateAsync();
        var store = _store with { GuestPolicy = GuestPolicy.OneCustomer, Defaults = new() { CustomerId = deleted } };
        await DeleteAsync(deleted, claimsReleased: true);
        await _hub.Do.ImportAsync(store, Version("1", 1, Guest("g@example.com")));
        await _hub.Do.ImportAsync(store, Version("2", 1, Guest("g@example.com")));

        Assert.Equal(20_000, Assert.Single(await _hub.AllAsync(CustomerDocuments.Type)).Account.Owed(Eur).Minor);
    }

    [Fact]
    public async Task A_customer_with_a_first_order_is_not_deleted()
    {
        var id = await CreateAsync();
        var deleting = JustBefore(Containers.Customers, () => _hub.Do.ImportAsync(_store, Version("1", 1, Registered("7", "ann@example.com"))));

        Assert.Equal("customer-has-documents", (await deleting.Delete.RunAsync(id, _ => true, Ann, default)).Refusal?.Code);
        Assert.Equal(id, (await _hub.OrderAsync(_store, "1"))!.CustomerId);
    }

    private async Task<CustomerId> CreateAsync()
    {
        var made = await _hub.Do.Create().RunAsync(Profile() with { Channel = Channel.D2c, Email = "ann@example.com" }, null, Ann, default);
        return made.Value.Id;
    }

    /// <param name="claimsReleased">Else the deletion breaks off before the claims.</param>
    private async Task DeleteAsync(CustomerId id, bool claimsReleased)
    {
        var delete = claimsReleased ? _hub.Do.Delete : JustBefore(Containers.Claims, () => throw new StoreUnavailableException("broken by the test")).Delete;
        Assert.Null((await delete.RunAsync(id, _ => true, Ann, default)).Refusal);
        _hub.Clock.Advance(Claim.Patience);
    }

    private async Task AssertOneCustomerAsync(CustomerId deleted)
    {
        await _hub.Do.ImportAsync(_store, Version("2", 1, Guest("ann@example.com")));
        await _hub.Do.ImportAsync(_store, Version("3", 1, Registered("7", "ann@example.com")));
        var customer = Assert.Single(await _hub.AllAsync(CustomerDocuments.Type));
        Assert.NotEqual(deleted, customer.Id);
        foreach (var claim in new[] { Claim.OfEmail("ann@example.com"), Claim.OfStoreCustomer(_store.Id, "7"), Claim.OfRef(customer.Ref) })
            Assert.Equal(customer.Id, (await _hub.FindAsync(Claim.Type, claim, claim))?.CustomerId);
    }

    private UseCases JustBefore(string container, Func<Task> meanwhile)
    {
        var done = false;
        return _hub.Over(new FaultyStore(_hub.Documents)
        {
            Before = async (_, commit) =>
            {
                if (done || commit.Container != container) return;
                done = true;
                await meanwhile();
            },
        });
    }
}
