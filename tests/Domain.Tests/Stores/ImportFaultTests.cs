using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Stores;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Stores;

/// <summary>The store breaks off before or after any commit; running again ends where an undisturbed run ends.</summary>
public sealed class ImportFaultTests : IDisposable
{
    private readonly Hub _hub = new();

    public void Dispose() => _hub.Dispose();

    public static TheoryData<string, bool, bool> Faults()
    {
        var faults = new TheoryData<string, bool, bool>();
        foreach (var what in new[] { "new customer", "new order", "update", "move", "delete", "told of a customer", "told more by a pull" })
            foreach (var after in new[] { false, true })
                foreach (var cancelled in new[] { false, true }) faults.Add(what, after, cancelled);
        return faults;
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Running_again_after_a_fault_ends_as_if_there_had_been_none(string what, bool after, bool cancelled)
    {
        var commits = 0;
        for (var broken = 1; broken == 1 || broken <= commits; broken++)
        {
            var store = Store($"sto_{broken}");
            var act = await PrepareAsync(store, what);
            var faulty = Faulty(broken, after, cancelled);
            var fault = await Record.ExceptionAsync(() => act(_hub.Over(faulty)));
            Assert.True(fault is StoreUnavailableException or OperationCanceledException, $"commit {broken}: {fault}");

            var whole = new FaultyStore(_hub.Documents);
            await act(_hub.Over(whole));
            await Expected(store, what).AssertAsync(_hub);
            commits = Math.Max(commits, await CommitsOfAsync(what));
        }

        Assert.True(commits >= 2 || what is "told of a customer" or "told more by a pull" or "update", $"{commits} commits were broken.");
    }

    /// <summary>How many commits an undisturbed run makes.</summary>
    private async Task<int> CommitsOfAsync(string what)
    {
        var store = Store("sto_counted" + what.Length);
        var counting = new FaultyStore(_hub.Documents);
        await (await PrepareAsync(store, what))(_hub.Over(counting));
        return counting.Commits;
    }

    private FaultyStore Faulty(int broken, bool after, bool cancelled)
    {
        Task Break(int number, Commit commit) => number != broken ? Task.CompletedTask
            : throw (cancelled ? new OperationCanceledException() : new StoreUnavailableException("broken by the test"));
        return after ? new(_hub.Documents) { After = Break } : new(_hub.Documents) { Before = Break };
    }

    /// <summary>Brings the store to where the act begins.</summary>
    private async Task<Func<UseCases, Task>> PrepareAsync(Store store, string what)
    {
        if (what is not ("new customer" or "told of a customer")) await _hub.Do.ImportAsync(store, Version("0", 0, Bare(store), paid: 1));
        if (what is "update" or "move" or "delete") await _hub.Do.ImportAsync(store, Version("1", 1, Buyer(store), paid: 1));
        if (what is "told more by a pull") await _hub.Do.ImportAsync(store, Version("1", 2, Bare(store), paid: 2));
        return what switch
        {
            "told more by a pull" => hub => hub.Orders.RunAsync(store, Version("1", 2, Buyer(store), paid: 2), Start.AddMinutes(9), default),
            "told of a customer" => hub => hub.StoreCustomers.RunAsync(store, Buyer(store), Start, default),
            "delete" => hub => hub.Deletions.RunAsync(store, "1", Start.AddMinutes(9), default),
            "move" => hub => hub.ImportAsync(store, Version("1", 2, Registered("other", $"other@{store.Id}"), paid: 2)),
            _ => hub => hub.ImportAsync(store, Version("1", 2, Buyer(store), paid: 2)),
        };
    }

    private static EndState Expected(Store store, string what)
    {
        var deleted = new Dictionary<string, DateTimeOffset>();
        if (what == "delete") deleted["1"] = Start.AddMinutes(9);
        StoreOrder[] newest = what switch
        {
            "told of a customer" => [],
            "new customer" => [Version("1", 2, Buyer(store), paid: 2)],
            "delete" => [Version("0", 0, Bare(store), paid: 1), Version("1", 1, Buyer(store), paid: 1)],
            "move" => [Version("0", 0, Bare(store), paid: 1), Version("1", 2, Registered("other", $"other@{store.Id}"), paid: 2)],
            _ => [Version("0", 0, Bare(store), paid: 1), Version("1", 2, Buyer(store), paid: 2)],
        };
        return new(store, newest, deleted);
    }

    /// <summary>As a webhook tells of the buyer, and as a pull does.</summary>
    private static StoreCustomer Bare(Store store) => Registered("7", $"rey@{store.Id}") with { Address = new() { Line1 = "Quay 1" } };

    private static StoreCustomer Buyer(Store store) => Bare(store) with { Tags = ["vip"], Marketing = new(new(ConsentState.Subscribed, Start)) };
}
