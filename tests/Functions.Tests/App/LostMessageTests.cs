using Customers.Domain.Queues;
using Customers.Domain.Stores;
using Customers.Functions.Jobs;
using Customers.Functions.Stores;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>What becomes of an event when its message is lost, or comes again and again.</summary>
public sealed class LostMessageTests : IAsyncLifetime
{
    private const int MostDeliveries = 20;
    private readonly RestingHub _hub = new();
    private StoreDriver _store = null!;

    public async Task InitializeAsync()
    {
        await _hub.InitializeAsync();
        _store = await StoreDriver.RegisterAsync(_hub.Admin, StoreKind.WooCommerce, "lost");
    }

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task An_event_that_waits_without_a_message_is_queued_again_once_it_is_late()
    {
        await KeepAsync();
        await LoseAsync(await TakeAsync());

        await TickAsync();
        Assert.Equal(0, await _hub.Queue.CountAsync(QueueNames.StoreEvents, default));
        _hub.Time.Advance(TimeSpan.FromMinutes(5));
        await TickAsync();
        Assert.Equal(0, await _hub.Queue.CountAsync(QueueNames.StoreEvents, default));
        _hub.Time.Advance(TimeSpan.FromMilliseconds(1));
        await TickAsync();

        await PumpAsync();
        Assert.Single(await _store.OrdersAsync());
        await TickAsync();
        Assert.Equal(0, await _hub.Queue.CountAsync(QueueNames.StoreEvents, default));
    }

    [Fact]
    public async Task While_the_queue_is_busy_nothing_is_queued_again()
    {
        await KeepAsync();
        _hub.Time.Advance(TimeSpan.FromHours(1));
        await Task.WhenAll(Enumerable.Range(0, 499).Select(n => _hub.Queue.SendAsync(StoreEventMessage.Of($"evt_{n}", TimeSpan.FromHours(1)), default)));
        await TickAsync();
        Assert.Equal(500, await _hub.Queue.CountAsync(QueueNames.StoreEvents, default));
    }

    [Fact]
    public async Task An_event_whose_message_is_delivered_too_often_is_parked()
    {
        await KeepAsync();
        for (var delivery = 1; delivery <= MostDeliveries; delivery++) await _hub.Queue.ReleaseAsync(await TakeAsync(), TimeSpan.Zero, default);

        await PumpAsync();
        var parked = (await _store.EventsAsync("parked")).Single();
        Assert.StartsWith("delivered-too-often:", parked.Text("reason"), StringComparison.Ordinal);
        await _hub.Admin.PostAsync($"{_store.Path}/events/{parked.Text("id")}/replay");
        await PumpAsync();
        Assert.Single(await _store.OrdersAsync());
    }

    [Fact]
    public async Task A_pull_whose_message_is_delivered_too_often_has_failed()
    {
        var job = (await _hub.Admin.PostAsync(_store.Path + "/pull")).Text("id");
        var message = await TakeAsync(QueueNames.StorePulls);
        await LoseAsync(message);
        await _hub.Queue.SendAsync(new(QueueNames.StorePullsPoison, message.Body), default);
        await PumpAsync();
        Assert.Equal("failed", (await _hub.Admin.GetAsync("/api/jobs/" + job)).Text("status"));
    }

    [Fact]
    public async Task A_credit_check_whose_message_is_delivered_too_often_has_failed()
    {
        var run = (await _hub.Admin.PostAsync("/api/credit-checks")).Text("id");
        var message = await TakeAsync(QueueNames.CreditPages);
        await LoseAsync(message);
        await _hub.Queue.SendAsync(new(QueueNames.CreditPagesPoison, message.Body), default);
        await PumpAsync();
        Assert.Equal("failed", (await _hub.Admin.GetAsync("/api/credit-checks/" + run)).Text("status"));
    }

    [Theory]
    [InlineData(QueueNames.Imports, QueueNames.ImportsPoison)]
    [InlineData(QueueNames.Redactions, QueueNames.RedactionsPoison)]
    [InlineData(QueueNames.Syncs, QueueNames.SyncsPoison)]
    public async Task A_job_that_does_not_move_gets_its_message_again_and_whose_message_comes_too_often_has_failed(string queue, string poison)
    {
        var job = await StartAsync(queue);
        var message = await TakeAsync(queue);
        await LoseAsync(message);
        await ResumeAsync(0);
        _hub.Time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromMilliseconds(1));
        await ResumeAsync(1);
        await ResumeAsync(1); // not again at once
        _hub.Time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromMilliseconds(1));
        await ResumeAsync(2);
        foreach (var again in await _hub.Queue.ReceiveAsync(queue, 32, TimeSpan.FromMinutes(1), default))
        {
            Assert.Equal(message.Body, again.Body);
            await LoseAsync(again);
        }

        await _hub.Queue.SendAsync(new(poison, message.Body), default);
        await PumpAsync();
        Assert.Equal("failed", (await _hub.Admin.GetAsync("/api/jobs/" + job)).Text("status"));
        _hub.Time.Advance(TimeSpan.FromHours(1));
        await ResumeAsync(0);

        async Task ResumeAsync(int messages)
        {
            await _hub.TickAsync(Schedules.ResumeJobs);
            Assert.Equal(messages, await _hub.Queue.CountAsync(queue, default));
        }
    }

    [Theory]
    [InlineData(QueueNames.Imports)]
    [InlineData(QueueNames.Redactions)]
    [InlineData(QueueNames.Syncs)]
    public async Task A_job_whose_message_was_lost_comes_to_its_end_after_all(string queue)
    {
        var job = await StartAsync(queue);
        await LoseAsync(await TakeAsync(queue));
        await _hub.Admin.DeleteAsync(_store.Path); // of which nothing can be read
        _hub.Time.Advance(TimeSpan.FromMinutes(6));
        await _hub.TickAsync(Schedules.ResumeJobs);
        await PumpAsync();
        Assert.Equal("succeeded", (await _hub.Admin.GetAsync("/api/jobs/" + job)).Text("status"));
    }

    [Fact]
    public async Task Poison_that_is_none_of_the_hubs_messages_is_dropped()
    {
        await _hub.Queue.SendAsync(new(QueueNames.StoreEventsPoison, "no JSON"), default);
        await PumpAsync();
        Assert.Contains("none of the hub's", _hub.Logs.Text, StringComparison.Ordinal);
    }

    /// <summary>A job whose message lies in this queue.</summary>
    private async Task<string> StartAsync(string queue)
    {
        if (queue == QueueNames.Imports) return (await _hub.Admin.PostAsync("/api/imports/customers", Csv.File("name\nLost\n"))).Text("id");
        await KeepAsync();
        await PumpAsync();
        var customer = Assert.Single(await _store.CustomersAsync()).Text("id");
        return (await _hub.Admin.PostAsync($"/api/customers/{customer}/{(queue == QueueNames.Syncs ? "sync" : "redact")}")).Text("id");
    }

    /// <summary>The event of an order.</summary>
    private Task KeepAsync() => _store.SendAsync(_store.Told(new ToldOrder { Id = 7, Email = "lost@buyer.example" }));

    private Task<ReceivedMessage> TakeAsync(string queue = QueueNames.StoreEvents) => _hub.TakeAsync(queue);

    private Task LoseAsync(ReceivedMessage message) => _hub.LoseAsync(message);

    private Task TickAsync() => _hub.TickAsync(Schedules.RequeueEvents);

    private Task PumpAsync() => _hub.PumpAsync();
}
