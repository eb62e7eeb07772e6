using System.Text.Json;
using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.History;

/// <summary>Who changed what, when. Written in the commit of the change; never edited.</summary>
public sealed record HistoryEntry
{
    public required string Id { get; init; }
    public required CustomerId CustomerId { get; init; }
    /// <summary>The id of what was changed: the customer, or something of its own.</summary>
    public required string Subject { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required string ByName { get; init; }
    /// <summary><c>created</c>, <c>changed</c>, <c>deleted</c>, <c>held</c>, <c>released</c>, …</summary>
    public required string Action { get; init; }
    public IReadOnlyList<FieldChange> Changes { get; init; } = [];

    public static readonly DocumentType<HistoryEntry> Type = new("history", Containers.Customers, h => h.CustomerId.Value, h => h.Id)
    {
        Single = new Dictionary<string, Func<HistoryEntry, FieldValue?>> { ["subject"] = h => h.Subject },
        Moved = (entry, customer) => entry with { CustomerId = customer },
        PartitionIndexes = [[]], // by id
    };
}

/// <param name="Field">As the API calls it, <c>portal.loginEnabled</c>.</param>
public sealed record FieldChange(string Field, JsonElement? From, JsonElement? To);
