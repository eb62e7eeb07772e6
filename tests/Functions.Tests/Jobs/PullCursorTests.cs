using System.Text;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Jobs;
using Customers.Domain.Stores;
using Customers.Functions.Api;
using Customers.Functions.Jobs;
using Customers.Functions.Shopify;
using Customers.Functions.Tests.App;

namespace Customers.Functions.Tests.Jobs;

/// <summary>From where a pull reads, and when that moves.</summary>
public sealed class PullCursorTests : IDisposable
{
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);
    private static readonly DateTimeOffset[] Changed = [RunningClock.Start.AddHours(-3), RunningClock.Start.AddHours(-1), RunningClock.Start.AddHours(-2)];
    /// <summary>Three pages of one order; the last one changed before the second.</summary>
    private readonly PagedShop _shop = new(3, page => [OrderOf(page)]);
    private readonly EmbeddedHub _hub;
    private readonly PullDriver _pulls;

    public PullCursorTests()
    {
        _hub = new(_shop);
        _shop.Clock = _hub.Clock;
        _pulls = new(_hub);
    }

    public void Dispose() => _hub.Dispose();

    [Fact]
    public async Task The_next_pull_begins_ten_minutes_before_the_latest_change_that_was_seen()
    {
        var store = (await _hub.RegisterAsync("s")).Value;
        await _pulls.StartAsync(store);
        await _pulls.EndAsync();
        await _pulls.StartAsync(store);
        await _pulls.EndAsync();
        Assert.Equal([DateTimeOffset.UnixEpoch, Changed[1] - Overlap], _shop.Since);
        var counts = (await _pulls.StateAsync(store)).Counts;
        Assert.Equal((new Tally(Unchanged: 3), new Tally(Unchanged: 3)), (counts.Orders, counts.Customers));
    }

    [Fact]
    public async Task Only_at_its_end_it_has_brought_all_that_changed_before_its_beginning()
    {
        var store = (await _hub.RegisterAsync("s")).Value;
        await _pulls.StartAsync(store);
        _shop.SilentAt = 2;
        await _pulls.EndAsync();
        Assert.Null((await _pulls.StateAsync(store)).CompleteTo);
        _shop.SilentAt = int.MaxValue;
        _hub.Clock.Advance(TimeSpan.FromMinutes(1));
        var begun = _hub.Clock.GetUtcNow();
        await _pulls.StartAsync(store);
        await _pulls.EndAsync();
        Assert.Equal(begun, (await _pulls.StateAsync(store)).CompleteTo);
    }

    [Fact]
    public async Task Cut_while_the_orders_of_a_page_are_taken_it_reads_that_page_again()
    {
        var store = (await _hub.RegisterAsync("s")).Value;
        var message = new PullMessage(store.Id, await _pulls.StartAsync(store));
        for (var page = 0; page < 3; page++)
        {
            var seen = 0;
            _hub.Documents.BeforeCommit = commit => commit.Container == Containers.Customers && seen++ == 0 ? throw new StoreUnavailableException("broken by the test") : Task.CompletedTask;
            _shop.SilentAt = page + 1; // it stops behind this page
            await Assert.ThrowsAsync<StoreUnavailableException>(() => _pulls.DeliverAsync(message));
            await _pulls.DeliverAsync(message);
            _shop.SilentAt = int.MaxValue;
            message = new(store.Id, await _pulls.StartAsync(store));
        }

        Assert.Equal([0, 0, 1, 1, 1, 2, 2, 2], _shop.Asked);
        Assert.Equal(3, (await _hub.Documents.QueryAsync(CustomerDocuments.Type, new Query(CustomerDocuments.Type, 10), default)).Items.Count);
    }

    [Fact]
    public async Task Two_that_are_asked_for_at_once_are_one()
    {
        var store = (await _hub.RegisterAsync("s")).Value;
        string? second = null;
        _hub.Documents.BeforeCommit = async commit =>
        {
            if (second is not null || !commit.Writes.Any(write => write.Id == PullState.IdOf(store.Id))) return;
            second = "being asked for";
            second = await _pulls.StartAsync(store);
        };
        Assert.Equal(await _pulls.StartAsync(store), second);
        await _pulls.EndAsync();
        Assert.Equal([0, 1, 2], _shop.Asked);
    }

    [Fact]
    public async Task One_order_that_cannot_be_taken_becomes_an_event_and_holds_up_no_other()
    {
        var shop = new PagedShop(1, _ => [OrderOf(0), OrderOf(1), OrderOf(2)]) { Clock = _hub.Clock };
        using var hub = new EmbeddedHub(shop);
        (shop.Clock, var store, var pulls, var commits) = (hub.Clock, (await hub.RegisterAsync("s")).Value, new PullDriver(hub), 0);
        hub.Documents.BeforeCommit = commit => commit.Container == Containers.Customers && Interlocked.Increment(ref commits) == 1 ? throw new InvalidOperationException("broken by the test") : Task.CompletedTask;
        var job = await pulls.StartAsync(store);
        await pulls.EndAsync();
        var end = await pulls.JobAsync(job);
        Assert.Equal((JobStatus.Succeeded, 3L), (end.Status, end.Done));
        Assert.StartsWith("internal-error: order ", Assert.Single(end.Errors).GetString(), StringComparison.Ordinal);
        Assert.Equal(new Tally(Created: 2, Failed: 1), (await pulls.StateAsync(store)).Counts.Orders);
        var kept = (await hub.Documents.QueryAsync(StoreEvent.Type, StoreEvents.Query(store.Id, StoreEventState.Waiting), default)).Items.Single().Value;
        Assert.Equal(ApplyStoreEvent.PulledTopic, kept.Topic);
    }

    [Fact]
    public async Task One_that_has_not_moved_for_half_an_hour_gives_way_and_does_nothing_more_when_it_comes_back()
    {
        var store = (await _hub.RegisterAsync("s")).Value;
        var lost = await _pulls.StartAsync(store);
        _hub.Clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(lost, await _pulls.StartAsync(store));
        _hub.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var next = await _pulls.StartAsync(store);
        Assert.NotEqual(lost, next);
        Assert.Equal(JobStatus.Failed, (await _pulls.JobAsync(lost)).Status);
        await _pulls.DeliverAsync(new PullMessage(store.Id, lost));
        Assert.Empty(_shop.Asked);
        await _pulls.DeliverAsync(new PullMessage(store.Id, next));
        Assert.Equal(JobStatus.Succeeded, (await _pulls.JobAsync(next)).Status);
    }

    private static ShopOrder OrderOf(int page)
    {
        var raw = Encoding.UTF8.GetBytes(new ToldOrder { Id = page + 1, Email = $"{page}@example.com", UpdatedAt = Changed[page] }.ToShopifyNode().ToJsonString());
        return new($"{page + 1}", raw, ShopifyMapper.Node(raw, RunningClock.Start));
    }
}
