using Customers.Domain.Credit;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Queues;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Credit;

/// <summary>Branches count toward the limit of their parent, and are held with it (CONTRACT §6).</summary>
public sealed class FamilyTests : IDisposable
{
    private readonly Hub _hub = new();
    private readonly FamilyScene _scene;

    public FamilyTests() => _scene = new(_hub);

    public void Dispose() => _hub.Dispose();

    [Fact]
    public async Task The_limit_of_a_parent_is_that_of_all_its_branches_together()
    {
        await _scene.UseAsync(CreditStrategy.CreditLimit);
        var parent = await _scene.NewAsync(limit: 1_000);
        var (one, other, stranger) = (await _scene.NewAsync(parent: parent), await _scene.NewAsync(parent: parent), await _scene.NewAsync());
        await _scene.OweAsync(one, 600);
        await _scene.OweAsync(other, 400);
        Assert.Equal("- - - -", await HeldAsync(parent, one, other, stranger)); // exactly the limit
        await _scene.OweAsync(other, 1);
        Assert.Equal("parent-limit parent-limit parent-limit -", await HeldAsync(parent, one, other, stranger));
        await _scene.OweAsync(parent, 1_000);
        Assert.Equal("parent-limit parent-limit parent-limit -", await HeldAsync(parent, one, other, stranger));
        await _scene.OweAsync(parent, 1);
        Assert.Equal("credit-limit parent-limit parent-limit -", await HeldAsync(parent, one, other, stranger)); // its own debts alone
        await _scene.OweAsync(parent, -1_001);
        await _scene.OweAsync(one, -1);
        Assert.Equal("- - - -", await HeldAsync(parent, one, other, stranger));
        Assert.Equal(["held", "held", "held", "released"], // each reason of its own
             (await _hub.AllAsync(HistoryEntry.Type, parent.Value)).Select(entry => entry.Action).Where(action => action is "held" or "released"));
        await _scene.AssertAgreesAsync(CreditStrategy.CreditLimit);
    }

    [Fact]
    public async Task A_branch_that_comes_or_goes_brings_and_takes_what_it_owes()
    {
        await _scene.UseAsync(CreditStrategy.CreditLimit);
        var (parent, other) = (await _scene.NewAsync(limit: 1_000), await _scene.NewAsync(limit: 0));
        var (branch, moving) = (await _scene.NewAsync(parent: parent), await _scene.NewAsync());
        await _scene.OweAsync(moving, 1_001);
        Assert.Equal("- - - -", await HeldAsync(parent, other, branch, moving));
        await _scene.ChangeAsync(moving, p => p with { ParentId = parent });
        Assert.Equal("parent-limit - parent-limit parent-limit", await HeldAsync(parent, other, branch, moving));
        await _scene.ChangeAsync(moving, p => p with { ParentId = other });
        Assert.Equal("- parent-limit - parent-limit", await HeldAsync(parent, other, branch, moving));
        await _scene.ChangeAsync(moving, p => p with { ParentId = null });
        Assert.Equal("- - - -", await HeldAsync(parent, other, branch, moving));
        var late = await _scene.NewAsync(parent: other);
        await _scene.OweAsync(other, 1);
        var later = await _scene.NewAsync(parent: other);
        Assert.Equal("credit-limit parent-limit parent-limit", await HeldAsync(other, late, later));
        await _scene.AssertAgreesAsync(CreditStrategy.CreditLimit);
    }

    [Fact]
    public async Task Limits_strategies_and_exemptions_change_it_for_all()
    {
        await _scene.UseAsync(CreditStrategy.CreditLimit);
        var parent = await _scene.NewAsync(limit: 100);
        var (branch, exempt, foreign) = (await _scene.NewAsync(parent: parent), await _scene.NewAsync(parent: parent), await _scene.NewAsync(parent: parent, currency: "USD"));
        await _hub.Do.Hold.ExemptAsync(exempt, _ => true, Ann, default);
        await _scene.OweAsync(foreign, 500); // another currency than the limit's
        Assert.Equal("- - - -", await HeldAsync(parent, branch, exempt, foreign));
        await _scene.OweAsync(exempt, 101);
        Assert.Equal("parent-limit parent-limit - parent-limit", await HeldAsync(parent, branch, exempt, foreign));
        await _scene.ChangeAsync(parent, p => p with { CreditLimit = Euros(101) });
        Assert.Equal("- - - -", await HeldAsync(parent, branch, exempt, foreign));
        await _scene.ChangeAsync(parent, p => p with { CreditLimit = Euros(0) });
        Assert.Equal("parent-limit parent-limit - parent-limit", await HeldAsync(parent, branch, exempt, foreign));
        await _hub.Do.Hold.ExemptAsync(parent, _ => true, Ann, default);
        Assert.Equal("- - - -", await HeldAsync(parent, branch, exempt, foreign));
        await _hub.Do.Hold.HoldAsync(parent, "by hand", _ => true, Ann, default);
        Assert.Equal("by hand parent-limit - parent-limit", await HeldAsync(parent, branch, exempt, foreign));
    }

    [Theory]
    [InlineData(CreditStrategy.None, "- -")]
    [InlineData(CreditStrategy.PastDue, "- -")]
    [InlineData(CreditStrategy.CreditLimitWithOpenOrders, "parent-limit parent-limit")]
    public async Task Another_strategy_decides_for_parent_and_branches_at_the_next_check(CreditStrategy strategy, string held)
    {
        await _scene.UseAsync(CreditStrategy.CreditLimit);
        var parent = await _scene.NewAsync(limit: 100);
        var branch = await _scene.NewAsync(parent: parent);
        await _scene.OweAsync(branch, 101);
        Assert.Equal("parent-limit parent-limit", await HeldAsync(parent, branch));
        await _scene.UseAsync(strategy);
        await _hub.Do.StartCredit.NowAsync(default);
        while (await _hub.Queue.ReceiveAsync(QueueNames.CreditPages, 4, TimeSpan.FromMinutes(5), default) is { Count: > 0 } taken)
            foreach (var message in taken) await _hub.Do.Credit.RunAsync(CreditMessage.Parse(message.Body), default);
        Assert.Equal(held, await HeldAsync(parent, branch));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_breaks_off_anywhere_the_next_delivery_or_a_tick_brings_to_its_end(bool after)
    {
        await _scene.UseAsync(CreditStrategy.CreditLimit);
        var cuts = 0;
        for (var cut = 1; cut <= 12; cut++)
        {
            var parent = await _scene.NewAsync(limit: 100);
            var (branch, other) = (await _scene.NewAsync(parent: parent), await _scene.NewAsync(parent: parent));
            await _scene.HandleAsync();
            await _scene.OweAsync(branch, 101);
            Task Break(int commit, Commit _) => commit == cut ? throw new StoreUnavailableException("cut") : Task.CompletedTask;
            var broken = _hub.Over(after ? new FaultyStore(_hub.Documents) { After = Break } : new FaultyStore(_hub.Documents) { Before = Break });
            if (await Record.ExceptionAsync(() => _scene.HandleAsync(broken)) is { } fault) cuts += fault is StoreUnavailableException ? 1 : throw fault;
            await _hub.Do.Families.RunAllAsync(default);
            Assert.Equal("parent-limit parent-limit parent-limit", await HeldAsync(parent, branch, other));
        }

        Assert.InRange(cuts, 4, 11);
        await _scene.AssertAgreesAsync(CreditStrategy.CreditLimit);
    }

    [Fact]
    public async Task Whatever_happens_at_once_and_whatever_messages_are_lost_the_holds_are_those_of_the_sums()
    {
        await _scene.UseAsync(CreditStrategy.CreditLimitWithOpenOrders);
        CustomerId[] parents = [await _scene.NewAsync(limit: 500), await _scene.NewAsync(limit: 900), await _scene.NewAsync()];
        var branches = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => _scene.NewAsync(limit: i == 0 ? 200 : null, parent: parents[i % 2])));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            var (dice, process) = (new Random(worker), _hub.Over(_hub.Documents));
            for (var step = 0; step < 25; step++)
            {
                var (parent, branch) = (parents[dice.Next(parents.Length)], branches[dice.Next(branches.Length)]);
                await (dice.Next(8) switch
                {
                    0 => _scene.ChangeAsync(branch, p => p with { ParentId = dice.Next(4) == 0 ? null : parent }, process),
                    1 => _scene.ChangeAsync(parent, p => p with { CreditLimit = dice.Next(5) == 0 ? null : Euros(dice.Next(0, 1_000)) }, process),
                    2 => _scene.OweAsync(parent, 2 * dice.Next(-75, 75) + 1, process),
                    3 => process.Hold.ReleaseAsync(parent, _ => true, Ann, default),
                    4 => process.Hold.ExemptAsync(dice.Next(2) == 0 ? parent : branch, _ => true, Ann, default),
                    _ => _scene.OweAsync(branch, 2 * dice.Next(-75, 125) + 1, process),
                });
                await _scene.HandleAsync(process, isLost: () => dice.Next(10) == 0);
            }
        })));

        await _scene.HandleAsync();
        await _hub.Do.Families.RunAllAsync(default);
        await _scene.AssertAgreesAsync(CreditStrategy.CreditLimitWithOpenOrders);
    }

    /// <summary>Once all messages are handled.</summary>
    private async Task<string> HeldAsync(params CustomerId[] ids)
    {
        await _scene.HandleAsync();
        return await _scene.HeldAsync(ids);
    }
}
