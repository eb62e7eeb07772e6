using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Notes;

/// <summary>What somebody noted about a customer. Never edited.</summary>
public sealed record Note
{
    public required string Id { get; init; }
    public required CustomerId CustomerId { get; init; }
    public required string Text { get; init; }
    public required string By { get; init; }
    public required string ByName { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    public static readonly DocumentType<Note> Type = new("note", Containers.Customers, n => n.CustomerId.Value, n => n.Id)
    {
        IsPart = true,
        Moved = (note, customer) => note with { CustomerId = customer },
        PartitionIndexes = [[]], // by id
    };
}
