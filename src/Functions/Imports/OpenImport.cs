using Customers.Domain.Blobs;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;

namespace Customers.Functions.Imports;

/// <summary>A file that is being read, and the settings that say what its columns are.</summary>
internal sealed record OpenedImport(CsvFile File, HubSettings Settings) : IDisposable
{
    public void Dispose() => File.Dispose();
}

/// <summary>Opens the file of an import.</summary>
internal sealed class OpenImport(IBlobStore blobs, CurrentSettings settings)
{
    /// <summary>Refusals: <c>validation-failed</c> with everything that is wrong with the header, <c>file-gone</c>.</summary>
    public async Task<Outcome<OpenedImport>> RunAsync(ImportRun run, CancellationToken cancel)
    {
        var hub = await settings.GetAsync(cancel);
        if (await blobs.OpenReadAsync(run.Blob, cancel) is not { } content) return Refusal.Unprocessable("file-gone", "The file is not there any more.");
        var opened = await CsvFile.OpenAsync(content, ImportColumns.Of(run.Kind, hub), ImportColumns.Required(run.Kind), run.Last, cancel);
        return opened.IsRefused(out var refusal) ? refusal : new OpenedImport(opened.Value, hub);
    }
}
