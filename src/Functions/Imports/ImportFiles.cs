using Customers.Domain.Blobs;
using Customers.Domain.Documents;
using Customers.Domain.Jobs;

namespace Customers.Functions.Imports;

/// <summary>Removes the files of imports that are over or never came to be. An import is known before its file is kept, so none is forgotten.</summary>
public sealed class ImportFiles(IDocumentStore documents, IBlobStore blobs, TimeProvider clock)
{
    /// <summary>How long an upload may take before it is taken for abandoned.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    public async Task RemoveAsync(string jobId, CancellationToken cancel)
    {
        await blobs.DeleteAsync(ImportRun.BlobOf(jobId), cancel);
        var id = ImportRun.IdOf(jobId);
        await documents.ChangeAsync(ImportRun.Type, id, id, run => run is null ? null : run with { FileGone = true }, cancel);
    }

    /// <summary>What crashes left behind.</summary>
    public async Task RemoveOldAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var query = new Query(ImportRun.Type, 200) { Where = [new Condition.Range("fileSince", null, now.ToUnixTimeMilliseconds() + 1)], SortBy = "fileSince" };
        await foreach (var run in documents.AllAsync(ImportRun.Type, query, cancel))
        {
            var job = await documents.ReadAsync(Job.Type, run.Value.JobId, run.Value.JobId, cancel);
            if (job?.Value.IsOver ?? now - run.Value.CreatedAt > Patience) await RemoveAsync(run.Value.JobId, cancel);
        }
    }
}
