using System.Text;
using Customers.Domain.Documents;
using Customers.Domain.Jobs;
using Customers.Domain.Outcomes;
using Customers.Domain.Queues;
using Customers.Domain.Stores;
using Customers.Functions.Api;
using Customers.Functions.Jobs;
using Customers.Functions.Tests.App;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Customers.Functions.Tests.Jobs;

/// <summary>A pull that takes long tells how far it is, how fast it goes and what is left, and loses nothing where it is cut.</summary>
public sealed class PullProgressTests : IDisposable
{
    private readonly SlowShop _shop = new();
    private readonly LogCapture _logs = new();
    private readonly EmbeddedHub _hub;

    public PullProgressTests()
    {
        _hub = new(services => services.AddSingleton<IEnumerable<IShopReader>>([_shop]).AddLogging(logs => logs.AddProvider(_logs)));
        _shop.Clock = _hub.Clock;
    }

    public void Dispose()
    {
        _hub.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public async Task Its_job_and_now_and_then_the_log_say_how_far_it_is_how_fast_it_goes_and_what_is_left()
    {
        var (store, job) = await StartAsync();
        await DeliverAsync(); // twelve seconds, three of ten pages
        var now = await JobAsync(job);
        Assert.Equal((JobStatus.Running, 6, 20, 0.5, 28), (now.Status, now.Done, now.Total, now.PerSecond, now.RemainingSeconds));
        Assert.Single(_logs.Lines, line => line.Contains($"The pull of store {store.Id} has taken 6 of 20 orders, 0.5 a second; about 28 seconds are left", StringComparison.Ordinal));

        while (await DeliverAsync()) { }
        now = await JobAsync(job);
        Assert.Equal((JobStatus.Succeeded, 20, 20, 0.5, null), (now.Status, now.Done, now.Total, now.PerSecond, now.RemainingSeconds));
        Assert.Equal(3, _logs.Lines.Count(line => line.Contains("The pull of store", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Where_the_store_does_not_tell_how_many_there_are_nobody_knows_what_is_left()
    {
        _shop.Total = null;
        var (store, job) = await StartAsync();
        await DeliverAsync();
        var now = await JobAsync(job);
        Assert.Equal((6, null, 0.5, null), (now.Done, now.Total, now.PerSecond, now.RemainingSeconds));
        Assert.Single(_logs.Lines, line => line.Contains($"The pull of store {store.Id} has taken 6 orders, 0.5 a second", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_the_store_stopped_goes_on_from_its_page_and_counts_what_is_left()
    {
        var (store, _) = await StartAsync();
        _shop.SilentAt = 4;
        while (await DeliverAsync()) { }
        _shop.SilentAt = int.MaxValue;
        var again = (await StartAsync(store)).Job;
        await DeliverAsync();
        var now = await JobAsync(again);
        Assert.Equal((6, 12, 12L), (now.Done, now.Total, now.RemainingSeconds));
        Assert.Equal([0, 1, 2, 3, 4, 4, 5, 6], _shop.Asked);
    }

    [Fact]
    public async Task Cut_before_the_orders_of_a_page_are_taken_it_reads_that_page_again()
    {
        var (store, job) = await StartAsync();
        _hub.Documents.BeforeCommit = commit => commit.Container == Containers.Events ? throw new StoreUnavailableException("broken by the test") : Task.CompletedTask;
        var message = new PullMessage(store.Id, job).ToQueue();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _hub.Get<QueueHandlers>().RunAsync(message.Queue, message.Body, default));
        Assert.Null((await PullAsync(store)).Cursor.Token);
        _hub.Documents.BeforeCommit = _ => Task.CompletedTask;
        while (await DeliverAsync()) { }
        Assert.Equal([0, 0, 1], _shop.Asked.Take(3));
        Assert.Equal(20, (await PullAsync(store)).Counts.Orders.Sum);
    }

    private async Task<(Store Store, string Job)> StartAsync(Store? known = null)
    {
        var store = known ?? (await _hub.RegisterAsync("s")).Value;
        await using var scope = _hub.Get<IServiceScopeFactory>().CreateAsyncScope();
        return (store, (await scope.ServiceProvider.GetRequiredService<PullJobs>().StartAsync(store, default)).Id);
    }

    /// <summary>False when there is no message of a pull.</summary>
    private async Task<bool> DeliverAsync()
    {
        var (queue, any) = (_hub.Get<IQueue>(), false);
        foreach (var message in await queue.ReceiveAsync(QueueNames.StorePulls, 1, TimeSpan.FromMinutes(10), default))
        {
            any = true;
            await _hub.Get<QueueHandlers>().RunAsync(message.Queue, message.Body, default);
            await queue.CompleteAsync(message, default);
        }

        return any;
    }

    private async Task<JobResponse> JobAsync(string id) => JobResponse.Of((await _hub.Documents.ReadAsync(Job.Type, id, id, default))!.Value);
    private async Task<PullState> PullAsync(Store store) => (await _hub.Documents.ReadAsync(PullState.Type, PullState.IdOf(store.Id), PullState.IdOf(store.Id), default))!.Value;

    /// <summary>Ten pages of two orders that nobody can use, four seconds each.</summary>
    private sealed class SlowShop : IShopReader
    {
        public Microsoft.Extensions.Time.Testing.FakeTimeProvider Clock { get; set; } = null!;
        public long? Total { get; set; } = 20;
        public int SilentAt { get; set; } = int.MaxValue;
        public List<int> Asked { get; } = [];
        public StoreKind Kind => StoreKind.Shopify;

        public Task<Outcome<OrderPage>> ReadChangesAsync(ShopConnection shop, PullCursor cursor, CancellationToken cancel)
        {
            var page = cursor.Token is { } token ? int.Parse(token, System.Globalization.CultureInfo.InvariantCulture) : 0;
            Asked.Add(page);
            if (page >= SilentAt) throw new StoreUnreachableException("silent");
            Clock.Advance(TimeSpan.FromSeconds(4));
            List<ShopOrder> orders = [.. Enumerable.Range(2 * page, 2).Select(id => new ShopOrder($"{id}", Encoding.UTF8.GetBytes($"{id}"), Refusal.Unprocessable("unusable-order", "It is not real.")))];
            return Task.FromResult<Outcome<OrderPage>>(new OrderPage(orders, page == 9 ? null : cursor with { Token = $"{page + 1}" }, page == 0 ? Total : null));
        }

        public Task<Outcome<string>> TestAsync(ShopConnection shop, CancellationToken cancel) => throw new NotSupportedException();
        public Task<Outcome<ShopOrder?>> ReadOrderAsync(ShopConnection shop, string externalId, CancellationToken cancel) => throw new NotSupportedException();
        public Task<Outcome<StoreCustomer?>> ReadCustomerAsync(ShopConnection shop, string externalId, CancellationToken cancel) => throw new NotSupportedException();
        public Task<Outcome<CustomerOrders>> ReadOrdersOfAsync(ShopConnection shop, string customerId, string? token, CancellationToken cancel) => throw new NotSupportedException();
    }
}
