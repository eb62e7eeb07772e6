using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Contacts;

/// <summary>A person at a customer. Whether it is the primary one, only the customer says: see <see cref="PrimaryContact"/>.</summary>
public sealed record Contact
{
    public required string Id { get; init; }
    public required CustomerId CustomerId { get; init; }
    public required ContactDetails Details { get; init; }
    /// <summary>Counts changes of the details.</summary>
    public int Version { get; init; } = 1;
    /// <summary>How many documents refer to it; while any does, it stays.</summary>
    public int UsedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    public static readonly DocumentType<Contact> Type = new("contact", Containers.Customers, c => c.CustomerId.Value, c => c.Id)
    {
        IsPart = true,
        Moved = (contact, customer) => contact with { CustomerId = customer },
        PartitionIndexes = [[]], // by id
    };
}

/// <summary>What people keep about a contact.</summary>
public sealed record ContactDetails
{
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? Title { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? Mobile { get; init; }
    public string? Fax { get; init; }
    public string? Notes { get; init; }
    public IReadOnlyList<ContactRole> Roles { get; init; } = [];
    /// <summary>The collections that this contact buys; empty = all.</summary>
    public IReadOnlyList<string> Collections { get; init; } = [];
}

public enum ContactRole { Billing, Shipping, Buying }

/// <summary>A contact and its place at its customer.</summary>
public sealed record PlacedContact(Contact Contact, bool IsPrimary);
