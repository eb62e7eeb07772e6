using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Merging;

/// <summary>Lies where a customer was that went into another, and leads there for ever.</summary>
/// <param name="ParentId">Whose branch it was: the link there is still to be removed.</param>
public sealed record MergedCustomer(CustomerId Id, CustomerId Into, string JobId, DateTimeOffset At, CustomerId? ParentId)
{
    public static readonly DocumentType<MergedCustomer> Type = new("mergedCustomer", Containers.Customers, c => c.Id.Value, c => c.Id.Value);
}
