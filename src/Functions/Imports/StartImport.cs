using System.Security.Cryptography;
using Customers.Domain.Blobs;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Jobs;
using Customers.Domain.Outcomes;

namespace Customers.Functions.Imports;

/// <summary>Takes a file in, looks at its header, and starts the job that imports it.</summary>
internal sealed class StartImport(IDocumentStore documents, IBlobStore blobs, OpenImport open, ImportFiles files, IIdSource ids, TimeProvider clock)
{
    public const string Kind = "import";

    /// <summary>Refusals: <c>validation-failed</c> with everything that is wrong with the header.</summary>
    public async Task<Outcome<(Job Job, string Sha256)>> RunAsync(ImportKind kind, bool dryRun, CsvUpload upload, Caller by, CancellationToken cancel)
    {
        var (now, jobId) = (clock.GetUtcNow(), ids.New(IdPrefixes.Job));
        if (await documents.ReadAsync(Job.Type, jobId, jobId, cancel) is { } made) return await AgainAsync(made.Value, upload, cancel);
        // Known before its file is kept: whatever breaks off, the file is found again.
        await documents.CreateAsync(ImportRun.Type, new ImportRun { JobId = jobId, Kind = kind, DryRun = dryRun, By = by, CreatedAt = now }, cancel);
        var written = await blobs.WriteAsync(ImportRun.BlobOf(jobId), upload, cancel);
        var run = await documents.ChangeAsync(ImportRun.Type, ImportRun.IdOf(jobId), ImportRun.IdOf(jobId), found => found! with { Sha256 = written.Sha256, FileGone = false }, cancel);
        var opened = await open.RunAsync(run!, cancel);
        if (opened.IsRefused(out var refusal))
        {
            await files.RemoveAsync(jobId, cancel);
            return refusal;
        }

        opened.Value.Dispose();
        var message = new ImportMessage(jobId).ToQueue();
        var job = new Job { Id = jobId, Kind = Kind, Message = message, CreatedAt = now, UpdatedAt = now };
        await documents.CreateAsync(Job.Type, job, [message], cancel);
        return (job, written.Sha256);
    }

    /// <summary>The first of two equal requests came this far, and its answer was lost.</summary>
    private async Task<Outcome<(Job Job, string Sha256)>> AgainAsync(Job job, CsvUpload upload, CancellationToken cancel)
    {
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(upload, cancel));
        var run = await documents.ReadAsync(ImportRun.Type, ImportRun.IdOf(job.Id), ImportRun.IdOf(job.Id), cancel);
        return run?.Value.Sha256 == sha256 ? (job, sha256) : Refusal.KeyReused;
    }
}
