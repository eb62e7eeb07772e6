using Customers.Domain.Accounts;
using Customers.Domain.Credit;
using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Customers;

/// <summary>
/// Lies with a customer for each of its branches, counted by <see cref="SectionCounts.Branches"/>. It is written before the
/// branch names its parent and removed after it no longer does, so a customer without one surely has no branch.
/// </summary>
public sealed record BranchLink(CustomerId ParentId, CustomerId BranchId, DateTimeOffset MadeAt)
{
    /// <summary>What the branch uses of the parent's limit, as told last; part of <see cref="Account.Branches"/>.</summary>
    public CreditUse Use { get; init; }
    /// <summary>Of the branch's account when it told so: what is older is not listened to.</summary>
    public int Version { get; init; }

    public static readonly DocumentType<BranchLink> Type = new("branchLink", Containers.Customers, link => link.ParentId.Value, link => IdOf(link.BranchId))
    {
        PartitionIndexes = [[]], // by id
    };

    public static string IdOf(CustomerId branch) => "branch-" + branch.Value;
}
