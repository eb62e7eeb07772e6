using Customers.Domain.Documents;

namespace Customers.Functions.Imports;

/// <summary>Ends imports that nobody will: uploads that broke off, and jobs that were given up. Their files hold personal data.</summary>
public sealed class RemoveOldImports(IDocumentStore documents, RunImport import, TimeProvider clock)
{
    /// <summary>An import takes minutes; even a repeat of the request that began it comes within a day.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(2);

    public async Task RunAsync(CancellationToken cancel)
    {
        var before = (clock.GetUtcNow() - Patience).ToUnixTimeMilliseconds();
        var old = new Query(ImportRun.Type, 100) { Where = [new Condition.Range(ImportRun.OpenSince, null, before)], SortBy = ImportRun.OpenSince };
        await foreach (var found in documents.AllAsync(ImportRun.Type, old, cancel))
        {
            await import.GiveUpAsync(found.Value.JobId, cancel);
            await documents.SaveAsync(ImportRun.Type, found, found.Value with { IsOver = true }, cancel);
        }
    }
}
