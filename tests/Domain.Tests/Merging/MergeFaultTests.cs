using Customers.Domain.Documents;
using Customers.Domain.Merging;
using Customers.Domain.Stores;
using Customers.Domain.Tests.Setup;
using Customers.Domain.Tests.Stores;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Merging;

/// <summary>The store breaks off before or after any commit of a merge, or something else happens right then; all ends as if nothing had.</summary>
public sealed class MergeFaultTests : IDisposable
{
    private readonly Setup.Hub _hub = new();

    public void Dispose() => _hub.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_merge_that_is_cut_goes_on_where_it_was(bool after)
    {
        var number = 0;
        for (Exception? fault = new StoreUnavailableException("not begun"); fault is not null;)
        {
            var cut = ++number;
            var scene = await MergeScene.SetAsync(_hub, $"{cut}");
            Task Break(int commit, Commit _) => commit == cut ? throw new StoreUnavailableException("broken by the test") : Task.CompletedTask;
            var faulty = after ? new FaultyStore(_hub.Documents) { After = Break } : new FaultyStore(_hub.Documents) { Before = Break };
            fault = await Record.ExceptionAsync(async () =>
            {
                await scene.StartAsync(_hub.Over(faulty));
                await scene.HandleAsync(_hub.Over(faulty));
            });
            Assert.True(fault is null or StoreUnavailableException, $"commit {cut}: {fault}");

            await PushAsync(scene);
            await scene.StartAsync(_hub.Do);
            await PushAsync(scene);
            await scene.AssertMergedAsync();
        }

        Assert.True(number > 25, $"{number} commits were broken.");
    }

    [Fact]
    public async Task Two_deliveries_at_once_do_no_harm_at_any_step()
    {
        for (var (number, more) = (1, true); more; number++)
        {
            var (at, scene) = (number, await MergeScene.SetAsync(_hub, $"{number}"));
            await scene.StartAsync(_hub.Do);
            var merge = (await _hub.CustomerAsync(scene.Into.Id)).Merge!;
            var store = new FaultyStore(_hub.Documents) { Before = (commit, _) => commit == at ? _hub.Do.Merge.RunAsync(merge, default) : Task.CompletedTask };
            await _hub.Over(store).Merge.RunAsync(merge, default);
            await scene.HandleAsync(_hub.Do);
            await scene.AssertMergedAsync();
            more = store.Commits >= at;
        }
    }

    [Fact]
    public async Task What_stores_tell_at_any_step_ends_where_the_customer_is_then()
    {
        for (var (number, more) = (1, true); more; number++)
        {
            var (at, scene) = (number, await MergeScene.SetAsync(_hub, $"{number}"));
            StoreOrder[] told = [Version("1", 5, scene.Buyer, billed: 8_000, paid: 8_000), Version("5", 1, scene.Buyer, billed: 300), Version("6", 1, Guest(scene.Buyer.Email!), billed: 77), Version("4", 5, Guest($"into{number}@shop.example"), billed: 1_000)];
            var waiting = new List<Func<Task>>();
            var store = new FaultyStore(_hub.Documents) { Before = (commit, _) => commit == at ? TellAsync() : Task.CompletedTask };
            await scene.StartAsync(_hub.Over(store));
            await scene.HandleAsync(_hub.Over(store));
            if (!(more = store.Commits >= at)) await TellAsync();
            foreach (var late in waiting) await late();

            var newest = told.Append(Version("2", 1, scene.Buyer, billed: 700, currency: "USD")).Append(Version("3", 1, scene.Buyer, billed: 900)).ToList();
            await new EndState(scene.Store, newest, new Dictionary<string, DateTimeOffset> { ["2"] = Start.AddMinutes(9), ["3"] = Start.AddMinutes(2) }).AssertAsync(_hub);
            Assert.All(newest, order => Assert.Equal(scene.Into.Id, _hub.OrderAsync(scene.Store, order.ExternalId).Result!.CustomerId));

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
        }
    }

    private async Task PushAsync(MergeScene scene)
    {
        _hub.Clock.Advance(TimeSpan.FromMinutes(10));
        await _hub.Do.MergeJobs.PushStalledAsync(default);
        await scene.HandleAsync(_hub.Do);
    }
}
