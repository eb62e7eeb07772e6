using System.Net;
using Customers.Domain.Queues;
using Customers.Domain.Stores;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Front;

/// <summary>What could not be kept is not acknowledged: Shopify sends it again.</summary>
public sealed class UnkeptWebhookTests : IAsyncLifetime
{
    private readonly CutHub _hub = new();

    public Task InitializeAsync() => _hub.InitializeAsync();
    public Task DisposeAsync() => _hub.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(300_000)]
    public async Task It_is_answered_503_and_taken_once_when_it_comes_again(int noteLength)
    {
        var store = await StoreDriver.RegisterAsync(_hub.Admin, StoreKind.Shopify, "unkept");
        var told = store.Signed("orders/create", new ToldOrder { Id = 1, Email = "unkept@buyer.example" }.ToShopify().With("note", new string('n', noteLength)).ToBytes());
        _hub.Store.Left = 0;
        using var refused = await store.TrySendAsync(told);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), (refused.StatusCode, await refused.ProblemAsync()));
        _hub.Store.Left = int.MaxValue;
        await _hub.HandleAllAsync(QueueNames.StoreEvents);
        Assert.Empty(await store.OrdersAsync());

        await store.SendAsync(told, told);
        await _hub.HandleAllAsync(QueueNames.StoreEvents);
        Assert.Single(await store.OrdersAsync());
        Assert.Single(await store.EventsAsync("done"));
    }
}
