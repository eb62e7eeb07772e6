using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Customers;

/// <summary>
/// Lies where a customer was that a person deleted. Its id never comes back: an import that found a claim naming it before
/// the claim was released cannot create it again, and finds or makes another.
/// </summary>
public sealed record DeletedCustomer(CustomerId Id, DateTimeOffset At)
{
    public static readonly DocumentType<DeletedCustomer> Type = new("deletedCustomer", Containers.Customers, c => c.Id.Value, c => c.Id.Value);
}
