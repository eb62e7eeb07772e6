using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Customers;

/// <summary>Written in the commit that deletes a customer, and there until all that the customer owned is removed too.</summary>
public sealed record DeletedCustomer
{
    /// <summary>Embeds when the customer was deleted.</summary>
    public required string Id { get; init; }
    public required CustomerId CustomerId { get; init; }

    public static readonly DocumentType<DeletedCustomer> Type = new("deletedCustomer", Containers.Customers, d => d.CustomerId.Value, d => d.Id)
    {
        Indexes = [[]], // by id
    };

    /// <summary>Was this made before the deletion?</summary>
    public bool Follows(string partId) => string.CompareOrdinal(OwnPart(partId), OwnPart(Id)) < 0;

    // Of an id without its prefix and the customer's: both sort by creation.
    private static string OwnPart(string id) => id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..];
}
