using Customers.Domain.Accounts;
using Customers.Domain.Credit;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Queues;
using Customers.Domain.Tests.Setup;
using Microsoft.Extensions.Time.Testing;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Credit;

public sealed class CreditCheckTests : IDisposable
{
    private readonly Hub _hub = new();

    public void Dispose() => _hub.Dispose();

    [Fact]
    public async Task Whoever_can_have_changed_is_checked_and_nobody_else()
    {
        await PastDueAsync();
        var late = await AddAsync(owed: 500, due: Today.AddDays(-1), dueOn: Today);
        var underEarlierSettings = await AddAsync(owed: 500, due: Today.AddDays(-1), revision: 0);
        var both = await AddAsync(owed: 500, due: Today.AddDays(-1), dueOn: Today, revision: 0);
        var paid = await AddAsync(owed: 0, due: null, revision: 0, hold: Held);
        var notYet = await AddAsync(owed: 500, due: Today, dueOn: Today.AddDays(1));
        var free = await AddAsync(owed: 0, due: null, revision: 0);
        var manual = await AddAsync(owed: 0, due: null, revision: 0, hold: new(HoldMode.Manual, true, "my reason", Start, "key_ann"));

        var run = await RunAsync();

        Assert.Equal((CreditRunStatus.Succeeded, 5, 5, 3, 1, 1, 0), Counts(run));
        Assert.Equal(new[] { true, true, true, false, false, false, true }, await HeldAsync(late, underEarlierSettings, both, paid, notYet, free, manual));
        Assert.Equal("my reason", (await _hub.CustomerAsync(manual)).Account.Hold.Reason);
        Assert.Equal("held", Assert.Single(await _hub.AllAsync(HistoryEntry.Type, late.Value)).Action);
        Assert.Equal((CreditRunStatus.Succeeded, 0, 0, 0, 0, 0, 0), Counts(await RunAsync()));
    }

    [Fact]
    public async Task A_preview_says_what_would_happen_and_changes_nothing()
    {
        await PastDueAsync();
        var late = await AddAsync(owed: 500, due: Today.AddDays(-1), dueOn: Today);
        var paid = await AddAsync(owed: 0, due: null, revision: 0, hold: Held);

        var run = await RunAsync(preview: true);

        Assert.Equal(late.Value, Assert.Single(run.Counts.WouldHold));
        Assert.Equal(paid.Value, Assert.Single(run.Counts.WouldRelease));
        Assert.Equal((0, 0), (run.Counts.PlacedOnHold, run.Counts.Released));
        Assert.Equal(new[] { false, true }, await HeldAsync(late, paid));
        Assert.Empty(await _hub.AllAsync(HistoryEntry.Type, late.Value));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Many_pages_are_checked_whole_however_often_their_messages_come(int times)
    {
        await PastDueAsync();
        await AddManyAsync(CreditRunPage.Size + 10, dueOn: Today);
        await AddManyAsync(CreditRunPage.Size + 20, dueOn: null);

        var run = await RunAsync(times: times);

        Assert.Equal((CreditRunStatus.Succeeded, 530, 530, 530, 0, 0, 0), Counts(run));
        Assert.Equal(530, (await _hub.AllAsync(CustomerDocuments.Type)).Count(c => c.Account.Hold.OnHold));
    }

    [Fact]
    public async Task A_run_that_is_cut_after_any_commit_goes_on()
    {
        await PastDueAsync();
        for (var cut = 1; cut <= 8; cut++)
        {
            await AddManyAsync(3, dueOn: Today);
            await AddManyAsync(2, dueOn: null);
            var run = await _hub.Do.StartCredit.NowAsync(default);
            var broken = _hub.Over(new FaultyStore(_hub.Documents) { After = (n, _) => n < cut ? Task.CompletedTask : throw new StoreUnavailableException("cut") });
            await Assert.ThrowsAsync<StoreUnavailableException>(() => DrainAsync(broken.Credit));
            _hub.Clock.Advance(TimeSpan.FromMinutes(6));
            await DrainAsync(_hub.Do.Credit);

            Assert.Equal((CreditRunStatus.Succeeded, 5, 5, 5, 0, 0, 0), Counts((await _hub.FindAsync(CreditRun.Type, run.Id, run.Id))!));
        }
    }

    [Fact]
    public async Task Two_runs_at_once_hold_each_customer_once()
    {
        await PastDueAsync();
        await AddManyAsync(40, dueOn: Today);
        var runs = new[] { await _hub.Do.StartCredit.NowAsync(default), await _hub.Do.StartCredit.NowAsync(default) };

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => DrainAsync(_hub.Over(_hub.Documents).Credit))));

        var done = await Task.WhenAll(runs.Select(run => _hub.FindAsync(CreditRun.Type, run.Id, run.Id)));
        Assert.All(done, run => Assert.Equal(CreditRunStatus.Succeeded, run!.Status));
        Assert.Equal(40, done.Sum(run => run!.Counts.PlacedOnHold));
        foreach (var customer in await _hub.AllAsync(CustomerDocuments.Type)) Assert.Single(await _hub.AllAsync(HistoryEntry.Type, customer.Id.Value));
    }

    [Fact]
    public async Task A_process_that_remembers_older_settings_decides_under_those_of_the_run()
    {
        var late = await AddAsync(owed: 500, due: Today.AddDays(-1), revision: 0);
        var other = _hub.Over(_hub.Documents);
        await other.Settings.GetAsync(default);
        await _hub.Do.SetAsync(hub => hub with { CreditControl = new() { Strategy = CreditStrategy.PastDue, Revision = 2 } });
        await _hub.Do.StartCredit.NowAsync(default);
        await DrainAsync(other.Credit);
        Assert.Equal(new[] { true }, await HeldAsync(late));
    }

    [Fact]
    public async Task A_clock_that_jumps_back_during_a_run_undoes_nothing()
    {
        await PastDueAsync();
        var late = await AddAsync(owed: 500, due: Today, dueOn: Today.AddDays(1));
        var ahead = new StartCreditCheck(_hub.Documents, _hub.Queue, _hub.Do.Settings, _hub.Do.Ids, new FakeTimeProvider(Start.AddDays(1)));
        var run = (await ahead.IfDueAsync(default))!;
        await DrainAsync(_hub.Do.Credit);
        Assert.Equal((CreditRunStatus.Succeeded, 1, 1, 1, 0, 0, 0), Counts((await _hub.FindAsync(CreditRun.Type, run.Id, run.Id))!));
        Assert.Equal(new[] { true }, await HeldAsync(late));
        Assert.Null(await ahead.IfDueAsync(default));
    }

    [Fact]
    public async Task A_broken_customer_fails_alone_and_stays_a_candidate()
    {
        await PastDueAsync();
        var whole = await AddAsync(owed: 500, due: Today.AddDays(-1), dueOn: Today);
        var byDate = await BreakAsync(new() { ["creditDueOn"] = (long)Today.DayNumber });
        var byRevision = await BreakAsync(new() { ["creditRevision"] = 0L });

        for (var run = 0; run < 2; run++)
        {
            var counts = (await RunAsync()).Counts;
            Assert.Equal(2, counts.Failed);
            Assert.Equal([$"{byDate}: JsonException", $"{byRevision}: JsonException"], counts.Failures.Order());
        }

        Assert.Equal(new[] { true }, await HeldAsync(whole));
    }

    [Fact]
    public async Task The_nightly_check_begins_once_for_each_date()
    {
        await _hub.Do.SetAsync(hub => hub with { CreditControl = new() { RunAt = new(11, 0) } });
        Assert.Equal("run_nightly20260301", (await _hub.Do.StartCredit.IfDueAsync(default))!.Id);
        Assert.Null(await _hub.Do.StartCredit.IfDueAsync(default));
        _hub.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("run_nightly20260302", (await _hub.Do.StartCredit.IfDueAsync(default))!.Id);
        Assert.Null(await _hub.Do.StartCredit.IfDueAsync(default));
    }

    [Fact]
    public async Task A_check_that_stands_still_is_pushed_on()
    {
        var run = await _hub.Do.StartCredit.NowAsync(default);
        foreach (var lost in await _hub.Queue.ReceiveAsync(QueueNames.CreditPages, 32, TimeSpan.FromMinutes(1), default)) await _hub.Queue.CompleteAsync(lost, default);
        _hub.Clock.Advance(TimeSpan.FromMinutes(30));
        await _hub.Do.StartCredit.PushStalledAsync(default);
        Assert.Equal(0, await _hub.Queue.CountAsync(QueueNames.CreditPages, default));
        _hub.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await _hub.Do.StartCredit.PushStalledAsync(default);
        await DrainAsync(_hub.Do.Credit);

        Assert.Equal(CreditRunStatus.Succeeded, (await _hub.FindAsync(CreditRun.Type, run.Id, run.Id))!.Status);
        await _hub.Do.StartCredit.PushStalledAsync(default);
        Assert.Equal(0, await _hub.Queue.CountAsync(QueueNames.CreditPages, default));
    }

    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly Hold Held = new(HoldMode.Automatic, true, CreditRule.PastDueReason, Start, "hub");

    private static (CreditRunStatus, int Candidates, int Checked, int Held, int Released, int Unchanged, int Failed) Counts(CreditRun run) =>
        (run.Status, run.Counts.Candidates, run.Counts.Checked, run.Counts.PlacedOnHold, run.Counts.Released, run.Counts.Unchanged, run.Counts.Failed);

    private Task PastDueAsync() => _hub.Do.SetAsync(hub => hub with { CreditControl = new() { Strategy = CreditStrategy.PastDue, Revision = 1 } });

    private async Task<bool[]> HeldAsync(params CustomerId[] ids) => [.. (await Task.WhenAll(ids.Select(_hub.CustomerAsync))).Select(c => c.Account.Hold.OnHold)];

    private async Task<CustomerId> AddAsync(long owed, DateOnly? due, DateOnly? dueOn = null, long revision = 1, Hold? hold = null)
    {
        var id = CustomerId.New(_hub.Do.Ids);
        var account = new Account { Currency = Eur, CreditDueOn = dueOn, CreditRevision = revision, Hold = hold ?? Hold.None };
        account = account.With(new("EUR") { Invoiced = owed });
        if (due is { } day) account = account.WithDue(Eur, day, owed);
        await _hub.Do.Customers.CommitAsync(null, new() { Id = id, Ref = id.Value, Profile = Profile(), Account = account, CreatedAt = Start, UpdatedAt = Start }, [], default);
        return id;
    }

    private Task<CustomerId[]> AddManyAsync(int count, DateOnly? dueOn) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => AddAsync(500, Today.AddDays(-1), dueOn, revision: dueOn is null ? 0 : 1)));

    private async Task<CustomerId> BreakAsync(Dictionary<string, FieldValue> fields)
    {
        var id = CustomerId.New(_hub.Do.Ids);
        await _hub.Documents.CommitAsync(new(Containers.Customers, id.Value, [new Write.Create(id.Value, new("customer", "{ broken"u8.ToArray(), fields))]), default);
        return id;
    }

    private async Task<CreditRun> RunAsync(bool preview = false, int times = 1)
    {
        var run = preview ? await _hub.Do.StartCredit.PreviewAsync(policy: null, default) : await _hub.Do.StartCredit.NowAsync(default);
        await DrainAsync(_hub.Do.Credit, times);
        return (await _hub.FindAsync(CreditRun.Type, run.Id, run.Id))!;
    }

    private async Task DrainAsync(RunCreditCheck credit, int times = 1)
    {
        while (await _hub.Queue.ReceiveAsync(QueueNames.CreditPages, 4, TimeSpan.FromMinutes(5), default) is { Count: > 0 } taken)
            foreach (var message in taken)
            {
                for (var i = 0; i < times; i++) await credit.RunAsync(CreditMessage.Parse(message.Body), default);
                await _hub.Queue.CompleteAsync(message, default);
            }
    }
}
