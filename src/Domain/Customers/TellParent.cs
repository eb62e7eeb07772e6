using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Customers;

/// <summary>
/// Brings what a branch uses of the credit limit to its parent, and back how the parent stands. The branch carries what it has
/// told (<see cref="Accounts.Account.Told"/>): a commit after which that no longer holds sends a message, and a tick looks for what was lost.
/// </summary>
public sealed class TellParent(CustomerStore customers, WriteParts parts, PrepareChange prepare)
{
    public async Task RunAsync(CustomerId branchId, CancellationToken cancel)
    {
        while (await customers.FindAsync(branchId, cancel) is { Value: { TellsParent: true, Profile.ParentId: { } parentId } branch } current)
        {
            var told = await TellAsync(parentId, branch, cancel);
            if (told.IsRefused(out _)) return; // a parent that just goes into another one, to which its branches will be led
            var heard = branch.Hearing(told.Value);
            var (next, writes) = await prepare.RunAsync(branch, heard with { Account = heard.Account with { Told = new(parentId, branch.Account.Use) } }, Caller.Hub, "changed", cancel);
            await customers.CommitAsync(current, next, writes, cancel); // changed meanwhile: tells again
        }
    }

    /// <summary>The parent as it is then.</summary>
    private Task<Outcome<Customer>> TellAsync(CustomerId parentId, Customer branch, CancellationToken cancel) =>
        parts.RunAsync<BranchLink, Customer>(parentId, BranchLink.Type, BranchLink.IdOf(branch.Id), async (parent, link) =>
        {
            if (link is null || link.Value.Version >= branch.Account.Version) return new PartChange<Customer>(parent, parent, []);
            var use = parent.Account.Currency == branch.Account.Currency ? branch.Account.Use : default;
            var account = parent.Account with { Branches = parent.Account.Branches - link.Value.Use + use };
            var (next, writes) = await prepare.RunAsync(parent, parent.WithAccount(account, prepare.Now), Caller.Hub, "changed", cancel);
            return new PartChange<Customer>(next, next, [BranchLink.Type.Replace(link, link.Value with { Use = use, Version = branch.Account.Version }), .. writes]);
        }, cancel);
}
