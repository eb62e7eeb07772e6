using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Customers;

/// <summary>
/// Lies where a customer was that a person deleted, and says what of it is still to go. Its id never comes back: an import that
/// found a claim naming it before the claim was released cannot create it again, and finds or makes another.
/// </summary>
public sealed record DeletedCustomer(CustomerId Id, DateTimeOffset At)
{
    /// <summary>Ids of what the customer had claimed.</summary>
    public IReadOnlyList<string> Claims { get; init; } = [];
    /// <summary>Its claims are released, and all that it owned is removed.</summary>
    public bool IsFinished { get; init; }

    public static readonly DocumentType<DeletedCustomer> Type = new("deletedCustomer", Containers.Customers, c => c.Id.Value, c => c.Id.Value)
    {
        Single = new Dictionary<string, Func<DeletedCustomer, FieldValue?>> { ["unfinished"] = c => c.IsFinished ? null : c.At.ToUnixTimeMilliseconds() },
        Indexes = [["unfinished"]],
    };
}
