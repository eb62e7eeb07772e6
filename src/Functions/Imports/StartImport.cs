using Customers.Domain.Blobs;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Jobs;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;

namespace Customers.Functions.Imports;

/// <summary>Takes a file in, looks at its header, and starts the job that imports it.</summary>
internal sealed class StartImport(IDocumentStore documents, IBlobStore blobs, CurrentSettings settings, IIdSource ids, TimeProvider clock)
{
    public const string Kind = "import";

    /// <summary>Refusals: <c>validation-failed</c> with everything that is wrong with the header.</summary>
    public async Task<Outcome<(Job Job, string Sha256)>> RunAsync(ImportKind kind, bool dryRun, CsvUpload upload, Caller by, CancellationToken cancel)
    {
        var (now, jobId) = (clock.GetUtcNow(), ids.New(IdPrefixes.Job));
        var blob = ImportRun.BlobOf(jobId);
        // Known before the file is written, so that one whose request breaks off is removed.
        var run = new ImportRun { JobId = jobId, Kind = kind, DryRun = dryRun, By = by, CreatedAt = now };
        await documents.CreateAsync(ImportRun.Type, run, cancel);
        var written = await blobs.WriteAsync(blob, upload, cancel);
        if (await CheckAsync(kind, blob, cancel) is { } refusal)
        {
            await blobs.DeleteAsync(blob, cancel);
            return refusal;
        }

        await documents.ChangeAsync(ImportRun.Type, ImportRun.IdOf(jobId), ImportRun.IdOf(jobId), found => found! with { Sha256 = written.Sha256 }, cancel);
        var job = new Job { Id = jobId, Kind = Kind, CreatedAt = now, UpdatedAt = now };
        await documents.CreateAsync(Job.Type, job, [new ImportMessage(jobId).ToQueue()], cancel);
        return (job, written.Sha256);
    }

    private async Task<Refusal?> CheckAsync(ImportKind kind, string blob, CancellationToken cancel)
    {
        await using var content = await blobs.OpenReadAsync(blob, cancel);
        var opened = await CsvFile.OpenAsync(content!, ImportColumns.Of(kind, await settings.GetAsync(cancel)), ImportColumns.Required(kind), cancel);
        if (opened.IsRefused(out var refusal)) return refusal;
        opened.Value.Dispose();
        return null;
    }
}
