using Customers.Domain.Claims;
using Customers.Domain.Documents;
using Customers.Domain.Settings;
using Customers.Domain.Tests.Setup;

namespace Customers.Domain.Tests.Settings;

/// <summary>A store that fails right before or right after each single commit, once with and once without the process dying of it.</summary>
public sealed class NumberFaultTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_fault_at_any_commit_leaves_no_gap_and_no_number_twice(bool after, bool dies)
    {
        for (var at = 1; await FailAsync(at, after, dies); at++)
        {
        }
    }

    /// <summary>False once there is no such commit any more.</summary>
    private static async Task<bool> FailAsync(int at, bool after, bool dies)
    {
        using var hub = new Hub();
        Func<int, Commit, Task> fail = (number, _) => number == at ? Task.FromException(new StoreUnavailableException("down")) : Task.CompletedTask;
        var store = after ? new FaultyStore(hub.Documents) { After = fail } : new FaultyStore(hub.Documents) { Before = fail };
        var process = hub.Over(store);
        var failed = await WorkAsync(process, store, hub);
        if (!failed) return false;

        hub.Clock.Advance(Claim.Patience);
        var next = dies ? hub.Do : process;
        Assert.False(await WorkAsync(next, dies ? hub.Documents : store, hub));
        hub.Clock.Advance(Claim.Patience);
        await next.Gapless.FinishAllAsync(default);

        var poster = new Poster(next, hub.Documents);
        var id = Sequence.IdOf(NumberedKind.Invoice);
        for (var free = (await hub.FindAsync(Sequence.Type, id, id))!.Free.Count; free > 0; free--) await poster.PostAsync();
        var posted = (await hub.AllAsync(NumberedSample.Type)).Select(document => document.Number).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(Enumerable.Range(1000, posted.Count).Select(number => "INV" + number), posted);
        Assert.True(posted.Count >= 3, $"after commit {at}: {posted.Count}");
        return true;
    }

    /// <summary>Every commit there is: reserve, post, give back, settle. True when the store failed.</summary>
    private static async Task<bool> WorkAsync(UseCases process, IDocumentStore store, Hub hub)
    {
        var poster = new Poster(process, store);
        try
        {
            await poster.PostAsync();
            await poster.GiveBackAsync(await poster.ReserveAsync());
            await poster.ReserveAsync();
            Assert.True(await poster.CreateAsync(await poster.ReserveAsync()));
            hub.Clock.Advance(Claim.Patience);
            await process.Gapless.FinishAllAsync(default);
            await poster.PostAsync();
            return false;
        }
        catch (StoreUnavailableException)
        {
            return true;
        }
    }
}
