using Customers.Domain.Documents;
using Customers.Domain.Queues;
using Customers.Functions.Storage;
using Customers.Functions.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using static Customers.Storage.Tests.SampleType;

namespace Customers.Storage.Tests;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private SqliteDocumentStore Store => new(_folder.Database);

    [Fact]
    public async Task Each_caller_of_a_shared_transaction_gets_its_own_result()
    {
        using var entered = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var gate = _folder.Database.Writer.DoAsync(_ => { entered.Set(); go.Wait(); return true; }, default);
        entered.Wait();
        // All of these wait for the gate, and so share the next transaction.
        var commits = Enumerable.Range(0, 60).Select(i => Store.CommitAsync(new(Containers.Customers, "p", [new Write.Create($"{i % 30}", Content(Plain, $"{i}"))]), default)).ToArray();
        go.Set();
        Assert.True(await gate);
        var results = await Task.WhenAll(commits);
        Assert.All(results[..30], result => Assert.True(result.Holds));
        Assert.All(results[30..], (result, i) => Assert.Equal(new CommitResult.Conflict($"{i}"), result));
    }

    [Fact]
    public async Task Asking_whether_the_store_is_there_writes_to_it_since_a_full_disk_can_still_be_read()
    {
        var log = new FileInfo(Path.Combine(_folder.Path, "hub.db-wal"));
        await Store.CommitAsync(One("a"), default);
        log.Refresh();
        var before = log.Length;
        await Store.CheckAsync(default);
        log.Refresh();
        Assert.True(log.Length > before);
    }

    [Fact]
    public async Task A_fault_reaches_every_caller_of_the_transaction_undoes_it_and_the_writer_lives_on()
    {
        using var entered = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var gate = _folder.Database.Writer.DoAsync(_ => { entered.Set(); go.Wait(); return true; }, default);
        entered.Wait();
        var before = Store.CommitAsync(One("a"), default);
        var fault = _folder.Database.Writer.DoAsync<bool>(connection => throw connection.Fault(SQLitePCL.raw.SQLITE_FULL), default);
        var after = Store.CommitAsync(One("b"), default);
        go.Set();
        await gate;
        foreach (var caller in new Task[] { before, fault, after }) await Assert.ThrowsAsync<StoreUnavailableException>(() => caller);
        Assert.Null(await Store.ReadAsync(new(Containers.Customers, "p", "a"), default));
        Assert.True((await Store.CommitAsync(One("a"), default)).Holds);
    }

    [Fact]
    public async Task A_full_disk_is_a_fault_that_leaves_nothing_and_passes_once_there_is_room()
    {
        await Store.CommitAsync(One("a"), default);
        await _folder.Database.Writer.DoAsync(connection => connection.Scalar($"PRAGMA max_page_count={connection.Scalar("PRAGMA page_count")}"), default);
        var large = Content(Plain, new string('x', 1_000_000));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.CommitAsync(new(Containers.Customers, "p", [new Write.Upsert("a", Content(Plain, "new")), new Write.Create("b", large)]), default));
        Assert.Equal("{}", System.Text.Encoding.UTF8.GetString((await Store.ReadAsync(new(Containers.Customers, "p", "a"), default))!.Body.Span));
        await _folder.Database.Writer.DoAsync(connection => connection.Scalar("PRAGMA max_page_count=1000000"), default);
        Assert.True((await Store.CommitAsync(new(Containers.Customers, "p", [new Write.Create("b", large)]), default)).Holds);
    }

    [Fact]
    public async Task Many_concurrent_callers_read_what_they_wrote_and_nothing_is_lost_on_reopening()
    {
        var store = Store;
        await Task.WhenAll(Enumerable.Range(0, 50).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                var key = new DocumentKey(Containers.Customers, $"p{caller}", $"{i}");
                Assert.True((await store.CommitAsync(new(key.Container, key.Partition, [new Write.Create(key.Id, PersonContent(("rank", (long)i)))]) { Messages = [new("work", "{}")] }, default)).Holds);
                Assert.NotNull(await store.ReadAsync(key, default));
            }
        })));
        _folder.Close();
        var found = 0;
        await foreach (var _ in Pages(new(Person, 1000))) found++;
        Assert.Equal((2000, 2000), (found, await new SqliteQueue(_folder.Database).CountAsync("work", default)));
    }

    [Fact]
    public async Task Messages_of_a_commit_are_sent_with_it_or_not_at_all()
    {
        var queue = new SqliteQueue(_folder.Database);
        Assert.True((await Store.CommitAsync(One("a") with { Messages = [new("work", "1"), new("work", "2", TimeSpan.FromMinutes(1))] }, default)).Holds);
        Assert.False((await Store.CommitAsync(One("a") with { Messages = [new("work", "3")] }, default)).Holds);
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync(One("b") with { Messages = [new("work", new string('x', 50_000))] }, default));
        Assert.Equal(2, await queue.CountAsync("work", default));
        Assert.Equal("1", Assert.Single(await queue.ReceiveAsync("work", 32, TimeSpan.FromMinutes(5), default)).Body);
    }

    [Fact]
    public async Task Who_waits_for_a_queue_wakes_on_a_message_on_its_time_and_on_the_timeout()
    {
        var queue = new SqliteQueue(_folder.Database);
        var waiting = queue.WaitAsync("work", TimeSpan.FromHours(1), default);
        Assert.False(waiting.IsCompleted);
        await Store.CommitAsync(One("a") with { Messages = [new("work", "1")] }, default);
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        await queue.WaitAsync("work", TimeSpan.FromHours(1), default);
        await queue.ReceiveAsync("work", 1, TimeSpan.FromDays(99), default);

        waiting = queue.WaitAsync("work", TimeSpan.FromDays(49), default);
        await queue.SendAsync(new("work", "2", TimeSpan.FromMinutes(5)), default);
        Assert.False(waiting.IsCompleted);
        while (!waiting.IsCompleted) await Advance();
        Assert.True(_folder.Clock.GetUtcNow() < _folder.Clock.Start + TimeSpan.FromDays(49));
        Assert.Single(await queue.ReceiveAsync("work", 1, TimeSpan.FromDays(99), default));

        waiting = queue.WaitAsync("work", TimeSpan.FromMinutes(10), default);
        while (!waiting.IsCompleted) await Advance();
        Assert.Empty(await queue.ReceiveAsync("work", 1, TimeSpan.FromMinutes(1), default));
        using var cancel = new CancellationTokenSource();
        waiting = queue.WaitAsync("work", TimeSpan.FromMinutes(10), cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public void A_folder_belongs_to_one_process_at_a_time()
    {
        _ = _folder.Database;
        var fault = Assert.Throws<InvalidOperationException>(() => new DataFolder(_folder.Path));
        Assert.Contains("in use by another process", fault.Message, StringComparison.Ordinal);
        _folder.Close();
        new DataFolder(_folder.Path).Dispose();
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        await _folder.Database.Writer.DoAsync(connection => connection.Scalar("PRAGMA user_version=99"), default);
        _folder.Close();
        Assert.Throws<InvalidOperationException>(() => _folder.Database);
    }

    [Fact]
    public async Task Fields_and_indexes_declared_later_are_added_and_those_no_longer_declared_dropped()
    {
        _ = _folder.Database;
        _folder.Close();
        DocumentType wider = new Declared("plain", ["colour"], [["colour"]]);
        DocumentType narrower = new Declared("person", ["name"], [[]]);
        using var database = new SqliteDatabase(_folder.Data, [wider, narrower], _folder.Clock, NullLogger<SqliteDatabase>.Instance);
        await new SqliteDocumentStore(database).CommitAsync(new(Containers.Customers, "p", [new Write.Create("a", Content(wider, "{}", ("colour", "red")))]), default);
        Assert.Single((await new SqliteDocumentStore(database).QueryAsync(new(wider, 10) { SortBy = "colour" }, default)).Items);
        Assert.Equal(1, await database.Writer.DoAsync(connection => connection.Scalar("SELECT count(*) FROM sqlite_master WHERE tbl_name = 'fields_person' AND type = 'index'"), default));
    }

    [Fact]
    public async Task The_registration_gives_all_ports_over_one_folder()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_folder.Clock);
        await using var all = EmbeddedStorage.Add(services, _folder.Path, SampleType.All).BuildServiceProvider();
        Assert.True((await all.GetRequiredService<IDocumentStore>().CommitAsync(One("a") with { Messages = [new("work", "1")] }, default)).Holds);
        Assert.Equal(1, await all.GetRequiredService<IQueue>().CountAsync("work", default));
        await all.GetRequiredService<Domain.Blobs.IBlobStore>().CheckAsync(default);
    }

    public void Dispose() => _folder.Dispose();

    private static Commit One(string id) => new(Containers.Customers, "p", [new Write.Create(id, Content(Plain, "{}"))]);

    private async IAsyncEnumerable<StoredDocument> Pages(Query query)
    {
        for (Query? next = query; next is not null;)
        {
            var page = await Store.QueryAsync(next, default);
            foreach (var item in page.Items) yield return item;
            next = page.Next is null ? null : query with { After = page.Next };
        }
    }

    /// <summary>The waiter may be between two looks: time goes on until it has seen it.</summary>
    private async Task Advance()
    {
        _folder.Clock.Advance(TimeSpan.FromSeconds(1));
        await Task.Yield();
    }

    private sealed class Declared : DocumentType
    {
        public Declared(string name, string[] fields, string[][] indexes) : base(name, Containers.Customers) => (Fields, Indexes) = (fields, indexes);
    }
}
