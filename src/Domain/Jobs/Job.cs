using System.Text.Json;
using Customers.Domain.Documents;
using Customers.Domain.Queues;

namespace Customers.Domain.Jobs;

/// <summary>Long work that a caller started and may look after.</summary>
public sealed record Job
{
    public required string Id { get; init; }
    public required string Kind { get; init; }
    public JobStatus Status { get; init; } = JobStatus.Queued;
    public long Done { get; init; }
    /// <summary>Null while nobody knows.</summary>
    public long? Total { get; init; }
    public IReadOnlyList<string> Errors { get; init; } = [];
    /// <summary>Of a job that reads a file; bounded.</summary>
    public IReadOnlyList<RowError> RowErrors { get; init; } = [];
    public JsonElement? Result { get; init; }
    /// <summary>What the work goes on by, sent again when it seems to be lost; null where something else sees to that.</summary>
    public QueueMessage? Message { get; init; }
    public DateTimeOffset? SentAgainAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    public static readonly DocumentType<Job> Type = new("job", Containers.System, j => j.Id, j => j.Id)
    {
        Single = new Dictionary<string, Func<Job, FieldValue?>>
        {
            // Present only while a message may be lost: the index stays small.
            ["waitsSince"] = j => j.IsOver || j.Message is null ? null : (j.SentAgainAt > j.UpdatedAt ? j.SentAgainAt.Value : j.UpdatedAt).ToUnixTimeMilliseconds(),
        },
        Indexes = [["waitsSince"]],
    };

    public bool IsOver => Status is JobStatus.Succeeded or JobStatus.Failed or JobStatus.Cancelled;
}

/// <param name="Line">Where the row begins; the first line of a file is 1.</param>
public sealed record RowError(long Line, string Reason);

public enum JobStatus { Queued, Running, Succeeded, Failed, Cancelled }
