using System.Text.Json;
using Customers.Domain.Documents;
using Customers.Domain.Jobs;
using Customers.Domain.Queues;
using Customers.Domain.Stores;

namespace Customers.Functions.Jobs;

/// <summary>Keeps the jobs of syncs up to date.</summary>
public sealed class SyncJobs(IDocumentStore documents, IQueue queue, TimeProvider clock)
{
    public Task ContinueAsync(SyncMessage message, CancellationToken cancel) => queue.SendAsync(message.ToQueue(), cancel);

    public Task ReportAsync(CustomerSync sync, CancellationToken cancel) => ChangeAsync(sync.JobId, job => job with
    {
        Status = sync switch { { FinishedAt: null } => JobStatus.Running, { Failed.Count: 0 } => JobStatus.Succeeded, _ => JobStatus.Failed },
        Done = sync.Done,
        Total = sync.FinishedAt is null ? Math.Max(sync.Expected, sync.Done) : sync.Done,
        Errors = [.. sync.Failed.Select(store => $"{store.Key}: {store.Value}"), .. sync.Errors],
        Result = JsonSerializer.SerializeToElement(sync.Counts, StoredJson.Options),
    }, cancel);

    public Task FailAsync(string jobId, string reason, CancellationToken cancel) =>
        ChangeAsync(jobId, job => job with { Status = JobStatus.Failed, Errors = [.. job.Errors, reason] }, cancel);

    private Task<Job?> ChangeAsync(string jobId, Func<Job, Job> change, CancellationToken cancel) =>
        documents.ChangeAsync(Job.Type, jobId, jobId, job => job is { IsOver: false } ? change(job) with { UpdatedAt = clock.GetUtcNow() } : null, cancel);
}
