using System.Text.Json;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Jobs;
using Customers.Domain.Queues;

namespace Customers.Functions.Imports;

/// <summary>A file that is being imported, and how far.</summary>
public sealed record ImportRun
{
    public required string JobId { get; init; }
    public required ImportKind Kind { get; init; }
    public required bool DryRun { get; init; }
    public required Caller By { get; init; }
    /// <summary>Of the file; null while it is being received.</summary>
    public string? Sha256 { get; init; }
    /// <summary>Rows that are done.</summary>
    public long Rows { get; init; }
    /// <summary>Where the last of them lies.</summary>
    public FilePosition? Last { get; init; }
    public ImportCounts Counts { get; init; } = new();
    public IReadOnlyList<RowError> Errors { get; init; } = [];
    /// <summary>Of a dry run: see <see cref="RowsSeen"/>.</summary>
    public byte[]? Seen { get; init; }
    public bool IsOver { get; init; }
    public bool FileGone { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    public string Blob => BlobOf(JobId);

    public static string BlobOf(string jobId) => "imports/" + jobId;

    public static string IdOf(string jobId) => "import-" + jobId;

    public static readonly DocumentType<ImportRun> Type = new("importRun", Containers.System, r => IdOf(r.JobId), r => IdOf(r.JobId))
    {
        // Present only while there may be a file: the index stays small.
        Single = new Dictionary<string, Func<ImportRun, FieldValue?>> { ["fileSince"] = r => r.FileGone ? null : r.CreatedAt.ToUnixTimeMilliseconds() },
        Indexes = [["fileSince"]],
    };
}

/// <param name="Offset">Bytes from the start of the file.</param>
/// <param name="Line">The header is in line 1.</param>
public sealed record FilePosition(long Offset, long Line);

public sealed record ImportCounts(long Created = 0, long Updated = 0, long Unchanged = 0, long Refused = 0)
{
    public ImportCounts With(RowResult result) => result.Kind switch
    {
        RowResultKind.Created => this with { Created = Created + 1 },
        RowResultKind.Updated => this with { Updated = Updated + 1 },
        RowResultKind.Unchanged => this with { Unchanged = Unchanged + 1 },
        _ => this with { Refused = Refused + 1 },
    };
}

public enum RowResultKind { Created, Updated, Unchanged, Refused }

/// <param name="Reason">Only of a refused row.</param>
public sealed record RowResult(RowResultKind Kind, string? Reason = null)
{
    public static readonly RowResult Created = new(RowResultKind.Created), Updated = new(RowResultKind.Updated), Unchanged = new(RowResultKind.Unchanged);

    public static RowResult Refused(string reason) => new(RowResultKind.Refused, reason);

    public static RowResult Refused(Domain.Outcomes.Refusal refusal) => Refused(refusal.Faults is { } faults
        ? string.Join("; ", faults.Select(fault => $"{fault.Key} {string.Join(", ", fault.Value)}"))
        : $"{refusal.Code}: {refusal.Detail}");
}

public sealed record ImportMessage(string JobId)
{
    public QueueMessage ToQueue() => new(QueueNames.Imports, JsonSerializer.Serialize(this));

    public static ImportMessage Parse(string body) => JsonSerializer.Deserialize<ImportMessage>(body) ?? throw new JsonException("An empty import message.");
}
