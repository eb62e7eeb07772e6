using Customers.Domain.Documents;

namespace Customers.Domain.Stores;

/// <summary>How far a store has been pulled, and how that went.</summary>
public sealed record PullState
{
    public required string StoreId { get; init; }
    /// <summary>Where the next page begins.</summary>
    public required PullCursor Cursor { get; init; }
    /// <summary>The latest store update time seen; the next pull begins a little before it.</summary>
    public DateTimeOffset? Latest { get; init; }
    /// <summary>The job that pulls, or pulled last.</summary>
    public string? JobId { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public PullCounts Counts { get; init; } = new();
    /// <summary>Newest last, at most 20.</summary>
    public IReadOnlyList<string> LastErrors { get; init; } = [];

    public static string IdOf(string storeId) => "pull-" + storeId;

    public static readonly DocumentType<PullState> Type = new("pullState", Containers.System, s => IdOf(s.StoreId), s => IdOf(s.StoreId));
}

/// <summary>What the current or last pull brought.</summary>
public sealed record PullCounts(long Created = 0, long Updated = 0, long Unchanged = 0, long Failed = 0, long CustomersCreated = 0)
{
    public long Orders => Created + Updated + Unchanged + Failed;

    public static PullCounts operator +(PullCounts a, PullCounts b) =>
        new(a.Created + b.Created, a.Updated + b.Updated, a.Unchanged + b.Unchanged, a.Failed + b.Failed, a.CustomersCreated + b.CustomersCreated);
}
