using System.Text;
using Customers.Domain.Jobs;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Tests.App;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Customers.Functions.Tests.Jobs;

/// <summary>A pull that takes long tells how far it is, how fast it goes and what is left.</summary>
public sealed class PullProgressTests : IDisposable
{
    /// <summary>Ten pages of two orders that nobody can use.</summary>
    private readonly PagedShop _shop = new(10, page => [.. Enumerable.Range(2 * page, 2).Select(id => new ShopOrder($"{id}", Encoding.UTF8.GetBytes($"{id}"), Refusal.Unprocessable("unusable-order", "It is not real.")))]) { Total = 20 };
    private readonly LogCapture _logs = new();
    private readonly EmbeddedHub _hub;
    private readonly PullDriver _pulls;

    public PullProgressTests()
    {
        _hub = new(services => services.AddSingleton<IEnumerable<IShopReader>>([_shop]).AddLogging(logs => logs.AddProvider(_logs)));
        _shop.Clock = _hub.Clock;
        _pulls = new(_hub);
    }

    public void Dispose()
    {
        _hub.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public async Task Its_job_and_now_and_then_the_log_say_how_far_it_is_how_fast_it_goes_and_what_is_left()
    {
        var store = (await _hub.RegisterAsync("s")).Value;
        var job = await _pulls.StartAsync(store);
        await _pulls.DeliverAsync(); // twelve seconds, three of ten pages
        var now = await _pulls.JobAsync(job);
        Assert.Equal((JobStatus.Running, 6, 20, 0.5, 28), (now.Status, now.Done, now.Total, now.PerSecond, now.RemainingSeconds));
        Assert.Single(_logs.Lines, line => line.Contains($"The pull of store {store.Id} has taken 6 of 20 orders, 0.5 a second; about 28 seconds are left", StringComparison.Ordinal));

        await _pulls.EndAsync();
        now = await _pulls.JobAsync(job);
        Assert.Equal((JobStatus.Succeeded, 20, 20, 0.5, null), (now.Status, now.Done, now.Total, now.PerSecond, now.RemainingSeconds));
        Assert.Equal(3, _logs.Lines.Count(line => line.Contains("The pull of store", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Where_the_store_does_not_tell_how_many_there_are_nobody_knows_what_is_left()
    {
        _shop.Total = null;
        var store = (await _hub.RegisterAsync("s")).Value;
        var job = await _pulls.StartAsync(store);
        await _pulls.DeliverAsync();
        var now = await _pulls.JobAsync(job);
        Assert.Equal((6, null, 0.5, null), (now.Done, now.Total, now.PerSecond, now.RemainingSeconds));
        Assert.Single(_logs.Lines, line => line.Contains($"The pull of store {store.Id} has taken 6 orders, 0.5 a second", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_the_store_stopped_goes_on_from_its_page_and_counts_what_is_left()
    {
        var store = (await _hub.RegisterAsync("s")).Value;
        var stopped = await _pulls.StartAsync(store);
        _shop.SilentAt = 4;
        await _pulls.EndAsync();
        Assert.Equal((JobStatus.Failed, "silent"), ((await _pulls.JobAsync(stopped)).Status, (await _pulls.StateAsync(store)).StoppedBecause));
        _shop.SilentAt = int.MaxValue;
        var again = await _pulls.StartAsync(store);
        await _pulls.DeliverAsync();
        var now = await _pulls.JobAsync(again);
        Assert.Equal((6, 12, 12L), (now.Done, now.Total, now.RemainingSeconds));
        Assert.Equal([0, 1, 2, 3, 4, 4, 5, 6], _shop.Asked);
    }
}
