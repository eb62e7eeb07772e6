using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Jobs;
using Customers.Domain.Queues;
using Customers.Domain.Redaction;
using Customers.Domain.Stores;
using Customers.Functions.Jobs;
using Customers.Functions.Stores;
using Customers.Functions.Tests.App;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.Jobs;

/// <summary>A shop with more customers and events than a page holds is forgotten page by page, each of them once.</summary>
public sealed class ShopRedactionPageTests : IDisposable
{
    private readonly EmbeddedHub _hub = new();

    public void Dispose() => _hub.Dispose();

    [Fact]
    public async Task Every_page_of_customers_and_events_is_done()
    {
        var store = await ShopAsync(customers: 45, events: 410);
        var job = await StartAsync(store);
        var deliveries = 0;
        while (await DeliverAsync()) deliveries++;
        Assert.Equal((JobStatus.Succeeded, 45, """{"redacted":45,"kept":0}"""), await EndAsync(job));
        Assert.Equal(6, deliveries); // three pages each
        Assert.All(await CustomersAsync(), customer => Assert.Equal("[redacted]", customer.Profile.Name));
        for (var i = 0; i < 410; i++) Assert.Null((await _hub.Get<EventBodies>().FindAsync($"evt_{i}", default))!.Body);
    }

    [Fact]
    public async Task A_delivery_that_another_one_overtakes_sends_no_message_of_its_own()
    {
        var job = await StartAsync(await ShopAsync(customers: 25, events: 25));
        var overtaken = false;
        _hub.Documents.AfterRead = async key =>
        {
            if (overtaken || key.Id != ShopRedaction.IdOf(job)) return;
            overtaken = true;
            await _hub.Get<QueueHandlers>().RunAsync(QueueNames.Redactions, await MessageAsync(job), default);
        };
        await DeliverAsync();
        Assert.True(overtaken);
        Assert.Equal(1, await _hub.Get<IQueue>().CountAsync(QueueNames.Redactions, default));
        while (await DeliverAsync()) { }
        Assert.Equal((JobStatus.Succeeded, 25, """{"redacted":25,"kept":0}"""), await EndAsync(job));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task An_event_that_still_waits_is_waited_for(int customers)
    {
        var store = await ShopAsync(customers, events: 1);
        await _hub.KeepAsync(new() { Id = "evt_waits", StoreId = store.Id, Topic = "carts/update", ReceivedAt = RunningClock.Start }, "{}");
        var job = await StartAsync(store);
        for (var i = 0; i < 3; i++) await DeliverAsync();
        Assert.Equal(JobStatus.Running, (await EndAsync(job)).Status);
        await _hub.HandleAsync("evt_waits");
        _hub.Clock.Advance(RunRedaction.WhileOthersEnd);
        while (await DeliverAsync()) { }
        Assert.Equal(JobStatus.Succeeded, (await EndAsync(job)).Status);
        Assert.Null((await _hub.Get<EventBodies>().FindAsync("evt_waits", default))!.Body);
    }

    /// <summary>Each customer brought by the event of an order; the other events tell of nobody.</summary>
    private async Task<Store> ShopAsync(int customers, int events)
    {
        var store = (await _hub.RegisterAsync("s")).Value;
        for (var i = 0; i < events; i++)
        {
            var isOrder = i < customers;
            var kept = new StoreEvent { Id = $"evt_{i}", StoreId = store.Id, Topic = isOrder ? "orders/updated" : "carts/update", ReceivedAt = RunningClock.Start.AddMilliseconds(i / 7), State = isOrder ? StoreEventState.Waiting : StoreEventState.Ignored };
            await _hub.KeepAsync(kept, isOrder ? new ToldOrder { Id = i + 1, Email = $"{i}@example.com" }.ToShopify().ToJsonString() : "{}");
            if (isOrder) await _hub.HandleAsync(kept.Id);
        }

        return store;
    }

    private async Task<string> StartAsync(Store store)
    {
        await using var scope = _hub.Get<IServiceScopeFactory>().CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<RedactionJobs>().StartOfShopAsync(store.Id, Caller.Hub, default)).Id;
    }

    /// <summary>False when there is no message of a redaction.</summary>
    private async Task<bool> DeliverAsync()
    {
        var (queue, any) = (_hub.Get<IQueue>(), false);
        foreach (var message in await queue.ReceiveAsync(QueueNames.Redactions, 1, TimeSpan.FromMinutes(10), default))
        {
            any = true;
            await _hub.Get<QueueHandlers>().RunAsync(QueueNames.Redactions, message.Body, default);
            await queue.CompleteAsync(message, default);
        }

        return any;
    }

    private async Task<string> MessageAsync(string job) => (await JobAsync(job)).Message!.Body;
    private async Task<(JobStatus Status, long Done, string? Result)> EndAsync(string job) => await JobAsync(job) is var found ? (found.Status, found.Done, found.Result?.GetRawText()) : default;
    private async Task<Job> JobAsync(string id) => (await _hub.Documents.ReadAsync(Job.Type, id, id, default))!.Value;
    private async Task<List<Customer>> CustomersAsync() => await _hub.Documents.AllAsync(CustomerDocuments.Type, new Query(CustomerDocuments.Type, 100), default).Select(found => found.Value).ToListAsync();
}
