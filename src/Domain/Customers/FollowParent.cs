using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;

namespace Customers.Domain.Customers;

/// <summary>
/// Brings a parent's classifications to its branches, where lists and filters look for them. The parent is marked in the
/// commit that changes them (<see cref="Customer.BranchesBehind"/>); what a crash leaves undone, a tick finishes.
/// </summary>
public sealed class FollowParent(IDocumentStore documents, CustomerStore customers, Branches branches, IIdSource ids, TimeProvider clock)
{
    private const int AtOnce = 8;

    /// <summary>Every customer whose branches are behind.</summary>
    public async Task RunAllAsync(CancellationToken cancel)
    {
        var behind = new Query(CustomerDocuments.Type, 100) { Where = [new Condition.Equal("branchesBehind", 1L)] };
        await foreach (var parent in documents.AllAsync(CustomerDocuments.Type, behind, cancel)) await RunAsync(parent.Value.Id, cancel);
    }

    public async Task RunAsync(CustomerId parentId, CancellationToken cancel)
    {
        while (await customers.FindAsync(parentId, cancel) is { Value: { BranchesBehind: true, IsClosed: false } } parent)
        {
            var (wanted, pending) = (parent.Value.Profile.Classifications, 0);
            await Parallel.ForEachAsync(branches.OfAsync(parentId, cancel), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (branch, token) =>
            {
                if (!await BringAsync(parentId, branch, wanted, token)) Interlocked.Increment(ref pending);
            });
            if (pending > 0) return; // the next tick looks again
            // Changed meanwhile: once more, with what it says now.
            await customers.CommitAsync(parent, parent.Value with { BranchesBehind = false }, [], cancel);
        }
    }

    /// <summary>False when the branch is just being created.</summary>
    private async Task<bool> BringAsync(CustomerId parent, CustomerId branchId, IReadOnlyDictionary<string, string> wanted, CancellationToken cancel)
    {
        while (true)
        {
            // Settled first: who is only about to become a branch begins again and reads the parent's classifications anew.
            var settled = await branches.SettleAsync(parent, branchId, cancel);
            if (settled.Branch is not { } branch) return !settled.IsPending;
            if (branch.Value.IsClosed) return true; // it goes into another customer
            var now = clock.GetUtcNow();
            var profile = branch.Value.Profile with { Classifications = wanted };
            var changes = HistoryWriter.Between(branch.Value.Profile, profile);
            if (changes.Count == 0) return true;
            var entry = HistoryWriter.Entry(branchId, branchId.Value, "changed", Caller.Hub, now, ids, changes);
            if (await customers.CommitAsync(branch, branch.Value.Touched(now) with { Profile = profile }, [HistoryEntry.Type.Create(entry)], cancel)) return true;
        }
    }
}
