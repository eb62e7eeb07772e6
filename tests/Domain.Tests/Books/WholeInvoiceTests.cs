using Customers.Domain.Accounts;
using Customers.Domain.Identity;
using Customers.Domain.Sales;
using Customers.Domain.Amounts;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Books;

/// <summary>Invoices must be paid in full, and there are more documents than one commit looks at.</summary>
public sealed class WholeInvoiceTests : IDisposable
{
    private const int Many = 45;
    private readonly Setup.Hub _hub = new();
    private readonly Bookkeeping _books;
    private CustomerId _customer;

    public WholeInvoiceTests() => _books = new(_hub.Do, _hub.Documents, new(), _hub.Do.Ids, _hub.Clock);

    [Fact]
    public async Task Money_that_pays_a_later_invoice_is_not_kept_from_it_by_many_larger_ones()
    {
        await SetAsync();
        for (var i = 0; i < Many; i++) await InvoiceAsync(100);
        foreach (var small in new[] { 30, 31, 5 }) await InvoiceAsync(small);
        await PayAsync(40);
        Assert.Equal([5, 30], await PaidAsync());
        await PayAsync(99); // with what is left, one of 100.00 is paid as well, the oldest
        Assert.Equal([5, 30, 100], await PaidAsync());
        await AssertSoundAsync(unallocated: 4);
    }

    [Fact]
    public async Task Many_small_payments_pay_an_invoice_once_they_come_to_it()
    {
        await SetAsync();
        await InvoiceAsync(10 * Many);
        for (var i = 1; i < Many; i++) await PayAsync(10);
        Assert.Empty(await PaidAsync());
        await PayAsync(15);
        Assert.Equal([10 * Many], await PaidAsync());
        await AssertSoundAsync(unallocated: 5);
    }

    public void Dispose() => _hub.Dispose();

    private async Task SetAsync() => _customer = (await _hub.Do.Create().RunAsync(Profile() with { AllowPartialPayments = false }, null, Ann, default)).Value.Id;

    private async Task InvoiceAsync(int euros) => Assert.Null((await _books.Invoices.RunAsync(_customer, new(new()
    {
        Currency = Eur, Terms = terms => terms, Lines = [new(null, null, "Thing", 1, UnitPrice.TryFromUnits(euros, Eur, out var price) ? price : null)],
    }), Ann, default)).Refusal);

    private async Task PayAsync(int euros) => Assert.Null((await _books.Payments.RunAsync(_customer, new(Euros(euros * 100), "bank", null, null, null, [], AutoAllocate: true, null), Ann, default)).Refusal);

    private async Task<IEnumerable<int>> PaidAsync()
    {
        var invoices = (await _hub.AllAsync(Posting.Type, _customer.Value)).Where(p => p.Kind == PostingKind.Invoice).ToList();
        Assert.All(invoices, invoice => Assert.True(invoice.Open.IsZero || invoice.Settled.IsZero));
        return invoices.Where(invoice => invoice.Open.IsZero).Select(invoice => (int)invoice.Total.Units).Order();
    }

    private async Task AssertSoundAsync(int unallocated)
    {
        var books = await KeptBooks.ReadAsync(_hub.Documents, _customer);
        books.AssertSound();
        Assert.Equal(unallocated * 100, books.Account.BalanceIn(Eur).Unallocated);
    }
}
