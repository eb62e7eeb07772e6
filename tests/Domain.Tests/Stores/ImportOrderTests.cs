using Customers.Domain.Accounts;
using Customers.Domain.Customers;
using Customers.Domain.History;
using Customers.Domain.Orders;
using Customers.Domain.Stores;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Stores;

public sealed class ImportOrderTests : IDisposable
{
    private readonly Hub _hub = new();
    private readonly Store _store = Store();

    public void Dispose() => _hub.Dispose();

    [Fact]
    public async Task A_first_order_makes_its_customer()
    {
        var imported = await _hub.Do.ImportAsync(_store, Version("1", 0, Registered("7", "rey@example.com"), billed: 10_000, paid: 4_000));

        Assert.Equal(new Imported(ImportResult.Created, Customer: ImportResult.Created), imported);
        var customer = Assert.Single(await _hub.AllAsync(CustomerDocuments.Type));
        Assert.Equal(("CU1000", "Rey 7", "rey@example.com", Channel.D2c), (customer.Ref, customer.Profile.Name, customer.Profile.Email, customer.Profile.Channel));
        Assert.Equal((6_000L, 6_000L, 0L), Figures(customer));
        Assert.Equal("7", Assert.Single(customer.ExternalIds).ExternalId);
        var order = (await _hub.OrderAsync(_store, "1"))!;
        Assert.Equal((10_000L, 4_000L), (order.Invoiced.Minor, order.Paid.Minor));
        Assert.Equal(2, (await _hub.AllAsync(Posting.Type, customer.Id.Value)).Count);
        Assert.Equal("imported", Assert.Single(await _hub.AllAsync(HistoryEntry.Type, customer.Id.Value)).Action);
    }

    [Fact]
    public async Task A_second_delivery_changes_nothing()
    {
        await _hub.Do.ImportAsync(_store, Version("1", 0, Guest("g@example.com"), paid: 10_000));
        var before = (await _hub.AllAsync(CustomerDocuments.Type))[0];

        Assert.Equal(new Imported(ImportResult.Unchanged), await _hub.Do.ImportAsync(_store, Version("1", 0, Guest("g@example.com"), paid: 10_000)));

        Assert.Equal((before.RecordVersion, before.Account.Version), ((await _hub.CustomerAsync(before.Id)).RecordVersion, (await _hub.CustomerAsync(before.Id)).Account.Version));
        Assert.Equal(2, (await _hub.AllAsync(Posting.Type, before.Id.Value)).Count);
    }

    [Fact]
    public async Task An_older_version_changes_nothing()
    {
        await _hub.Do.ImportAsync(_store, Version("1", 5, Guest("g@example.com"), paid: 10_000));

        Assert.Equal(ImportResult.Unchanged, (await _hub.Do.ImportAsync(_store, Version("1", 4, Guest("g@example.com")))).Order);

        Assert.Equal((0L, 0L, 0L), await FiguresOf("1"));
    }

    [Fact]
    public async Task Of_two_pushes_of_one_time_the_greater_hash_holds_until_the_store_is_read()
    {
        StoreOrder[] two = [Version("1", 5, Guest("g@example.com"), billed: 100), Version("1", 5, Guest("g@example.com"), billed: 200)];
        Array.Sort(two, (a, b) => string.CompareOrdinal(a.ContentHash(), b.ContentHash()));

        await _hub.Do.ImportAsync(_store, two[0]);
        var greater = await _hub.Do.ImportAsync(_store, two[1]);
        var smaller = await _hub.Do.ImportAsync(_store, two[0]);
        Assert.Equal((ImportResult.Updated, true, ImportResult.Unchanged, true), (greater.Order, greater.ReadAgain, smaller.Order, smaller.ReadAgain));
        Assert.Equal(two[1].Billed, (await _hub.OrderAsync(_store, "1"))!.Invoiced);

        var read = await _hub.Do.Orders.RunAsync(_store, two[0], readAt: Start.AddHours(1), default);
        Assert.Equal(new Imported(ImportResult.Updated), read);
        Assert.Equal(two[0].Billed, (await _hub.OrderAsync(_store, "1"))!.Invoiced);
    }

    [Fact]
    public async Task A_guest_who_registers_later_is_the_same_customer()
    {
        await _hub.Do.ImportAsync(_store, Version("1", 0, Guest("Gus@Example.com")));
        await _hub.Do.ImportAsync(_store, Version("2", 1, Registered("7", "gus@example.com")));
        await _hub.Do.ImportAsync(_store, Version("3", 2, Registered("8", "gus@example.com")));

        var customer = Assert.Single(await _hub.AllAsync(CustomerDocuments.Type));
        Assert.Equal(["7", "8"], customer.ExternalIds.Select(link => link.ExternalId));
        Assert.Equal(30_000, customer.Account.Owed(Eur).Minor);
    }

    [Fact]
    public async Task An_order_without_a_buyer_has_a_customer_of_its_own_who_becomes_the_buyer_once_told()
    {
        await _hub.Do.ImportAsync(_store, Version("1", 0, buyer: null));
        await _hub.Do.ImportAsync(_store, Version("2", 0, buyer: null));
        Assert.Equal(2, (await _hub.AllAsync(CustomerDocuments.Type)).Count);

        await _hub.Do.ImportAsync(_store, Version("1", 1, Registered("7", "rey@example.com")));

        Assert.Equal(2, (await _hub.AllAsync(CustomerDocuments.Type)).Count);
        var order = (await _hub.OrderAsync(_store, "1"))!;
        Assert.Equal("Rey 7", (await _hub.CustomerAsync(order.CustomerId)).Profile.Name);
    }

    [Fact]
    public async Task An_order_whose_buyer_changes_moves_with_its_money()
    {
        await _hub.Do.ImportAsync(_store, Version("1", 0, Guest("g@example.com"), paid: 2_500));
        var first = (await _hub.OrderAsync(_store, "1"))!;

        await _hub.Do.ImportAsync(_store, Version("1", 1, Registered("7"), paid: 4_000));

        var moved = (await _hub.OrderAsync(_store, "1"))!;
        Assert.NotEqual(first.CustomerId, moved.CustomerId);
        Assert.Equal((6_000L, 6_000L, 0L), Figures(await _hub.CustomerAsync(moved.CustomerId)));
        Assert.Equal((0L, 0L, 0L), Figures(await _hub.CustomerAsync(first.CustomerId)));
        var stub = (await _hub.FindAsync(Order.Type, first.CustomerId.Value, first.Id))!;
        Assert.Equal((moved.CustomerId, 0L, 0L), (stub.MovedTo!.Value, stub.Invoiced.Minor, stub.Paid.Minor));
        Assert.Empty((await _hub.ClaimAsync(_store, "1"))!.ToReverse);
    }

    [Fact]
    public async Task An_order_may_come_back_to_its_first_buyer()
    {
        foreach (var (at, buyer) in new[] { (0, Guest("g@example.com")), (1, Registered("7")), (2, Guest("g@example.com")), (3, Registered("7")), (4, Guest("g@example.com")) })
            await _hub.Do.ImportAsync(_store, Version("1", at, buyer, paid: at));

        var alive = (await _hub.AllAsync(Order.Type)).Where(o => o.MovedTo is null);
        Assert.Equal(4, Assert.Single(alive).Paid.Minor);
        Assert.Equal(9_996, (await _hub.AllAsync(CustomerDocuments.Type)).Sum(c => c.Account.Owed(Eur).Minor));
    }

    [Fact]
    public async Task A_deleted_order_owes_nothing_until_a_newer_version_revives_it()
    {
        await _hub.Do.ImportAsync(_store, Version("1", 0, Guest("g@example.com"), paid: 4_000));
        await _hub.Do.Deletions.RunAsync(_store, "1", Start.AddMinutes(5), default);
        Assert.Equal((0L, 0L, 0L), await FiguresOf("1"));
        Assert.Equal((true, OrderStatus.Cancelled), await StateOf("1"));

        await _hub.Do.ImportAsync(_store, Version("1", 4, Guest("g@example.com"), paid: 1_000));
        Assert.Equal((0L, 0L, 0L), await FiguresOf("1"));
        Assert.Equal((true, OrderStatus.Cancelled), await StateOf("1"));

        await _hub.Do.ImportAsync(_store, Version("1", 6, Guest("g@example.com"), paid: 1_000));
        Assert.Equal((9_000L, 9_000L, 0L), await FiguresOf("1"));
        Assert.Equal((false, OrderStatus.Confirmed), await StateOf("1"));
    }

    [Fact]
    public async Task A_deletion_that_comes_before_its_order_still_counts()
    {
        await _hub.Do.Deletions.RunAsync(_store, "1", Start.AddMinutes(5), default);
        await _hub.Do.ImportAsync(_store, Version("1", 4, Guest("g@example.com"), paid: 4_000));

        Assert.Equal((0L, 0L, 0L), await FiguresOf("1"));
        Assert.Equal((true, OrderStatus.Cancelled), await StateOf("1"));
    }

    [Fact]
    public async Task An_order_taken_out_of_the_trash_counts_again()
    {
        await _hub.Do.ImportAsync(_store, Version("1", 4, Guest("g@example.com")));
        await _hub.Do.Deletions.RunAsync(_store, "1", Start.AddMinutes(5), default);
        await _hub.Do.Deletions.RestoreAsync(_store, "1", Start.AddMinutes(6), default);
        await _hub.Do.ImportAsync(_store, Version("1", 4, Guest("g@example.com")));
        Assert.Equal((10_000L, 10_000L, 0L), await FiguresOf("1"));

        await _hub.Do.Deletions.RunAsync(_store, "1", Start.AddMinutes(8), default);
        await _hub.Do.Deletions.RestoreAsync(_store, "1", Start.AddMinutes(7), default);
        await _hub.Do.ImportAsync(_store, Version("1", 4, Guest("g@example.com")));
        Assert.Equal((0L, 0L, 0L), await FiguresOf("1"));
    }

    [Theory]
    [InlineData(5.5, 0, true)] // its search still shows what is gone
    [InlineData(15, 10_000, false)]
    public async Task An_order_that_the_store_shows_a_while_after_its_deletion_was_told_is_not_deleted(double readAfter, long owed, bool deleted)
    {
        await _hub.Do.ImportAsync(_store, Version("1", 4, Guest("g@example.com")));
        await _hub.Do.Deletions.RunAsync(_store, "1", Start.AddMinutes(5), default);
        await _hub.Do.Orders.RunAsync(_store, Version("1", 4, Guest("g@example.com")), readAt: Start.AddMinutes(readAfter), default);
        Assert.Equal((owed, owed, 0L), await FiguresOf("1"));
        Assert.Equal(deleted, (await StateOf("1")).Deleted);

        await _hub.Do.ImportAsync(_store, Version("1", 4, Guest("g@example.com")));
        Assert.Equal(owed, (await FiguresOf("1")).Owed);
    }

    [Fact]
    public async Task An_order_may_change_its_currency()
    {
        await _hub.Do.ImportAsync(_store, Version("1", 0, Guest("g@example.com"), paid: 4_000));
        await _hub.Do.ImportAsync(_store, Version("1", 1, Guest("g@example.com"), billed: 7_000, paid: 1_000, refunded: 500, currency: "USD"));

        var order = (await _hub.OrderAsync(_store, "1"))!;
        var account = (await _hub.CustomerAsync(order.CustomerId)).Account;
        Assert.Equal((7_000L, 1_000L), (order.Invoiced.Minor, order.Paid.Minor));
        Assert.Equal((0L, 6_000L), (account.Owed(Eur).Minor, account.BalanceIn(order.Currency).Owed));
    }

    [Fact]
    public async Task A_refund_raises_credited_and_refunded()
    {
        await _hub.Do.ImportAsync(_store, Version("1", 0, Guest("g@example.com"), paid: 10_000));
        await _hub.Do.ImportAsync(_store, Version("1", 1, Guest("g@example.com"), billed: 7_000, paid: 7_000, refunded: 3_000));

        var balance = Assert.Single(Assert.Single(await _hub.AllAsync(CustomerDocuments.Type)).Account.Balances);
        Assert.Equal((10_000L, 3_000L, 10_000L, 3_000L), (balance.Invoiced, balance.Credited, balance.Paid, balance.Refunded));
    }

    private static (long Owed, long Due, long Unallocated) Figures(Customer customer) =>
        (customer.Account.Owed(Eur).Minor, customer.Account.AmountDue("EUR"), customer.Account.BalanceIn(Eur).Unallocated);

    private async Task<(long Owed, long Due, long Unallocated)> FiguresOf(string order) => Figures(await _hub.CustomerAsync((await _hub.OrderAsync(_store, order))!.CustomerId));

    private async Task<(bool Deleted, OrderStatus Status)> StateOf(string order)
    {
        var found = (await _hub.OrderAsync(_store, order))!;
        return (found.Deleted, found.Status);
    }
}
