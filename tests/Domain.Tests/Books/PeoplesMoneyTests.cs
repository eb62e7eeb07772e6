using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Identity;
using Customers.Domain.Stores;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Books;

/// <summary>A transfer of 100.00 that somebody entered settles a store's order, and then the store tells of the order anew.</summary>
public sealed class PeoplesMoneyTests : IDisposable
{
    private readonly Setup.Hub _hub = new();
    private readonly Store _store = Store();

    [Theory]
    [InlineData("raised", 150, 0, 0, "EUR", "100.00 50.00", "50.00", "0.00")]
    [InlineData("told again", 100, 0, 0, "EUR", "100.00 0.00", "0.00", "0.00")]
    [InlineData("lowered", 60, 0, 0, "EUR", "60.00 0.00", "0.00", "40.00")]
    [InlineData("cancelled", 0, 0, 0, "EUR", "0.00 0.00", "0.00", "100.00")]
    [InlineData("paid in the store as well", 100, 100, 0, "EUR", "100.00 0.00", "0.00", "100.00")]
    [InlineData("paid there in part", 100, 30, 0, "EUR", "100.00 0.00", "0.00", "30.00")]
    [InlineData("refunded in part", 70, 0, 30, "EUR", "70.00 0.00", "0.00", "30.00")]
    [InlineData("billed in another currency", 80, 0, 0, "USD", "0.00 80.00", "0.00", "100.00")]
    public async Task What_the_store_needs_no_more_is_free_again(string what, long billed, long paid, long refunded, string currency, string order, string due, string free)
    {
        var customer = await PaidByHandAsync();
        await _hub.Do.ImportAsync(_store, Version("1", 2, Registered("b"), billed * 100, paid * 100, refunded * 100, currency));
        var after = (await _hub.OrderAsync(_store, "1"))!;
        Assert.Equal(order, $"{after.Paid} {after.Remaining}");
        await AssertFreeAsync(customer, due, free);
        if (free == "0.00") return;
        var invoice = await BooksOf().Invoices.RunAsync(customer, new(OrderDeeds.Sale(new(default, 0, 1, 1, 0, false, false))), Ann, default);
        Assert.True(invoice.Value.Open.IsZero, $"{what}: it does not settle the next invoice.");
        (await KeptBooks.ReadAsync(_hub.Documents, customer)).AssertSound();
    }

    [Fact]
    public async Task What_was_settled_in_the_old_currency_never_comes_back()
    {
        var customer = await PaidByHandAsync();
        foreach (var (at, currency) in new[] { (2, "USD"), (3, "EUR"), (4, "USD") }) await _hub.Do.ImportAsync(_store, Version("1", at, Registered("b"), at * 1000, paid: 500, refunded: 200, currency: currency));
        var order = (await _hub.OrderAsync(_store, "1"))!;
        Assert.Equal(("USD", "5.00 35.00"), (order.Currency.Code, $"{order.Paid} {order.Remaining}"));
        Assert.All(order.Posted.Postings, posting => Assert.Equal("USD", posting.Total.Currency.Code));
        await AssertFreeAsync(customer, "0.00", "100.00");
    }

    [Fact]
    public async Task An_order_that_is_deleted_or_goes_to_another_customer_leaves_it_behind()
    {
        var customer = await PaidByHandAsync();
        await _hub.Do.ImportAsync(_store, Version("1", 2, Registered("other"), 10_000));
        await AssertFreeAsync(customer, "0.00", "100.00");
        var other = (await _hub.OrderAsync(_store, "1"))!.CustomerId;
        Assert.NotEqual(customer, other);
        await PayAsync(other);
        await _hub.Do.Deletions.RunAsync(_store, "1", Start.AddMinutes(3), default);
        await AssertFreeAsync(other, "0.00", "100.00");
    }

    public void Dispose() => _hub.Dispose();

    private async Task<CustomerId> PaidByHandAsync()
    {
        await _hub.Do.SetAsync(settings => settings with { AllowPartialPayments = true });
        await _hub.Do.ImportAsync(_store, Version("1", 1, Registered("b"), 10_000));
        var customer = (await _hub.OrderAsync(_store, "1"))!.CustomerId;
        await PayAsync(customer);
        Assert.Equal(10_000, (await _hub.OrderAsync(_store, "1"))!.Paid.Minor);
        return customer;
    }

    private async Task PayAsync(CustomerId customer) =>
        Assert.Null((await BooksOf().Payments.RunAsync(customer, new(Euros(10_000), "bank", null, null, null, [], AutoAllocate: true, null), Ann, default)).Refusal);

    private async Task AssertFreeAsync(CustomerId customer, string due, string free)
    {
        var books = await KeptBooks.ReadAsync(_hub.Documents, customer);
        books.AssertSound();
        var payment = books.Of(PostingKind.Payment).Single(p => !p.OfStore);
        Assert.Equal((due, free), ($"{new Money(books.Account.AmountDue("EUR"), Eur)}", $"{payment.Open}"));
        Assert.All(books.Postings.Where(p => p.OfStore && p.IsCredit), credit => Assert.True(credit.Open.IsZero, $"{credit.Number} is stranded."));
        if (free != "0.00") Assert.Contains(await _hub.AllAsync(History.HistoryEntry.Type, customer.Value), entry => entry.Subject == payment.Id && entry.Action == "allocated");
    }

    private Bookkeeping BooksOf() => new(_hub.Do, _hub.Documents, new(), _hub.Do.Ids, _hub.Clock);
}
