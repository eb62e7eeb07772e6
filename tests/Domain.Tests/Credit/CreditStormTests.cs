using Customers.Domain.Accounts;
using Customers.Domain.Credit;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Queues;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Credit;

/// <summary>Runs of four processes at once, each cut now and then, while people post, change the settings, and hold customers by hand.</summary>
public sealed class CreditStormTests : IDisposable
{
    private const int Customers = 600;
    private static readonly DateOnly Today = new(2026, 3, 2);
    private readonly Hub _hub = new();
    private readonly FamilyScene _scene;

    public CreditStormTests() => _scene = new(_hub);

    public void Dispose() => _hub.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Every_hold_ends_as_the_pure_decision_says_and_no_persons_hold_is_touched(int seed)
    {
        var dice = new Random(seed);
        await UseAsync(CreditStrategy.PastDue);
        var ids = await Task.WhenAll(Enumerable.Range(0, Customers).Select(_ => AddAsync(dice)));
        await _hub.Do.StartCredit.NowAsync(default);
        var people = Task.Run(() => InterfereAsync(ids, new Random(seed)));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => WorkAsync(new Random(seed * 10 + i), people))));
        _hub.Clock.Advance(TimeSpan.FromDays(1));
        await _hub.Do.StartCredit.IfDueAsync(default);
        await WorkAsync(null, Task.CompletedTask);

        var hub = (await _hub.Do.Settings.ReadAsync(default))!.Value;
        Assert.All(await _hub.AllAsync(CustomerDocuments.Type), customer => Assert.IsType<CreditDecision.Kept>(
            CreditRule.Decide(customer.Account, customer.Profile.CreditLimit, hub.CreditControl, Today.AddDays(1))));
        Assert.All(await _hub.AllAsync(CreditRun.Type), run => Assert.Equal(CreditRunStatus.Succeeded, run.Status));
        foreach (var id in ids)
            Assert.All(await _hub.AllAsync(HistoryEntry.Type, id.Value), entry => Assert.False(entry.By == Caller.Hub.Id && entry.Changes.Any(change => change.Field == "hold.mode")));
    }

    /// <summary>People, of a process whose settings are always as old as they may be.</summary>
    private async Task InterfereAsync(CustomerId[] ids, Random dice)
    {
        var process = _hub.Over(_hub.Documents);
        foreach (var strategy in new[] { CreditStrategy.CreditLimit, CreditStrategy.None, CreditStrategy.CreditLimitWithOpenOrders, CreditStrategy.PastDue, CreditStrategy.CreditLimit })
        {
            for (var i = 0; i < 10; i++) await _scene.OweAsync(ids[dice.Next(ids.Length)], 2 * dice.Next(-400, 400) + 1, process);
            await process.Hold.HoldAsync(ids[dice.Next(ids.Length)], "by hand", _ => true, Ann, default);
            await process.Hold.ReleaseAsync(ids[dice.Next(ids.Length)], _ => true, Ann, default);
            await UseAsync(strategy);
            await _hub.Do.StartCredit.NowAsync(default);
        }
    }

    /// <param name="dice">When a commit breaks off; null: never.</param>
    private async Task WorkAsync(Random? dice, Task people)
    {
        Task Break(int _, Commit __) => dice?.Next(60) == 0 ? throw new StoreUnavailableException("cut") : Task.CompletedTask;
        while (true)
        {
            var over = people.IsCompleted;
            var process = _hub.Over(new FaultyStore(_hub.Documents) { Before = Break, After = Break }); // after each cut a new one, that knows nothing
            var taken = await _hub.Queue.ReceiveAsync(QueueNames.CreditPages, 1, TimeSpan.FromMinutes(5), default);
            foreach (var message in taken)
                try
                {
                    await process.Credit.RunAsync(CreditMessage.Parse(message.Body), default);
                    await _hub.Queue.CompleteAsync(message, default);
                }
                catch (StoreUnavailableException)
                {
                    await _hub.Queue.ReleaseAsync(message, TimeSpan.Zero, default);
                }

            if (taken.Count == 0 && over && await _hub.Queue.CountAsync(QueueNames.CreditPages, default) == 0) return;
            if (taken.Count == 0) await Task.Yield();
        }
    }

    private Task UseAsync(CreditStrategy strategy) => _hub.Do.SetAsync(hub => hub with { CreditControl = new() { Strategy = strategy, Revision = hub.CreditControl.Revision + 1 } });

    private async Task<CustomerId> AddAsync(Random dice)
    {
        CustomerId id;
        Account account;
        CustomerProfile profile;
        lock (dice)
        {
            id = CustomerId.New(_hub.Do.Ids);
            var owed = dice.Next(0, 1_000);
            var hold = dice.Next(8) switch { 0 => new Hold(HoldMode.Manual, true, "words", Start, "key_ann"), 1 => Hold.Exempt, 2 => new Hold(HoldMode.Automatic, true, CreditRule.PastDueReason, Start, "hub"), _ => Hold.None };
            account = new Account { Currency = Eur, Hold = hold, CreditRevision = dice.Next(0, 2), CreditDueOn = dice.Next(3) == 0 ? Today : null };
            account = account.With(new("EUR") { Invoiced = owed }).WithDue(Eur, Today.AddDays(dice.Next(-2, 2)), owed);
            profile = Profile() with { CreditLimit = dice.Next(3) switch { 0 => null, 1 => Euros(0), _ => Euros(500) } };
        }

        await _hub.Do.Customers.CommitAsync(null, new() { Id = id, Ref = id.Value, Profile = profile, Account = account, CreatedAt = Start, UpdatedAt = Start }, [], default);
        return id;
    }
}
