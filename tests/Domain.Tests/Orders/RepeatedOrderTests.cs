using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Catalogue;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Orders;
using Customers.Domain.Quotes;
using Customers.Domain.Sales;
using Customers.Domain.Settings;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Orders;

/// <summary>A request that broke off after its commit is repeated with the same ids: it finds what it has done.</summary>
public sealed class RepeatedOrderTests : IDisposable
{
    private readonly Hub _hub = new();

    [Fact]
    public async Task An_order_is_created_once()
    {
        var customer = await CustomerAsync();
        var order = await CutAndRepeatAsync(request => request.Create.RunAsync(customer, new(Wish) { Confirmed = true }, Ann, default));
        Assert.Equal(order.Id, Assert.Single(await _hub.AllAsync(Order.Type, customer.Value)).Id);
        Assert.Equal((1, 2000), await FiguresAsync(customer));
    }

    [Theory]
    [InlineData(OrderMove.Cancel, OrderStatus.Cancelled, 0)]
    [InlineData(OrderMove.Fulfil, OrderStatus.Fulfilled, 2000)]
    public async Task An_order_is_moved_once(OrderMove move, OrderStatus status, long open)
    {
        var customer = await CustomerAsync();
        var order = (await new Request(_hub, 1, _hub.Documents).Create.RunAsync(customer, new(Wish) { Confirmed = true }, Ann, default)).Value;
        var moved = await CutAndRepeatAsync(request => request.Change.MoveAsync(customer, order.Id, move, Ann, default));
        Assert.Equal((status, 2), (moved.Status, moved.Version));
        Assert.Equal((1, open), await FiguresAsync(customer));
    }

    [Fact]
    public async Task A_quote_is_created_accepted_and_declined_once()
    {
        var customer = await CustomerAsync();
        var quotes = new List<Quote>();
        for (var i = 0; i < 2; i++) quotes.Add(await CutAndRepeatAsync(request => request.Quotes.CreateAsync(customer, new(Wish), Ann, default)));
        var accepted = await CutAndRepeatAsync(request => request.Accept.RunAsync(customer, quotes[0].Id, Ann, default));
        Assert.Equal(accepted.OrderId, Assert.Single(await _hub.AllAsync(Order.Type, customer.Value)).Id);
        Assert.Equal(QuoteStatus.Declined, (await CutAndRepeatAsync(request => request.Quotes.DeclineAsync(customer, quotes[1].Id, Ann, default))).Status);
        Assert.Equal(2, (await _hub.CustomerAsync(customer)).Counts.Quotes);
    }

    public void Dispose() => _hub.Dispose();

    private int _requests = 1;

    private async Task<T> CutAndRepeatAsync<T>(Func<Request, Task<Outcomes.Outcome<T>>> run)
    {
        var seed = ++_requests;
        var cut = new FaultyStore(_hub.Documents) { After = (_, commit) => commit.Container == Containers.Customers ? throw new StoreUnavailableException() : Task.CompletedTask };
        await Assert.ThrowsAsync<StoreUnavailableException>(() => run(new Request(_hub, seed, cut)));
        var repeated = (await run(new Request(_hub, seed, _hub.Documents))).Value;
        Assert.Equal(repeated, (await run(new Request(_hub, seed, _hub.Documents))).Value, (a, b) => System.Text.Json.JsonSerializer.Serialize(a) == System.Text.Json.JsonSerializer.Serialize(b));
        return repeated;
    }

    private async Task<(int Orders, long Open)> FiguresAsync(CustomerId id)
    {
        var customer = await _hub.CustomerAsync(id);
        return (customer.Counts.Orders, customer.Account.BalanceIn(Eur).OpenOrders);
    }

    private async Task<CustomerId> CustomerAsync() => (await _hub.Do.Create().RunAsync(Profile(), null, Ann, default)).Value.Id;

    private static SaleWish Wish => new()
    {
        Currency = Eur,
        Lines = [new(null, null, "Thing", 2, UnitPrice.TryFromUnits(10, Eur, out var price) ? price : null)],
        Terms = terms => terms,
    };

    /// <summary>The use cases as one request has them: with ids of its own, the same in a repeat.</summary>
    private sealed class Request
    {
        public Request(Hub hub, int seed, IDocumentStore documents)
        {
            var ids = new SeededIds(Start, [.. Enumerable.Repeat((byte)seed, SeededIds.SeedLength)]);
            var account = new WriteAccount(documents, new(documents, hub.Do.Subscribers), hub.Do.Settings, new(documents), new CustomerGates(), ids, hub.Clock);
            var (products, numbers) = (new ProductStore(documents), hub.Do.Take);
            var create = new CreateNumbered(account, numbers, ids);
            (Create, Change) = (new(create, products, numbers), new(account, products, ids));
            (Quotes, Accept) = (new(account, create, products, numbers, ids), new(create));
        }

        public CreateOrder Create { get; }
        public ChangeOrder Change { get; }
        public ChangeQuote Quotes { get; }
        public AcceptQuote Accept { get; }
    }
}
