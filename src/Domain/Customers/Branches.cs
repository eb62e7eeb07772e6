using Customers.Domain.Claims;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Customers;

/// <summary>
/// Keeps branches one level deep. Who becomes a branch is first linked at the parent, in one commit with the parent's own
/// document (<see cref="LinkAsync"/>), and then names its parent, by the etag it was read with before the link. So of two
/// at once, A to become a branch of B and B one of C, either B gets the link and stays without a parent, or B names C and
/// the link is refused. A crash in between leaves a link that nobody names; <see cref="SettleAsync"/> takes it away.
/// </summary>
public sealed class Branches(IDocumentStore documents, CustomerStore customers, WriteParts parts, PrepareChange prepare)
{
    /// <summary>The parent as it is with the link. Refused as a fault of <c>parentId</c> when it cannot be one.</summary>
    public async Task<Outcome<Customer>> LinkAsync(CustomerId parent, CustomerId branch, CancellationToken cancel)
    {
        if (parent == branch) return Fault("must be another customer");
        var linked = await parts.RunAsync<BranchLink, Customer>(parent, BranchLink.Type, BranchLink.IdOf(branch), (customer, link) =>
        {
            if (customer.Profile.ParentId is not null) return Decided(Fault("names a branch, which cannot have branches itself"));
            var next = link is null ? WithBranches(customer, +1) : customer;
            // Written again also where it is: whoever was about to remove it finds it changed.
            return Decided(new PartChange<Customer>(next, next, [BranchLink.Type.Save(link, (link?.Value ?? new(parent, branch, prepare.Now)) with { MadeAt = prepare.Now })]));
        }, cancel);
        return linked.Refusal == Refusal.NotFound ? Fault("is no customer") : linked;

        static Refusal Fault(string fault) => Refusal.Invalid("parentId", fault);
    }

    /// <summary>Removes the link unless the branch names this parent, or may be about to be created as its branch.</summary>
    /// <param name="abandoned">The caller was about to create the branch, and does not.</param>
    public async Task<SettledLink> SettleAsync(CustomerId parent, CustomerId branch, CancellationToken cancel, bool abandoned = false)
    {
        var id = BranchLink.IdOf(branch);
        while (await documents.ReadAsync(BranchLink.Type, parent.Value, id, cancel) is { } link)
        {
            var found = await customers.FindAsync(branch, cancel);
            if (found?.Value.Profile.ParentId == parent) return new(found, IsPending: false);
            if (found is null && !abandoned && prepare.Now - link.Value.MadeAt < Claim.Patience) return new(null, IsPending: true);
            // Whoever is about to name this parent has read the branch before: now that attempt fails, and begins with a new link.
            if (found is { Value.IsClosed: false } && !await customers.CommitAsync(found, found.Value, [], cancel)) continue;
            var removed = await parts.RunAsync<BranchLink, bool>(parent, BranchLink.Type, id, (customer, current) => current?.ETag == link.ETag
                ? WithoutAsync(customer, current, cancel)
                : Decided(new PartChange<bool>(false, customer, [])), cancel);
            if (removed.IsRefused(out _)) break;
        }

        return new(null, IsPending: false);
    }

    /// <summary>Does a branch remain once every link is settled, or may one be just being created?</summary>
    public async Task<bool> AnyAsync(Customer customer, CancellationToken cancel)
    {
        if (customer.Counts.Branches == 0) return false;
        await foreach (var branch in OfAsync(customer.Id, cancel))
            if (await SettleAsync(customer.Id, branch, cancel) is { Branch: not null } or { IsPending: true }) return true;
        return false;
    }

    /// <summary>All that are linked.</summary>
    public async IAsyncEnumerable<CustomerId> OfAsync(CustomerId parent, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var links = new Query(BranchLink.Type, 200) { Partition = parent.Value };
        await foreach (var link in documents.AllAsync(BranchLink.Type, links, cancel)) yield return link.Value.BranchId;
    }

    /// <summary>What the branch used of the limit goes with its link.</summary>
    private async Task<Outcome<PartChange<bool>>> WithoutAsync(Customer parent, Stored<BranchLink> link, CancellationToken cancel)
    {
        var account = parent.Account with { Branches = parent.Account.Branches - link.Value.Use };
        var (next, writes) = await prepare.RunAsync(parent, WithBranches(parent, -1).WithAccount(account, prepare.Now), Caller.Hub, "changed", cancel);
        return new PartChange<bool>(true, next, [BranchLink.Type.Delete(link), .. writes]);
    }

    private static Customer WithBranches(Customer customer, int more) =>
        customer with { Counts = customer.Counts with { Branches = customer.Counts.Branches + more } };

    private static Task<Outcome<PartChange<T>>> Decided<T>(PartChange<T> change) => Task.FromResult<Outcome<PartChange<T>>>(change);

    private static Task<Outcome<PartChange<Customer>>> Decided(Refusal refusal) => Task.FromResult<Outcome<PartChange<Customer>>>(refusal);
}

/// <param name="Branch">As it is, where it names this parent.</param>
/// <param name="IsPending">There is no such customer, but it may be just being created.</param>
public sealed record SettledLink(Stored<Customer>? Branch, bool IsPending);
