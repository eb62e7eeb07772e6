using Customers.Domain.Queues;
using Customers.Domain.Stores;
using Customers.Functions.Jobs;
using Customers.Functions.Storage.Cosmos;
using Customers.Functions.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Customers.Functions.Tests.App;

/// <summary>How many requests to Cosmos DB the flows of the whole hub cost.</summary>
public sealed class CosmosRequestTests : IAsyncLifetime
{
    private readonly WatchedHub _hub = new();

    /// <summary>Nothing runs but what the test asks for.</summary>
    private sealed class WatchedHub() : HubHost(new FakeTimeProvider(RunningClock.Start))
    {
        public WatchedHttp Cosmos { get; } = new();

        protected override IEnumerable<string> Arguments => [.. base.Arguments, "--Customers:RunJobs", "false"];

        protected override void Configure(IServiceCollection services)
        {
            base.Configure(services);
            services.AddSingleton(all => new CosmosAccount(all.GetRequiredService<IOptions<CosmosOptions>>().Value, Hub.Documents, Cosmos.Client));
        }

        public override async Task DisposeAsync()
        {
            await base.DisposeAsync();
            Cosmos.Dispose();
        }
    }

    public Task InitializeAsync() => _hub.InitializeAsync();

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task A_store_event_costs_few_requests()
    {
        var store = await StoreDriver.RegisterAsync(_hub.Admin, StoreKind.Shopify, "counted");
        var order = new ToldOrder { Id = 1, Email = "counted@buyer.example", BuyerId = 4 };
        await CostAsync(store, order with { Id = 9, Email = "before@buyer.example", BuyerId = 3 }); // what is read once for all
        AssertAtMost((Webhook: 1, Event: 10), await CostAsync(store, order), "a new customer");
        AssertAtMost((Webhook: 1, Event: 7), await CostAsync(store, order with { Id = 2 }), "a new order");
        AssertAtMost((Webhook: 1, Event: 5), await CostAsync(store, order.Paid()), "a known order");
    }

    [Fact]
    public async Task A_profile_costs_one_request()
    {
        var profile = "/api/customers/" + (await _hub.Admin.CreateCustomerAsync()).Text("id");
        _hub.Cosmos.Take();
        await _hub.Admin.GetAsync(profile);
        Assert.Equal(1, _hub.Cosmos.Take());
    }

    /// <summary>As many as its candidates ask for, however many customers there are: two queries, and to read, to decide and to write each candidate.</summary>
    [Fact]
    public async Task A_credit_check_costs_what_its_candidates_cost()
    {
        var none = await CheckUnderNewSettingsAsync(graceDays: 1);
        for (var i = 0; i < 3; i++) await (await AccountDriver.NewAsync(_hub.Admin)).InvoiceAsync(1);
        var few = await CheckUnderNewSettingsAsync(graceDays: 2);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => _hub.Admin.CreateCustomerAsync()));
        Assert.Equal(few, await CheckUnderNewSettingsAsync(graceDays: 3));
        Assert.InRange(few - none, 3 * 2, 3 * 3);
    }

    /// <summary>What a check costs from its start to its end.</summary>
    private async Task<int> CheckUnderNewSettingsAsync(int graceDays)
    {
        await _hub.Admin.PutAsync("/api/settings", new { creditControl = new { strategy = "pastDue", graceDays } });
        _hub.Cosmos.Take();
        var queue = _hub.Services.GetRequiredService<IQueue>();
        while (await queue.ReceiveAsync(QueueNames.CreditPages, 32, TimeSpan.FromMinutes(1), default) is { Count: > 0 } messages)
            foreach (var message in messages)
            {
                await _hub.Services.GetRequiredService<QueueHandlers>().RunAsync(message.Queue, message.Body, default);
                await queue.CompleteAsync(message, default);
            }

        return _hub.Cosmos.Take();
    }

    /// <summary>Of the webhook, until it is answered, and of its event.</summary>
    private async Task<(int Webhook, int Event)> CostAsync(StoreDriver store, ToldOrder order)
    {
        _hub.Cosmos.Take();
        await store.SendAsync(store.Told(order));
        var webhook = _hub.Cosmos.Take();
        var queue = _hub.Services.GetRequiredService<IQueue>();
        var message = Assert.Single(await queue.ReceiveAsync(QueueNames.StoreEvents, 32, TimeSpan.FromMinutes(1), default));
        await _hub.Services.GetRequiredService<QueueHandlers>().RunAsync(message.Queue, message.Body, default);
        await queue.CompleteAsync(message, default);
        return (webhook, _hub.Cosmos.Take());
    }

    private static void AssertAtMost((int Webhook, int Event) most, (int Webhook, int Event) cost, string of) =>
        Assert.True(cost.Webhook <= most.Webhook && cost.Event <= most.Event && cost.Event > 0, $"{of}: {cost}");
}
