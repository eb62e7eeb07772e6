using System.Text;
using Customers.Domain.Blobs;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Jobs;
using Customers.Domain.Outcomes;
using Customers.Domain.Queues;
using Customers.Functions.Imports;
using Customers.Functions.Jobs;
using Customers.Functions.Tests.Jobs;

namespace Customers.Functions.Tests.Imports;

/// <summary>An import that breaks off between any two commits, or a request that does.</summary>
public sealed class ImportCutTests : IDisposable
{
    private static readonly byte[] Seed = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    private readonly EmbeddedHub _hub = new();

    public void Dispose() => _hub.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(37)]
    public async Task A_run_that_is_cut_again_and_again_comes_to_the_same_end(int first)
    {
        await HandleAsync((await StartAsync(File(Enumerable.Range(0, 200).Select(i => $"R-{i},Known {i}")), 1)).Value.Job.Id);
        var rows = Enumerable.Range(0, 600).Select(i => i switch { < 200 => $"R-{i},Renamed {i}", _ when i % 2 == 0 => $",Nameless {i}", _ => $"N-{i},New {i}" });
        var job = (await StartAsync(File(rows), 2)).Value.Job.Id;

        var cuts = 0;
        for (var commits = first; !await TryAsync(job, commits); commits = commits * 3 / 2 + 1) cuts++;

        Assert.InRange(cuts, 5, 30);
        var ended = (await _hub.Documents.ReadAsync(Job.Type, job, job, default))!.Value;
        Assert.Equal((JobStatus.Succeeded, 600L), (ended.Status, ended.Done));
        Assert.Equal("""{"created":400,"updated":200,"unchanged":0,"refused":0}""", ended.Result.ToString());
        var names = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var customer in _hub.Documents.AllAsync(CustomerDocuments.Type, new Query(CustomerDocuments.Type, 500), default)) Assert.True(names.Add(customer.Value.Profile.Name));
        Assert.Equal(600, names.Count);
    }

    [Fact]
    public async Task A_request_that_comes_again_after_its_job_began_keeps_no_second_file()
    {
        var file = File(["A-1,One"]);
        var job = (await StartAsync(file, 1)).Value.Job.Id;
        await HandleAsync(job);
        Assert.Equal(job, (await StartAsync(file, 1)).Value.Job.Id);
        Assert.Equal(Refusal.KeyReused, (await StartAsync(File(["A-1,Two"]), 1)).Refusal);
        Assert.Null(await _hub.Get<IBlobStore>().OpenReadAsync(ImportRun.BlobOf(job), default));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_request_that_breaks_off_leaves_no_file_for_long(int commits)
    {
        _hub.Documents.BeforeCommit = CutAfter(commits);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => StartAsync(File(["A-1,One"]), 1));
        _hub.Documents.BeforeCommit = _ => Task.CompletedTask;
        var blob = ImportRun.BlobOf(new SeededIds(_hub.Clock.GetUtcNow(), Seeded(1)).New(IdPrefixes.Job));
        Assert.True(await ExistsAsync(blob));

        await TickAsync();
        Assert.True(await ExistsAsync(blob)); // it may still be arriving
        _hub.Clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromMilliseconds(1));
        await TickAsync();
        Assert.False(await ExistsAsync(blob));
    }

    [Fact]
    public async Task The_file_of_a_job_that_is_over_goes_and_that_of_one_that_runs_stays()
    {
        var (over, open) = ((await StartAsync(File(["A-1,One"]), 1)).Value.Job.Id, (await StartAsync(File(["A-2,Two"]), 2)).Value.Job.Id);
        await _hub.Documents.ChangeAsync(Job.Type, over, over, job => job! with { Status = JobStatus.Succeeded }, default);
        _hub.Clock.Advance(TimeSpan.FromDays(2));
        await TickAsync();
        Assert.Equal((false, true), (await ExistsAsync(ImportRun.BlobOf(over)), await ExistsAsync(ImportRun.BlobOf(open))));
    }

    private async Task<Outcome<(Job Job, string Sha256)>> StartAsync(string file, byte request)
    {
        var (documents, blobs) = (_hub.Get<IDocumentStore>(), _hub.Get<IBlobStore>());
        var start = new StartImport(documents, blobs, _hub.Get<OpenImport>(), _hub.Get<ImportFiles>(), new SeededIds(_hub.Clock.GetUtcNow(), Seeded(request)), _hub.Clock);
        return await start.RunAsync(ImportKind.Customers, dryRun: false, new CsvUpload(new MemoryStream(Encoding.UTF8.GetBytes(file))), Caller.Hub, default);
    }

    private async Task<bool> TryAsync(string job, int commits)
    {
        _hub.Documents.BeforeCommit = CutAfter(commits);
        try
        {
            await HandleAsync(job);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
        finally
        {
            _hub.Documents.BeforeCommit = _ => Task.CompletedTask;
        }
    }

    private static Func<Commit, Task> CutAfter(int commits) =>
        _ => Interlocked.Decrement(ref commits) < 0 ? throw new StoreUnavailableException("cut") : Task.CompletedTask;

    private Task HandleAsync(string job) => _hub.Get<QueueHandlers>().RunAsync(QueueNames.Imports, new ImportMessage(job).ToQueue().Body, default);

    private Task TickAsync() => _hub.Get<Schedules>().RunAsync(Schedules.RemoveImportFiles, default);

    private async Task<bool> ExistsAsync(string blob)
    {
        await using var found = await _hub.Get<IBlobStore>().OpenReadAsync(blob, default);
        return found is not null;
    }

    private static byte[] Seeded(byte request) => [request, .. Seed[1..]];

    private static string File(IEnumerable<string> rows) => "ref,name\n" + string.Join('\n', rows);
}
