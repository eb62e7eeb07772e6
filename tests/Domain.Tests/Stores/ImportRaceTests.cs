using Customers.Domain.Claims;
using Customers.Domain.Documents;
using Customers.Domain.Stores;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Stores;

/// <summary>Two imports of one order, stopped at the places where one could undo the other.</summary>
public sealed class ImportRaceTests : IDisposable
{
    private readonly Hub _hub = new();
    private readonly Store _store = Store();

    public void Dispose() => _hub.Dispose();

    [Fact]
    public async Task An_older_version_that_saw_no_order_yet_does_not_take_it_from_the_newer()
    {
        // The newer version makes the claim and stops; the older one then finds the claim without an order.
        var newer = Version("1", 2, Registered("7"), paid: 2);
        Task? older = null;
        var olderMoves = Pause(IsClaimMove);
        var first = Stopped(commit => commit.Container == Containers.Customers, async () =>
        {
            older = Over(olderMoves).ImportAsync(_store, Version("1", 1, Guest("g@example.com"), paid: 1));
            await Task.WhenAny(olderMoves.Reached, older);
        });
        await first.ImportAsync(_store, newer);
        olderMoves.GoOn();
        await older!;

        await new EndState(_store, [newer], new Dictionary<string, DateTimeOffset>()).AssertAsync(_hub);
    }

    [Fact]
    public async Task A_version_that_read_before_the_newest_was_taken_does_not_move_it()
    {
        await _hub.Do.ImportAsync(_store, Version("1", 1, Registered("7")));
        var between = Pause(IsClaimMove);
        var moving = Over(between).ImportAsync(_store, Version("1", 2, Guest("g@example.com"), paid: 2));
        await Task.WhenAny(between.Reached, moving);
        var newest = Version("1", 3, Registered("7"), paid: 3);
        await _hub.Do.ImportAsync(_store, newest);
        between.GoOn();
        await moving;

        await new EndState(_store, [newest], new Dictionary<string, DateTimeOffset>()).AssertAsync(_hub);
    }

    [Fact]
    public async Task A_version_that_read_the_claim_before_a_move_does_not_bring_the_moved_order_back_to_life()
    {
        await _hub.Do.ImportAsync(_store, Version("1", 1, Registered("7")));
        var newest = Version("1", 3, Registered("7"), paid: 3);
        // The claim is read, then the order moves away and is reversed, then the order is read: a stub.
        var late = OnceBeforePlaceIsRead(() => _hub.Do.ImportAsync(_store, Version("1", 2, Guest("g@example.com"), paid: 2)));
        await late.ImportAsync(_store, newest);

        await new EndState(_store, [newest], new Dictionary<string, DateTimeOffset>()).AssertAsync(_hub);
    }

    [Fact]
    public async Task A_newer_version_between_reading_and_writing_is_posted_once()
    {
        await _hub.Do.ImportAsync(_store, Version("1", 1, Registered("7"), paid: 10_000));
        var newest = Version("1", 3, Registered("7"), paid: 0);
        var late = Stopped(commit => commit.Container == Containers.Customers, () => _hub.Do.ImportAsync(_store, newest));
        await late.ImportAsync(_store, Version("1", 2, Registered("7"), paid: 0, billed: 9_000));

        await new EndState(_store, [newest], new Dictionary<string, DateTimeOffset>()).AssertAsync(_hub);
    }

    /// <summary>What there was of the order when the deletion came in between.</summary>
    public enum Before { Nothing, Claimed, Taken, Deleted }

    [Theory]
    [InlineData(Before.Nothing, false)]
    [InlineData(Before.Claimed, false)]
    [InlineData(Before.Claimed, true)]
    [InlineData(Before.Taken, false)]
    [InlineData(Before.Taken, true)]
    [InlineData(Before.Deleted, false)]
    [InlineData(Before.Deleted, true)]
    public async Task A_deletion_after_the_claim_was_read_is_not_lost(Before before, bool beforeThePlaceIsRead)
    {
        if (before == Before.Claimed) await BreakOffAsync(Version("1", 0, Registered("7")));
        if (before is Before.Taken or Before.Deleted) await _hub.Do.ImportAsync(_store, Version("1", 0, Registered("7")));
        if (before == Before.Deleted) await _hub.Do.Deletions.RunAsync(_store, "1", Start.AddMinutes(1), default);
        var version = Version("1", 3, Registered("7"));
        Task DeleteAsync() => _hub.Do.Deletions.RunAsync(_store, "1", Start.AddMinutes(4), default);
        var importing = beforeThePlaceIsRead ? OnceBeforePlaceIsRead(DeleteAsync) : Stopped(commit => commit.Container == Containers.Customers, DeleteAsync);
        await importing.ImportAsync(_store, version);

        await new EndState(_store, [version], new Dictionary<string, DateTimeOffset> { ["1"] = Start.AddMinutes(4) }).AssertAsync(_hub);
    }

    [Fact]
    public async Task A_deletion_that_broke_off_behind_the_claim_is_finished_by_whatever_comes_next()
    {
        var version = Version("1", 1, Registered("7"));
        await _hub.Do.ImportAsync(_store, version);
        var broken = Stopped(commit => commit.Container == Containers.Customers, () => throw new StoreUnavailableException("broken by the test"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => broken.Deletions.RunAsync(_store, "1", Start.AddMinutes(2), default));

        await _hub.Do.ImportAsync(_store, version);

        await new EndState(_store, [version], new Dictionary<string, DateTimeOffset> { ["1"] = Start.AddMinutes(2) }).AssertAsync(_hub);
    }

    [Fact]
    public async Task An_order_that_others_keep_changing_is_given_up_by_name()
    {
        await _hub.Do.ImportAsync(_store, Version("1", 0, Registered("7")));
        var minute = 0;
        var busy = _hub.Over(new FaultyStore(_hub.Documents)
        {
            Before = async (_, commit) =>
            {
                if (commit.Container == Containers.Customers) await _hub.Do.ImportAsync(_store, Version("1", ++minute, Registered("7"), paid: minute));
            },
        });

        await Assert.ThrowsAsync<OrderContendedException>(() => busy.ImportAsync(_store, Version("1", 1000, Registered("7"))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_version_that_only_the_claim_stands_for_moves_on_with_it(bool deleted)
    {
        await BreakOffAsync(Version("1", 1, Registered("7")));
        if (deleted) await _hub.Do.Deletions.RunAsync(_store, "1", Start.AddMinutes(4), default);
        var newest = Version("1", 3, Guest("g@example.com"), paid: 3);
        var late = Stopped(commit => commit.Container == Containers.Customers, () => _hub.Do.ImportAsync(_store, newest));
        await late.ImportAsync(_store, Version("1", 2, Registered("7"), paid: 2));

        var deletions = deleted ? new Dictionary<string, DateTimeOffset> { ["1"] = Start.AddMinutes(4) } : [];
        await new EndState(_store, [newest], deletions).AssertAsync(_hub);
    }

    [Fact]
    public async Task A_deletion_between_reading_and_writing_is_not_lost()
    {
        var writes = Pause(commit => commit.Container == Containers.Customers);
        var version = Version("1", 1, Registered("7"));
        var importing = Over(writes).ImportAsync(_store, version);
        await Task.WhenAny(writes.Reached, importing);
        await _hub.Do.Deletions.RunAsync(_store, "1", Start.AddMinutes(2), default);
        writes.GoOn();
        await importing;

        await new EndState(_store, [version], new Dictionary<string, DateTimeOffset> { ["1"] = Start.AddMinutes(2) }).AssertAsync(_hub);
    }

    private static bool IsClaimMove(Commit commit) => commit.Writes is [Write.Replace { Content.Type: var type }] && type == OrderClaim.Type.Name;

    private static PausedCommit Pause(Func<Commit, bool> at) => new(at);

    private UseCases Over(PausedCommit pause) => _hub.Over(new FaultyStore(_hub.Documents) { Before = (_, commit) => pause.PassAsync(commit) });

    /// <summary>Does something just before the first commit of this kind.</summary>
    private UseCases Stopped(Func<Commit, bool> at, Func<Task> meanwhile)
    {
        var done = false;
        return _hub.Over(new FaultyStore(_hub.Documents)
        {
            Before = async (_, commit) =>
            {
                if (done || !at(commit)) return;
                done = true;
                await meanwhile();
            },
        });
    }

    private UseCases OnceBeforePlaceIsRead(Func<Task> act)
    {
        var done = false;
        return _hub.Over(new ReadHook(_hub.Documents, async () =>
        {
            if (done) return;
            done = true;
            await act();
        }));
    }

    /// <summary>An import that got as far as the claim.</summary>
    private async Task BreakOffAsync(StoreOrder version)
    {
        var broken = Stopped(commit => commit.Container == Containers.Customers, () => throw new StoreUnavailableException("broken by the test"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => broken.ImportAsync(_store, version));
    }

    /// <summary>Stops before the first commit of a kind until told to go on.</summary>
    private sealed class PausedCommit(Func<Commit, bool> at)
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public void GoOn() => _goOn.TrySetResult();

        public Task PassAsync(Commit commit) => at(commit) && _reached.TrySetResult() ? _goOn.Task : Task.CompletedTask;
    }

    /// <summary>Does something before documents of a customer are read.</summary>
    private sealed class ReadHook(IDocumentStore store, Func<Task> before) : IDocumentStore
    {
        public Task<CommitResult> CommitAsync(Commit commit, CancellationToken cancel) => store.CommitAsync(commit, cancel);
        public ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancel) => store.ReadAsync(key, cancel);
        public ValueTask<Page<StoredDocument>> QueryAsync(Query query, CancellationToken cancel) => store.QueryAsync(query, cancel);
        public Task CheckAsync(CancellationToken cancel) => store.CheckAsync(cancel);

        public async ValueTask<IReadOnlyList<StoredDocument>> ReadManyAsync(string container, string partition, IReadOnlyList<string> ids, CancellationToken cancel)
        {
            await before();
            return await store.ReadManyAsync(container, partition, ids, cancel);
        }
    }
}
