using Customers.Domain.Blobs;
using Customers.Domain.Documents;
using Customers.Domain.Jobs;
using Customers.Domain.Queues;
using Customers.Domain.Settings;
using Customers.Functions.Jobs;

namespace Customers.Functions.Imports;

/// <summary>Imports a file batch by batch. One that is cut goes on behind its last batch; one that takes long hands over to a message of its own.</summary>
public sealed class RunImport(IDocumentStore documents, IBlobStore blobs, IQueue queue, CurrentSettings settings, IServiceProvider services)
{
    private const int Batch = 256;
    private const int AtOnce = 16;
    private const int MostErrors = 1_000;
    /// <summary>Short, so that a stop need not wait long.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(10);
    private readonly TimeProvider _clock = services.GetRequiredService<TimeProvider>();

    public async Task RunAsync(string jobId, CancellationToken cancel)
    {
        var id = ImportRun.IdOf(jobId);
        if (await documents.ReadAsync(ImportRun.Type, id, id, cancel) is not { } found) return;
        if (found.Value.IsOver || await blobs.OpenReadAsync(found.Value.Blob, cancel) is not { } content)
        {
            await EndAsync(found.Value, cancel);
            return;
        }

        await using (content) await ReadAsync(found, content, cancel);
    }

    public async Task GiveUpAsync(string jobId, CancellationToken cancel)
    {
        await ReportAsync(jobId, job => job with { Status = JobStatus.Failed, Errors = ["The import was begun many times and never came to an end."] }, cancel);
        await blobs.DeleteAsync(ImportRun.BlobOf(jobId), cancel);
    }

    private async Task ReadAsync(Stored<ImportRun> found, Stream content, CancellationToken cancel)
    {
        var (begun, run) = (_clock.GetTimestamp(), found.Value);
        var hub = await settings.GetAsync(cancel);
        var opened = await CsvFile.OpenAsync(content, ImportColumns.Of(run.Kind, hub), ImportColumns.Required(run.Kind), cancel);
        if (opened.IsRefused(out var refusal))
        {
            // The settings have changed since the file was taken, and with them the columns.
            await ReportAsync(run.JobId, job => job with { Status = JobStatus.Failed, Errors = [RowResult.Refused(refusal).Reason!] }, cancel);
            await blobs.DeleteAsync(run.Blob, cancel);
            return;
        }

        using var file = opened.Value;
        var rows = file.RowsAsync(cancel).Select((row, at) => new RowContext(run, at, row)).Skip((int)run.Rows);
        await foreach (var batch in rows.Chunk(Batch).WithCancellation(cancel))
        {
            if (await TakeAsync(found, batch, hub, cancel) is not { } next) return; // another delivery is at it
            found = next;
            await ReportAsync(run.JobId, job => Progress(job, found.Value), cancel);
            if (_clock.GetElapsedTime(begun) < Slice) continue;
            await queue.SendAsync(new ImportMessage(run.JobId).ToQueue(), cancel);
            return;
        }

        if (await documents.SaveAsync(ImportRun.Type, found, found.Value with { IsOver = true }, cancel) is { } over) await EndAsync(over.Value, cancel);
    }

    /// <summary>Null when another delivery of the message has moved on meanwhile: it counts, this one does not.</summary>
    private async Task<Stored<ImportRun>?> TakeAsync(Stored<ImportRun> found, RowContext[] batch, HubSettings hub, CancellationToken cancel)
    {
        var results = new RowResult[batch.Length];
        // What concerns the same customer stays in the order of the file.
        var byKey = Enumerable.Range(0, batch.Length).GroupBy(i => KeyOf(batch[i]), StringComparer.OrdinalIgnoreCase);
        await Parallel.ForEachAsync(byKey, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (group, token) =>
        {
            await using var scope = services.CreateAsyncScope();
            foreach (var i in group) results[i] = await TakeAsync(batch[i], hub, scope.ServiceProvider, token);
        });
        var errors = batch.Zip(results).Where(row => row.Second.Reason is not null).Select(row => new RowError(row.First.Csv.Line, row.Second.Reason!));
        var next = found.Value with
        {
            Rows = found.Value.Rows + batch.Length,
            Counts = results.Aggregate(found.Value.Counts, (counts, result) => counts.With(result)),
            Errors = [.. found.Value.Errors.Concat(errors).Take(MostErrors)],
        };
        return await documents.SaveAsync(ImportRun.Type, found, next, cancel);
    }

    private static Task<RowResult> TakeAsync(RowContext row, HubSettings hub, IServiceProvider services, CancellationToken cancel)
    {
        if (row.Csv.Fault is { } fault) return Task.FromResult(RowResult.Refused(fault));
        return row.Run.Kind == ImportKind.Customers
            ? services.GetRequiredService<ImportCustomerRow>().RunAsync(row, hub, cancel)
            : services.GetRequiredService<ImportContactRow>().RunAsync(row, cancel);
    }

    private static string KeyOf(RowContext row)
    {
        var cells = row.Csv.Cells;
        if ((string?)cells?["ref"] is { Length: > 0 } reference) return "ref:" + reference;
        if ((string?)cells?["customerRef"] is { Length: > 0 } customer) return "ref:" + customer;
        return (string?)cells?["externalId"] is { Length: > 0 } external ? $"store:{(string?)cells["storeId"]}:{external}" : $"row:{row.Row}";
    }

    private async Task EndAsync(ImportRun run, CancellationToken cancel)
    {
        await ReportAsync(run.JobId, job => Progress(job, run) with { Status = JobStatus.Succeeded, Total = run.Rows }, cancel);
        await blobs.DeleteAsync(run.Blob, cancel);
    }

    private static Job Progress(Job job, ImportRun run) => job with
    {
        Status = JobStatus.Running,
        Done = run.Rows,
        RowErrors = run.Errors,
        Result = System.Text.Json.JsonSerializer.SerializeToElement(run.Counts, StoredJson.Options),
    };

    private Task<Job?> ReportAsync(string jobId, Func<Job, Job> change, CancellationToken cancel) =>
        documents.ChangeAsync(Job.Type, jobId, jobId, job => job is { IsOver: false } ? change(job) with { UpdatedAt = _clock.GetUtcNow() } : null, cancel);
}
