using System.Text.Json;
using Customers.Domain.Documents;
using Customers.Domain.Jobs;
using Customers.Domain.Queues;

namespace Customers.Functions.Imports;

/// <summary>Keeps the jobs of imports up to date; when one is over, its file goes.</summary>
public sealed class ImportJobs(IDocumentStore documents, ImportFiles files, IQueue queue, TimeProvider clock)
{
    public Task ContinueAsync(ImportRun run, CancellationToken cancel) => queue.SendAsync(new ImportMessage(run.JobId).ToQueue(), cancel);

    public Task ReportAsync(ImportRun run, CancellationToken cancel) => ChangeAsync(run.JobId, job => Progress(job, run), cancel);

    public async Task EndAsync(ImportRun run, CancellationToken cancel)
    {
        await ChangeAsync(run.JobId, job => Progress(job, run) with { Status = JobStatus.Succeeded, Total = run.Rows }, cancel);
        await files.RemoveAsync(run.JobId, cancel);
    }

    public async Task FailAsync(string jobId, string reason, CancellationToken cancel)
    {
        await ChangeAsync(jobId, job => job with { Status = JobStatus.Failed, Errors = [.. job.Errors, reason] }, cancel);
        await files.RemoveAsync(jobId, cancel);
    }

    private static Job Progress(Job job, ImportRun run) => job with
    {
        Status = JobStatus.Running,
        Done = run.Rows,
        RowErrors = run.Errors,
        Result = JsonSerializer.SerializeToElement(run.Counts, StoredJson.Options),
    };

    private Task<Job?> ChangeAsync(string jobId, Func<Job, Job> change, CancellationToken cancel) =>
        documents.ChangeAsync(Job.Type, jobId, jobId, job => job is { IsOver: false } ? change(job) with { UpdatedAt = clock.GetUtcNow() } : null, cancel);
}
