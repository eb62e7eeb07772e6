using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Customers;

/// <summary>
/// Brings to the branches what a parent decides for them: its classifications, where lists and filters look for them, and
/// whether its credit limit holds. The parent is marked in the commit that changes something (<see cref="Customer.BranchesBehind"/>),
/// which sends a message; what a crash leaves undone, a tick finishes.
/// </summary>
public sealed class FollowParent(CustomerStore customers, Branches branches, PrepareChange prepare)
{
    private const int AtOnce = 8;

    public async Task RunAsync(CustomerId parentId, CancellationToken cancel)
    {
        while (await customers.FindAsync(parentId, cancel) is { Value: { BranchesBehind: true, IsClosed: false } } parent)
        {
            var pending = 0;
            await Parallel.ForEachAsync(branches.OfAsync(parentId, cancel), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (branch, token) =>
            {
                if (!await BringAsync(parent.Value, branch, token)) Interlocked.Increment(ref pending);
            });
            if (pending > 0) return; // the next tick looks again
            // Changed meanwhile: once more, with what it says now.
            await customers.CommitAsync(parent, parent.Value with { BranchesBehind = false }, [], cancel);
        }
    }

    /// <summary>False when the branch is just being created.</summary>
    private async Task<bool> BringAsync(Customer parent, CustomerId branchId, CancellationToken cancel)
    {
        while (true)
        {
            // Settled first: who is only about to become a branch begins again and reads the parent's classifications anew.
            var settled = await branches.SettleAsync(parent.Id, branchId, cancel);
            if (settled.Branch is not { } branch) return !settled.IsPending;
            if (branch.Value.IsClosed) return true; // it goes into another customer
            var (next, writes) = await prepare.RunAsync(branch.Value, branch.Value.Classified(parent, prepare.Now).Hearing(parent), Caller.Hub, "changed", cancel);
            if (next == branch.Value || await customers.CommitAsync(branch, next, writes, cancel)) return true;
        }
    }
}
