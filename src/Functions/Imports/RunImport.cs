using Customers.Domain.Documents;
using Customers.Domain.Jobs;

namespace Customers.Functions.Imports;

/// <summary>
/// Imports a file batch by batch. One that is cut goes on behind its last batch, from that place in the file; one that takes
/// long hands over to a message of its own.
/// </summary>
internal sealed class RunImport(IDocumentStore documents, OpenImport open, TakeRows takeRows, ImportJobs jobs, TimeProvider clock)
{
    private const int Batch = 256;
    /// <summary>A dry run keeps more with its progress, so it keeps it less often.</summary>
    private const int DryBatch = 8 * Batch;
    private const int MostErrors = 1_000;
    /// <summary>Short, so that a stop need not wait long.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(10);

    public async Task RunAsync(string jobId, CancellationToken cancel)
    {
        var id = ImportRun.IdOf(jobId);
        if (await documents.ReadAsync(ImportRun.Type, id, id, cancel) is not { } found) return;
        if (found.Value.IsOver)
        {
            await jobs.EndAsync(found.Value, cancel); // cut off between its last writes
            return;
        }

        var opened = await open.RunAsync(found.Value, cancel);
        if (opened.IsRefused(out var refusal))
        {
            // Mostly, the settings have changed since the file was taken, and with them the columns.
            await jobs.FailAsync(jobId, RowResult.Refused(refusal).Reason!, cancel);
            return;
        }

        using var import = opened.Value;
        await ReadAsync(found, import, cancel);
    }

    public Task GiveUpAsync(string jobId, CancellationToken cancel) => jobs.FailAsync(jobId, "The import was begun many times and never came to an end.", cancel);

    private async Task ReadAsync(Stored<ImportRun> found, OpenedImport import, CancellationToken cancel)
    {
        var (begun, run) = (clock.GetTimestamp(), found.Value);
        var seen = run.DryRun ? new RowsSeen(run.Seen) : null;
        var size = run.DryRun ? DryBatch : Batch;
        var rows = import.File.RowsAsync(cancel).Select((row, at) => new RowContext(run, run.Rows + at, row) { MayBeTaken = at < size });
        await foreach (var batch in rows.Chunk(size).WithCancellation(cancel))
        {
            var results = await takeRows.RunAsync(batch, import.Settings, seen, cancel);
            // Another delivery of the message has moved on meanwhile: it counts, this one does not.
            if (await documents.SaveAsync(ImportRun.Type, found, Advance(found.Value, batch, results, seen), cancel) is not { } next) return;
            found = next;
            await jobs.ReportAsync(found.Value, cancel);
            if (clock.GetElapsedTime(begun) < Slice) continue;
            await jobs.ContinueAsync(found.Value, cancel);
            return;
        }

        if (await documents.SaveAsync(ImportRun.Type, found, found.Value with { IsOver = true, Seen = null }, cancel) is { } over) await jobs.EndAsync(over.Value, cancel);
    }

    private static ImportRun Advance(ImportRun run, RowContext[] batch, RowResult[] results, RowsSeen? seen)
    {
        var errors = batch.Zip(results).Where(row => row.Second.Reason is not null).Select(row => new RowError(row.First.Csv.At.Line, row.Second.Reason!));
        return run with
        {
            Rows = run.Rows + batch.Length,
            Last = batch[^1].Csv.At,
            Counts = results.Aggregate(run.Counts, (counts, result) => counts.With(result)),
            Errors = [.. run.Errors.Concat(errors).Take(MostErrors)],
            Seen = seen?.ToBytes(),
        };
    }
}
