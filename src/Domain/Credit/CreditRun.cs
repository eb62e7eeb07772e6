using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Credit;

/// <summary>One credit check over all customers whose state can have changed.</summary>
public sealed record CreditRun
{
    public required string Id { get; init; }
    /// <summary>The organisation's date when it began.</summary>
    public required DateOnly Date { get; init; }
    /// <summary>Only says what the rule would do.</summary>
    public bool Preview { get; init; }
    /// <summary>Of a preview: the policy asked about instead of that of the settings.</summary>
    public CreditPolicy? Policy { get; init; }
    /// <summary>Of the settings when it began: whoever was decided under an earlier one is a candidate.</summary>
    public required long Revision { get; init; }
    public CreditRunStatus Status { get; init; } = CreditRunStatus.Running;
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    /// <summary>How many pages of candidates there are; null until all are found.</summary>
    public int? Pages { get; init; }
    /// <summary>Summed up when finished.</summary>
    public CreditRunCounts Counts { get; init; } = new();

    public static readonly DocumentType<CreditRun> Type = new("creditRun", Containers.System, r => r.Id, r => r.Id)
    {
        Single = new Dictionary<string, Func<CreditRun, FieldValue?>>
        {
            // Present only while it runs: the index stays small.
            ["runsSince"] = r => r.Status == CreditRunStatus.Running ? r.StartedAt.ToUnixTimeMilliseconds() : null,
        },
        Indexes = [["runsSince"]],
    };
}

public enum CreditRunStatus { Running, Succeeded, Failed }

/// <summary>
/// A page of candidates, fixed when it is found, and what became of them: a repeated search finds the same page, a repeated
/// check adds nothing.
/// </summary>
public sealed record CreditRunPage
{
    public const int Size = 250;

    public required string RunId { get; init; }
    public required int Number { get; init; }
    public required IReadOnlyList<CustomerId> Candidates { get; init; }
    /// <summary>Where the search goes on; null on the last page.</summary>
    public CandidateCursor? Next { get; init; }
    /// <summary>Null until checked.</summary>
    public CreditRunCounts? Counts { get; init; }

    public static string IdOf(string runId, int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{runId}-{number:D7}");

    public static readonly DocumentType<CreditRunPage> Type = new("creditRunPage", Containers.System, p => p.RunId, p => IdOf(p.RunId, p.Number));
}

/// <summary>Candidates are first those whose date has come, then those decided under earlier settings.</summary>
public sealed record CandidateCursor(bool ByDate, long? SortValue = null, string? LastId = null);

public sealed record CreditRunCounts
{
    public int Candidates { get; init; }
    public int Checked { get; init; }
    public int Unchanged { get; init; }
    public int Failed { get; init; }
    public int PlacedOnHold { get; init; }
    public int Released { get; init; }
    /// <summary>At most 100 customers that could not be checked; they are tried again in the next run.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];
    /// <summary>In a preview: at most 1,000 customers each.</summary>
    public IReadOnlyList<string> WouldHold { get; init; } = [];
    public IReadOnlyList<string> WouldRelease { get; init; } = [];

    public static CreditRunCounts operator +(CreditRunCounts a, CreditRunCounts b) => new()
    {
        Candidates = a.Candidates + b.Candidates,
        Checked = a.Checked + b.Checked,
        Unchanged = a.Unchanged + b.Unchanged,
        Failed = a.Failed + b.Failed,
        PlacedOnHold = a.PlacedOnHold + b.PlacedOnHold,
        Released = a.Released + b.Released,
        Failures = [.. a.Failures.Concat(b.Failures).Take(100)],
        WouldHold = [.. a.WouldHold.Concat(b.WouldHold).Take(1000)],
        WouldRelease = [.. a.WouldRelease.Concat(b.WouldRelease).Take(1000)],
    };
}
