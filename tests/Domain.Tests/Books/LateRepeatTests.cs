using Customers.Domain.Accounts;
using Customers.Domain.Claims;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Invoices;
using Customers.Domain.Orders;
using Customers.Domain.Outcomes;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Books;

/// <summary>A request that breaks off before it posts, and is repeated so late that its number was given back.</summary>
public sealed class LateRepeatTests : IDisposable
{
    private readonly Setup.Hub _hub = new();
    private readonly byte[] _seed = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Every_repeat_answers_with_what_the_first_that_came_through_has_posted(int breaks)
    {
        var customer = (await _hub.Do.Create().RunAsync(Profile(), null, Ann, default)).Value.Id;
        var order = (await BooksOn(_hub.Documents, [9, 9, 9, 9, 9, 9, 9, 9, 9, 9]).CreateOrder.RunAsync(customer, new(OrderDeeds.Sale(new(default, 0, 1, 1, 0, false, false))) { Confirmed = true }, Ann, default)).Value;
        for (var i = 0; i < breaks; i++)
        {
            var cut = new FaultyStore(_hub.Documents) { Before = (_, commit) => commit.Container == Containers.Customers ? throw new StoreUnavailableException("broken by the test") : Task.CompletedTask };
            await Assert.ThrowsAsync<StoreUnavailableException>(() => InvoiceAsync(cut, customer, order));
            _hub.Clock.Advance(Claim.Patience);
            await _hub.Do.Gapless.FinishAllAsync(default);
        }

        var posted = (await InvoiceAsync(_hub.Documents, customer, order)).Value;
        // Nothing is left of the order by now: who did not find its own invoice would be refused.
        for (var i = 0; i < 2; i++) Assert.Equal((posted.Id, "INV1000"), ((await InvoiceAsync(_hub.Documents, customer, order)).Value.Id, posted.Number));
        Assert.Equal(posted.Id, Assert.Single(await _hub.AllAsync(Posting.Type, customer.Value)).Id);
    }

    public void Dispose() => _hub.Dispose();

    private Task<Outcome<Posting>> InvoiceAsync(IDocumentStore documents, CustomerId customer, Order order) =>
        BooksOn(documents, _seed).Invoices.RunAsync(customer, new(new() { Currency = Eur, Terms = terms => terms }) { OrderId = order.Id }, Ann, default);

    private Bookkeeping BooksOn(IDocumentStore documents, byte[] seed) => new(_hub.Over(documents), documents, new(), new SeededIds(Start, seed), _hub.Clock);
}
