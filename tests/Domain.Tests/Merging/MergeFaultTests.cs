using Customers.Domain.Documents;
using Customers.Domain.Merging;
using Customers.Domain.Queues;
using Customers.Domain.Stores;
using Customers.Domain.Tests.Setup;
using Customers.Domain.Tests.Stores;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Merging;

/// <summary>The store breaks off before or after any commit of a merge, or something else happens right then; all ends as if nothing had.</summary>
public sealed class MergeFaultTests : IDisposable
{
    /// <summary>More than a merge has commits.</summary>
    private const int Steps = 64;
    private readonly Setup.Hub _hub = new();

    public void Dispose() => _hub.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_merge_that_is_cut_goes_on_where_it_was(bool after) => Assert.InRange(await AtEveryStepAsync(async (cut, scene) =>
    {
        Task Break(int commit, Commit _) => commit == cut ? throw new StoreUnavailableException("broken by the test") : Task.CompletedTask;
        var faulty = after ? new FaultyStore(_hub.Documents) { After = Break } : new FaultyStore(_hub.Documents) { Before = Break };
        var fault = await Record.ExceptionAsync(async () =>
        {
            await scene.StartAsync(_hub.Over(faulty));
            await scene.HandleAsync(_hub.Over(faulty));
        });
        Assert.True(fault is null or StoreUnavailableException, $"commit {cut}: {fault}");
        await scene.HandleAsync(_hub.Do);
        await scene.StartAsync(_hub.Do); // people ask again
        await scene.HandleAsync(_hub.Do);
        await scene.AssertMergedAsync();
        return fault is not null;
    }), 25, Steps - 1);

    [Fact]
    public async Task Two_deliveries_at_once_do_no_harm_at_any_step() => Assert.InRange(await AtEveryStepAsync(async (at, scene) =>
    {
        await scene.StartAsync(_hub.Do);
        var store = new FaultyStore(_hub.Documents) { Before = (commit, _) => commit == at ? scene.HandleAsync(_hub.Do) : Task.CompletedTask };
        await scene.HandleAsync(_hub.Over(store));
        await scene.HandleAsync(_hub.Do);
        await scene.AssertMergedAsync();
        return store.Commits >= at;
    }), 20, Steps - 1);

    [Fact]
    public async Task What_stores_tell_at_any_step_ends_where_the_customer_is_then() => Assert.InRange(await AtEveryStepAsync(async (at, scene) =>
    {
        StoreOrder[] told = [Version("1", 5, scene.Buyer, billed: 8_000, paid: 8_000), Version("5", 1, scene.Buyer, billed: 300), Version("6", 1, Guest(scene.Buyer.Email!), billed: 77), Version("4", 5, Guest($"into{at}@shop.example"), billed: 1_000)];
        var waiting = new List<Func<Task>>();
        var store = new FaultyStore(_hub.Documents) { Before = (commit, _) => commit == at ? TellAsync() : Task.CompletedTask };
        await scene.StartAsync(_hub.Over(store));
        await scene.HandleAsync(_hub.Over(store));
        if (store.Commits < at) await TellAsync();
        foreach (var late in waiting) await late();

        var newest = told.Append(Version("2", 1, scene.Buyer, billed: 700, currency: "USD")).Append(Version("3", 1, scene.Buyer, billed: 900) with { PlacedAt = Start.AddDays(-9) }).ToList();
        await new EndState(scene.Store, newest, new Dictionary<string, DateTimeOffset> { ["2"] = Start.AddMinutes(9), ["3"] = Start.AddMinutes(2) }).AssertAsync(_hub);
        foreach (var order in newest) Assert.Equal(scene.Into.Id, (await _hub.OrderAsync(scene.Store, order.ExternalId))!.CustomerId);
        return store.Commits >= at;

        async Task TellAsync()
        {
            foreach (var order in told) await TryAsync(() => _hub.Do.ImportAsync(scene.Store, order));
            await TryAsync(() => _hub.Do.Deletions.RunAsync(scene.Store, "2", Start.AddMinutes(9), default));
        }

        // As an event is put off.
        async Task TryAsync(Func<Task> take)
        {
            if (await Record.ExceptionAsync(take) is not { } fault) return;
            Assert.IsType<CustomerMergingException>(fault);
            waiting.Add(take);
        }
    }), 25, Steps - 1);

    [Fact]
    public async Task What_a_crash_left_held_is_found_by_the_tick()
    {
        var scene = await MergeScene.SetAsync(_hub, "tick");
        var faulty = new FaultyStore(_hub.Documents) { After = (_, _) => throw new StoreUnavailableException("broken by the test") };
        await Assert.ThrowsAsync<StoreUnavailableException>(() => scene.StartAsync(_hub.Over(faulty)));
        await _hub.Do.MergeJobs.PushStalledAsync(default);
        Assert.Empty(await _hub.Queue.ReceiveAsync(QueueNames.Merges, 1, TimeSpan.FromMinutes(1), default));
        _hub.Clock.Advance(TimeSpan.FromMinutes(4));
        await _hub.Do.MergeJobs.PushStalledAsync(default);

        await _hub.Do.Merge.RunAsync(Merge.Parse(Assert.Single(await _hub.Queue.ReceiveAsync(QueueNames.Merges, 1, TimeSpan.FromMinutes(1), default)).Body), default);
        await scene.AssertMergedAsync();
    }

    /// <summary>Many merges beside one another, each of which meets something at another of its commits; how many did.</summary>
    private async Task<int> AtEveryStepAsync(Func<int, MergeScene, Task<bool>> meet)
    {
        var met = 0;
        await Parallel.ForEachAsync(Enumerable.Range(1, Steps), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (step, _) =>
        {
            if (await meet(step, await MergeScene.SetAsync(_hub, $"{step}"))) Interlocked.Increment(ref met);
        });
        return met;
    }
}
