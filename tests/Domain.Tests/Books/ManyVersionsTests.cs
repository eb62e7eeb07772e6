using Customers.Domain.Amounts;
using Customers.Domain.Documents;
using Customers.Domain.Stores;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Books;

/// <summary>A store raised an order so often that what then happens to it touches more documents than a commit holds.</summary>
public sealed class ManyVersionsTests : IDisposable
{
    private const int Many = 110;
    private readonly Setup.Hub _hub = new();
    private readonly Store _store = Store();

    [Fact]
    public async Task An_order_of_many_invoices_is_paid_refunded_billed_in_another_currency_and_deleted()
    {
        for (var i = 1; i <= Many; i++) await TellAsync(i, billed: i * 100);
        var cut = new FaultyStore(_hub.Documents) { After = (_, _) => throw new StoreUnavailableException("broken by the test") };
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _hub.Over(cut).ImportAsync(_store, Version("1", Many + 1, Registered("b"), Many * 100, Many * 100)));
        await AssertAsync("110.00 55.00 55.00");
        await TellAsync(Many + 1, billed: Many * 100, paid: Many * 100);
        await AssertAsync("110.00 110.00 0.00");
        await TellAsync(Many + 2, billed: 0, paid: 0, refunded: Many * 100);
        await AssertAsync("0.00 0.00 0.00");
        for (var i = 1; i <= Many; i++) await TellAsync(Many + 2 + i, billed: i * 100, refunded: Many * 100);
        await AssertAsync("110.00 0.00 110.00");
        await TellAsync(1000, billed: 700, currency: "USD");
        await AssertAsync("7.00 0.00 7.00");
        await _hub.Do.Deletions.RunAsync(_store, "1", Start.AddMinutes(1001), default);
        await AssertAsync("0.00 0.00 0.00");
    }

    public void Dispose() => _hub.Dispose();

    private Task<Imported> TellAsync(int at, long billed, long paid = 0, long refunded = 0, string currency = "EUR") =>
        _hub.Do.ImportAsync(_store, Version("1", at, Registered("b"), billed, paid, refunded, currency));

    private async Task AssertAsync(string figures)
    {
        var order = (await _hub.OrderAsync(_store, "1"))!;
        var account = (await _hub.CustomerAsync(order.CustomerId)).Account;
        Assert.Equal(figures, $"{order.Invoiced} {order.Paid} {new Money(account.AmountDue(order.Currency.Code), order.Currency)}");
        (await KeptBooks.ReadAsync(_hub.Documents, order.CustomerId)).AssertSound();
    }
}
