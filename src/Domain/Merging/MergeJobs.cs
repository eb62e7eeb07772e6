using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Jobs;
using Customers.Domain.Queues;

namespace Customers.Domain.Merging;

/// <summary>Keeps the jobs of merges up to date, and gives a push to those that do not move: their message may be lost.</summary>
public sealed class MergeJobs(IDocumentStore documents, IQueue queue, TimeProvider clock)
{
    public const string Kind = "merge";

    /// <summary>Longer than a step takes when all is well.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(3);

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Whoever needs it first makes it: the merge itself is what its customers say.</summary>
    public async Task<Job> OfAsync(string jobId, CancellationToken cancel) =>
        (await documents.ChangeAsync(Job.Type, jobId, jobId, job => job is null ? New(jobId) : null, cancel))!;

    /// <param name="more">How many documents have come along since the last report.</param>
    /// <param name="total">Null: as it is.</param>
    public Task ReportAsync(string jobId, long more, long? total, CancellationToken cancel) => documents.ChangeAsync(Job.Type, jobId, jobId, job =>
        (job ?? New(jobId)) is { IsOver: false } open ? open with { Status = JobStatus.Running, Done = Math.Min(total ?? open.Total ?? 0, open.Done + more), Total = total ?? open.Total, UpdatedAt = Now } : null, cancel);

    public Task SucceedAsync(string jobId, CancellationToken cancel) => documents.ChangeAsync(Job.Type, jobId, jobId, job =>
        (job ?? New(jobId)) is { IsOver: false } open ? open with { Status = JobStatus.Succeeded, Done = open.Total ?? open.Done, UpdatedAt = Now } : null, cancel);

    public async Task PushStalledAsync(CancellationToken cancel)
    {
        var late = Now - Late;
        var query = new Query(CustomerDocuments.Type, 100) { Where = [new Condition.Range("merging", null, late.ToUnixTimeMilliseconds())], SortBy = "merging" };
        var pushed = new HashSet<string>();
        await foreach (var found in documents.AllAsync(CustomerDocuments.Type, query, cancel))
        {
            if (found.Value.Merge is not { } merge || !pushed.Add(merge.JobId)) continue;
            if (await documents.ReadAsync(Job.Type, merge.JobId, merge.JobId, cancel) is { } job && job.Value.UpdatedAt > late) continue;
            await queue.SendAsync(merge.ToQueue(), cancel);
        }
    }

    private Job New(string jobId) => new() { Id = jobId, Kind = Kind, CreatedAt = Now, UpdatedAt = Now };
}
