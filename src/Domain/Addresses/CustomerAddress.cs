using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Addresses;

/// <summary>An address that a customer keeps; documents take copies of it. Which ones are the defaults, only the customer says: see <see cref="DefaultAddresses"/>.</summary>
public sealed record CustomerAddress
{
    public required string Id { get; init; }
    public required CustomerId CustomerId { get; init; }
    /// <summary>What people call it: <c>Warehouse</c>.</summary>
    public string? Label { get; init; }
    public required Address Address { get; init; }
    /// <summary>Counts changes of label and address.</summary>
    public int Version { get; init; } = 1;
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    public static readonly DocumentType<CustomerAddress> Type = new("address", Containers.Customers, a => a.CustomerId.Value, a => a.Id)
    {
        IsPart = true,
        Moved = (address, customer) => address with { CustomerId = customer },
        PartitionIndexes = [[]], // by id
    };
}

/// <summary>An address and its place at its customer.</summary>
public sealed record PlacedAddress(CustomerAddress Kept, bool DefaultBilling, bool DefaultShipping);
