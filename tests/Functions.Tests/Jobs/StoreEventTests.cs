using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Stores;
using Customers.Functions.Tests.App;

namespace Customers.Functions.Tests.Jobs;

/// <summary>How attempts at an event are counted.</summary>
public sealed class StoreEventTests : IDisposable
{
    private readonly SilentShop _silent = new();
    private readonly EmbeddedHub _hub;

    public StoreEventTests() => _hub = new(_silent);

    public void Dispose()
    {
        _hub.Dispose();
        _silent.Dispose();
    }

    [Fact]
    public async Task Of_a_store_that_does_not_answer_eight_events_wait_and_the_others_come_back_uncounted()
    {
        var store = (await _hub.RegisterAsync("s")).Value;
        for (var i = 0; i <= StoreReads.AtOnce; i++) await KeepAsync(store, $"evt_{i}", "refunds/create", $$"""{"order_id":{{i}}}""");
        var waiting = Enumerable.Range(0, StoreReads.AtOnce).Select(i => _hub.HandleAsync($"evt_{i}")).ToList();
        await _silent.AskedAsync(StoreReads.AtOnce);

        await _hub.HandleAsync($"evt_{StoreReads.AtOnce}").WaitAsync(TimeSpan.FromSeconds(20));
        var postponed = await _hub.EventAsync($"evt_{StoreReads.AtOnce}");
        Assert.Equal((StoreEventState.Waiting, 0, "store-busy"), (postponed.State, postponed.Attempts, postponed.Reason?.Split(':')[0]));

        _silent.Answer();
        await Task.WhenAll(waiting);
        await _hub.HandleAsync(postponed.Id);
        Assert.Equal(StoreEventState.Ignored, (await _hub.EventAsync(postponed.Id)).State);
    }

    [Fact]
    public async Task An_order_that_others_keep_changing_is_parked_after_five_attempts()
    {
        var store = (await _hub.RegisterAsync("s")).Value;
        await KeepAsync(store, "evt_1", "orders/updated", new ToldOrder { Id = 1, Email = "a@example.com", BuyerId = 7 }.ToShopify().ToJsonString());
        await _hub.HandleAsync("evt_1");
        await KeepAsync(store, "evt_2", "orders/updated", new ToldOrder { Id = 1, Email = "a@example.com", BuyerId = 7 }.Paid().ToShopify().ToJsonString());
        var own = false;
        _hub.Documents.BeforeCommit = async commit =>
        {
            if (own || commit.Container != Containers.Customers) return;
            own = true;
            await _hub.Documents.ChangeAsync(CustomerDocuments.Type, commit.Partition, commit.Partition, customer => customer!.Touched(RunningClock.Start), default);
            own = false;
        };

        for (var attempt = 1; attempt <= 5; attempt++) await _hub.HandleAsync("evt_2");

        var parked = await _hub.EventAsync("evt_2");
        Assert.Equal((StoreEventState.Parked, 5, "order-contended"), (parked.State, parked.Attempts, parked.Reason?.Split(':')[0]));
    }

    private Task KeepAsync(Store store, string id, string topic, string body) =>
        _hub.KeepAsync(new() { Id = id, StoreId = store.Id, Topic = topic, ReceivedAt = RunningClock.Start }, body);

    /// <summary>Does not answer until told to, and then has no orders.</summary>
    private sealed class SilentShop : IShopReader, IDisposable
    {
        private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly SemaphoreSlim _asked = new(0);

        public StoreKind Kind => StoreKind.Shopify;

        public void Dispose() => _asked.Dispose();

        public void Answer() => _answer.SetResult();

        public async Task AskedAsync(int times)
        {
            for (var i = 0; i < times; i++) Assert.True(await _asked.WaitAsync(TimeSpan.FromSeconds(20)));
        }

        public async Task<Outcome<ShopOrder?>> ReadOrderAsync(ShopConnection shop, string externalId, CancellationToken cancel)
        {
            _asked.Release();
            await _answer.Task;
            return (ShopOrder?)null;
        }

        public Task<Outcome<string>> TestAsync(ShopConnection shop, CancellationToken cancel) => throw new NotSupportedException();

        public Task<Outcome<OrderPage>> ReadChangesAsync(ShopConnection shop, PullCursor cursor, CancellationToken cancel) => throw new NotSupportedException();
        public Task<Outcome<StoreCustomer?>> ReadCustomerAsync(ShopConnection shop, string externalId, CancellationToken cancel) => throw new NotSupportedException();
        public Task<Outcome<CustomerOrders>> ReadOrdersOfAsync(ShopConnection shop, string customerId, string? token, CancellationToken cancel) => throw new NotSupportedException();
    }
}
