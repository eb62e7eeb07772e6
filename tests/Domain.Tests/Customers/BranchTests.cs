using Customers.Domain.Claims;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Customers;

public sealed class BranchTests : IDisposable
{
    private readonly Hub _hub = new();

    public void Dispose() => _hub.Dispose();

    [Fact]
    public async Task A_branch_has_its_parents_classifications_from_then_on_and_keeps_them_when_it_leaves()
    {
        await TiersAsync();
        var (parent, branch) = (await NewAsync("Gold"), await NewAsync());
        await JoinAsync(branch, parent);
        Assert.Equal("Gold 1", await StateAsync(branch, parent));

        await ChangeAsync(parent, p => p with { Classifications = Tier("Silver") });
        Assert.Equal("Silver 1", await StateAsync(branch, parent));
        Assert.Equal(["created", "changed", "changed"], (await _hub.AllAsync(HistoryEntry.Type, branch.Value)).Select(h => h.Action));

        await JoinAsync(branch, null);
        await ChangeAsync(parent, p => p with { Classifications = Tier("Gold") });
        Assert.Equal("Silver 0", await StateAsync(branch, parent));
    }

    [Fact]
    public async Task What_would_make_two_levels_or_a_circle_is_refused()
    {
        await TiersAsync();
        var (parent, branch, other) = (await NewAsync(), await NewAsync(), await NewAsync());
        await JoinAsync(branch, parent);
        Assert.Equal("parentId", await FaultAsync(other, p => p with { ParentId = branch }));
        Assert.Equal("parentId", await FaultAsync(parent, p => p with { ParentId = other }));
        Assert.Equal("parentId", await FaultAsync(other, p => p with { ParentId = other }));
        Assert.Equal("parentId", await FaultAsync(other, p => p with { ParentId = CustomerId.New(_hub.Do.Ids) }));
        Assert.Equal("classifications", await FaultAsync(branch, p => p with { Classifications = Tier("Gold") }));
        Assert.Equal("parentId", Assert.Single((await _hub.Do.Create().RunAsync(Profile() with { ParentId = branch }, null, Ann, default)).Refusal!.Faults!.Keys));
        Assert.Equal(0, (await _hub.CustomerAsync(other)).Counts.Branches);
    }

    [Fact]
    public async Task A_customer_is_deleted_only_when_its_last_branch_has_gone()
    {
        var (parent, moving, deleted) = (await NewAsync(), await NewAsync(), await NewAsync());
        await JoinAsync(moving, parent);
        await JoinAsync(deleted, parent);
        Assert.Equal("customer-has-documents", (await DeleteAsync(parent)).Refusal!.Code);
        await JoinAsync(moving, await NewAsync());
        Assert.Null((await DeleteAsync(deleted)).Refusal);
        Assert.Null((await DeleteAsync(parent)).Refusal);
        Assert.Empty(await _hub.AllAsync(BranchLink.Type, parent.Value));
    }

    [Fact]
    public async Task Of_two_at_once_never_both_make_two_levels()
    {
        var other = _hub.Over(_hub.Documents);
        for (var round = 0; round < 20; round++)
        {
            var (a, b, c) = (await NewAsync(), await NewAsync(), await NewAsync());
            await Task.WhenAll(
                Task.Run(() => _hub.Do.Change.ProfileAsync(a, (p, _) => p with { ParentId = b }, _ => true, Ann, default)),
                Task.Run(() => other.Change.ProfileAsync(b, (p, _) => p with { ParentId = c }, _ => true, Ann, default)),
                Task.Run(() => other.Change.ProfileAsync(c, (p, _) => p with { ParentId = a }, _ => true, Ann, default)));
            await AssertOneLevelAsync(a, b, c);
        }
    }

    [Fact]
    public async Task A_link_that_is_taken_away_just_before_its_branch_names_it_is_made_again()
    {
        var (parent, branch) = (await NewAsync(), await NewAsync());
        var slow = _hub.Over(new FaultyStore(_hub.Documents) { Before = (number, _) => number == 2 ? _hub.Do.Branches.SettleAsync(parent, branch, default) : Task.CompletedTask });
        Assert.Null((await slow.Change.ProfileAsync(branch, (p, _) => p with { ParentId = parent }, _ => true, Ann, default)).Refusal);
        Assert.Equal(parent, (await _hub.CustomerAsync(branch)).Profile.ParentId);
        await AssertOneLevelAsync(parent, branch);
    }

    [Fact]
    public async Task A_branch_that_joins_while_its_parent_is_reclassified_ends_up_alike()
    {
        await TiersAsync();
        var other = _hub.Over(_hub.Documents);
        for (var round = 0; round < 20; round++)
        {
            var (parent, branch) = (await NewAsync("Gold"), await NewAsync());
            await Task.WhenAll(
                Task.Run(() => JoinAsync(branch, parent)),
                Task.Run(() => other.Change.ProfileAsync(parent, (p, _) => p with { Classifications = Tier("Silver") }, _ => true, Ann, default)));
            Assert.Equal("Silver 1", await StateAsync(branch, parent));
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public async Task A_move_that_breaks_off_anywhere_leaves_one_level_and_nothing_in_the_way(int commit, bool written)
    {
        var (from, to, branch) = (await NewAsync(), await NewAsync(), await NewAsync());
        await JoinAsync(branch, from);
        Task Break(int number, Commit _) => number == commit ? throw new StoreUnavailableException("gone") : Task.CompletedTask;
        var broken = _hub.Over(new FaultyStore(_hub.Documents) { Before = written ? (_, _) => Task.CompletedTask : Break, After = written ? Break : (_, _) => Task.CompletedTask });
        await Assert.ThrowsAsync<StoreUnavailableException>(() => broken.Change.ProfileAsync(branch, (p, _) => p with { ParentId = to }, _ => true, Ann, default));

        await AssertOneLevelAsync(from, to, branch);
        var left = (await _hub.CustomerAsync(branch)).Profile.ParentId == to ? from : to;
        Assert.Null((await DeleteAsync(left)).Refusal);
    }

    [Fact]
    public async Task A_link_whose_creation_broke_off_is_gone_after_its_patience_and_one_of_a_refused_creation_at_once()
    {
        var parent = await NewAsync();
        await _hub.Do.Branches.LinkAsync(parent, CustomerId.New(_hub.Do.Ids), default);
        Assert.Equal("customer-has-documents", (await DeleteAsync(parent)).Refusal!.Code);
        _hub.Clock.Advance(Claim.Patience);
        await _hub.Do.Create().RunAsync(Profile(), "TAKEN", Ann, default);
        Assert.Equal("reference-taken", (await _hub.Do.Create().RunAsync(Profile() with { ParentId = parent }, "TAKEN", Ann, default)).Refusal!.Code);
        Assert.Null((await DeleteAsync(parent)).Refusal);
    }

    [Fact]
    public async Task What_a_crash_kept_from_the_branches_a_tick_brings()
    {
        await TiersAsync();
        var (parent, branch) = (await NewAsync("Gold"), await NewAsync());
        await JoinAsync(branch, parent);
        var broken = _hub.Over(new FaultyStore(_hub.Documents) { Before = (number, _) => number == 2 ? throw new StoreUnavailableException("gone") : Task.CompletedTask });
        await Assert.ThrowsAsync<StoreUnavailableException>(() => broken.Change.ProfileAsync(parent, (p, _) => p with { Classifications = Tier("Silver") }, _ => true, Ann, default));
        Assert.Equal("Gold 1", await StateAsync(branch, parent));

        await _hub.Do.Families.RunAllAsync(default);
        Assert.Equal("Silver 1", await StateAsync(branch, parent));
        Assert.False((await _hub.CustomerAsync(parent)).BranchesBehind);
    }

    private async Task AssertOneLevelAsync(params CustomerId[] all)
    {
        foreach (var id in all)
        {
            var customer = await _hub.CustomerAsync(id);
            Assert.Equal((await _hub.AllAsync(BranchLink.Type, id.Value)).Count, customer.Counts.Branches);
            if (customer.Profile.ParentId is not { } parentId) continue;
            var parent = await _hub.CustomerAsync(parentId);
            Assert.Null(parent.Profile.ParentId);
            Assert.NotNull(await _hub.FindAsync(BranchLink.Type, parentId.Value, BranchLink.IdOf(id)));
        }
    }

    private Task TiersAsync() => _hub.Do.SetAsync(hub => hub with { Classifications = [new("tier", "Tier", ["Gold", "Silver"])] });

    private static Dictionary<string, string> Tier(string tier) => new() { ["tier"] = tier };

    private async Task<CustomerId> NewAsync(string? tier = null) =>
        (await _hub.Do.Create().RunAsync(Profile() with { Classifications = tier is null ? [] : Tier(tier) }, null, Ann, default)).Value.Id;

    private Task<Outcome<Customer>> ChangeAsync(CustomerId id, Func<CustomerProfile, CustomerProfile> change) =>
        _hub.Do.Change.ProfileAsync(id, (profile, _) => change(profile), _ => true, Ann, default);

    private async Task JoinAsync(CustomerId branch, CustomerId? parent) => Assert.Null((await ChangeAsync(branch, p => p with { ParentId = parent })).Refusal);

    private Task<Outcome<Customer>> DeleteAsync(CustomerId id) => _hub.Do.Delete.RunAsync(id, _ => true, Ann, default);

    private async Task<string> FaultAsync(CustomerId id, Func<CustomerProfile, CustomerProfile> change) => Assert.Single((await ChangeAsync(id, change)).Refusal!.Faults!.Keys);

    private async Task<string> StateAsync(CustomerId branch, CustomerId parent) =>
        $"{(await _hub.CustomerAsync(branch)).Profile.Classifications.GetValueOrDefault("tier")} {(await _hub.CustomerAsync(parent)).Counts.Branches}";
}
