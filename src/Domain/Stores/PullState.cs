using System.Text.Json.Serialization;
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
    /// <summary>All that changed in the store before this time is here: the start of the last pull that came to its end.</summary>
    public DateTimeOffset? CompleteTo { get; init; }
    /// <summary>The job that pulls, or pulled last.</summary>
    public string? JobId { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    /// <summary>Why the last pull ended before its end; null when it did not.</summary>
    public string? StoppedBecause { get; init; }
    public PullCounts Counts { get; init; } = PullCounts.None;
    /// <summary>How many orders the current or last pull has to read, where the store tells; more may come meanwhile.</summary>
    public long? Total { get; init; }
    /// <summary>Newest last, at most 20.</summary>
    public IReadOnlyList<string> LastErrors { get; init; } = [];

    public static string IdOf(string storeId) => "pull-" + storeId;

    public static readonly DocumentType<PullState> Type = new("pullState", Containers.System, s => IdOf(s.StoreId), s => IdOf(s.StoreId));
}

/// <summary>What the current or last pull brought.</summary>
public sealed record PullCounts(Tally Orders, Tally Customers)
{
    public static readonly PullCounts None = new(new(), new());

    public static PullCounts Of(Imported imported) => new(Tally.One(imported.Order), Tally.One(imported.Customer));

    /// <summary>An order that could not be taken tells nothing of its customer.</summary>
    public static readonly PullCounts OneFailed = new(new(Failed: 1), new());

    public static PullCounts operator +(PullCounts a, PullCounts b) => new(a.Orders + b.Orders, a.Customers + b.Customers);
}

public sealed record Tally(long Created = 0, long Updated = 0, long Unchanged = 0, long Failed = 0)
{
    [JsonIgnore] public long Sum => Created + Updated + Unchanged + Failed;

    public static Tally One(ImportResult result) => result switch
    {
        ImportResult.Created => new(Created: 1),
        ImportResult.Updated => new(Updated: 1),
        _ => new(Unchanged: 1),
    };

    public static Tally operator +(Tally a, Tally b) => new(a.Created + b.Created, a.Updated + b.Updated, a.Unchanged + b.Unchanged, a.Failed + b.Failed);
}
