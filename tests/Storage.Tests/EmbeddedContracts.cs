using Customers.Domain.Blobs;
using Customers.Domain.Documents;
using Customers.Domain.Queues;
using Customers.Functions.Storage;
using Customers.Functions.Storage.Sqlite;

namespace Customers.Storage.Tests;

public sealed class SqliteDocumentStoreTests : DocumentStoreContract, IDisposable
{
    private readonly TestFolder _folder = new();

    protected override IDocumentStore Store => new SqliteDocumentStore(_folder.Database);

    public void Dispose() => _folder.Dispose();
}

public sealed class SqliteQueryTests : QueryContract, IDisposable
{
    private readonly TestFolder _folder = new();

    protected override IDocumentStore Store => new SqliteDocumentStore(_folder.Database);

    public void Dispose() => _folder.Dispose();
}

public sealed class SqliteQueueTests : QueueContract, IDisposable
{
    private readonly TestFolder _folder = new();

    protected override IQueue Queue => new SqliteQueue(_folder.Database);

    protected override Task Pass(TimeSpan time)
    {
        _folder.Clock.Advance(time);
        return Task.CompletedTask;
    }

    public void Dispose() => _folder.Dispose();
}

public sealed class FolderBlobStoreTests : BlobStoreContract, IDisposable
{
    private readonly TestFolder _folder = new();
    private FolderBlobStore? _blobs;

    protected override IBlobStore Blobs => _blobs ??= new(_folder.Data);

    [Fact]
    public async Task Leftovers_of_broken_writes_are_swept_at_the_next_start_and_files_stay()
    {
        await Write("a", "kept");
        var leftover = Path.Combine(_folder.Path, "blobs.writing", "leftover");
        await File.WriteAllTextAsync(leftover, "half");
        _blobs = null;
        Assert.Equal("kept", await Text("a"));
        Assert.False(File.Exists(leftover));
    }

    [Fact]
    public async Task A_write_that_breaks_off_frees_its_space_at_once()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Blobs.WriteAsync("a", new MemoryStream(new byte[10]), cancel.Token));
        Assert.Equal(["hub.lock"], Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
    }

    public void Dispose() => _folder.Dispose();
}
