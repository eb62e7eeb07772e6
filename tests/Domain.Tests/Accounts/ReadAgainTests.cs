using Customers.Domain.Accounts;
using Customers.Domain.Customers;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Accounts;

/// <summary>A decision reads the customer first and documents later: they need not be of one moment.</summary>
public sealed class ReadAgainTests : IDisposable
{
    private readonly Setup.Hub _hub = new();

    [Fact]
    public async Task Documents_that_are_newer_than_the_account_are_read_again_with_it()
    {
        var (customer, runs) = ((await _hub.Do.Create().RunAsync(Profile(), null, Ann, default)).Value.Id, 0);
        var settled = await PayAsync(customer, async _ => runs++ == 0 ? await InvoiceAsync(customer) : (await _hub.AllAsync(Posting.Type, customer.Value)).Single());
        Assert.Equal((2, true), (runs, settled.Value.Open.IsZero));
    }

    [Fact]
    public async Task Documents_that_the_account_does_not_know_for_good_are_a_fault()
    {
        var customer = (await _hub.Do.Create().RunAsync(Profile(), null, Ann, default)).Value.Id;
        await Assert.ThrowsAsync<BooksDisagreeException>(() => PayAsync(customer, at => Task.FromResult(at.Draft(PostingKind.Invoice, "inv_none", "1", at.Today, Eur) with { Total = Euros(500), Open = Euros(500), DueDate = at.Today })));
    }

    public void Dispose() => _hub.Dispose();

    private async Task<Posting> InvoiceAsync(CustomerId customer) =>
        (await new Bookkeeping(_hub.Do, _hub.Documents, new(), _hub.Do.Ids, _hub.Clock).Invoices.RunAsync(customer, new(Books.OrderDeeds.Sale(new(default, 0, 1, 1, 0, false, false))), Ann, default)).Value;

    /// <summary>Settles the invoice with a payment.</summary>
    private Task<Outcome<Posting>> PayAsync(CustomerId id, Func<AccountCase, Task<Posting>> read) =>
        new WriteAccount(_hub.Documents, _hub.Do.Customers, _hub.Do.Settings, new(_hub.Documents), new(), _hub.Do.Ids, _hub.Clock).RunAsync<Posting>(id, Ann, async at =>
        {
            var invoice = await read(at);
            var book = at.Open([invoice]);
            book.Pay(at.Draft(PostingKind.Payment, at.Customer.NewId(PostingKind.Payment, _hub.Do.Ids), "PAY1", at.Today, Eur) with { Total = invoice.Total });
            book.Settle(Eur);
            return new AccountChange<Posting>(book[invoice.Id]).With(book);
        }, default);
}
