using Customers.Domain.Documents;
using Customers.Domain.Queues;
using Customers.Functions.Storage.Cosmos;
using static Customers.Storage.Tests.SampleType;

namespace Customers.Storage.Tests;

/// <summary>What the Cosmos adapter asks of the service, and what it makes of its faults.</summary>
[NeedsNpm, Collection(CosmosTests.Name)]
public sealed class CosmosWireTests(CosmosEmulator emulator) : IAsyncLifetime, IDisposable
{
    private const string Container = Containers.Customers;
    private static readonly DocumentKey Key = new(Container, "p", "a");
    private readonly WatchedHttp _http = new();
    private readonly SentMessages _sent = new();
    private CosmosAccount? _account;

    public async Task InitializeAsync() => _account = await CosmosTests.CreateAsync(emulator, _http.Client);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _account?.Dispose();
        _http.Dispose();
    }

    [ContractFact]
    public async Task Each_operation_is_one_request()
    {
        var store = Store();
        await store.CommitAsync(Commit("a", "b", "c"), default);
        Assert.Equal(1, _http.Take());
        await store.CommitAsync(Commit("a"), default);
        Assert.Equal(1, _http.Take());
        await store.ReadAsync(Key, default);
        Assert.Equal(1, _http.Take());
        Assert.Equal(2, (await store.ReadManyAsync(Container, "p", ["a", "b"], default)).Count);
        Assert.Equal(1, _http.Take());
        Assert.NotNull((await store.QueryAsync(new(Person, 2) { SortBy = "rank" }, default)).Next);
        Assert.Equal(1, _http.Take());
        Assert.Null((await store.QueryAsync(new(Person, 3) { Partition = "p", SortBy = "rank" }, default)).Next);
        Assert.Equal(1, _http.Take());
        await store.CheckAsync(default);
        Assert.Equal(1, _http.Take());
    }

    [ContractTheory]
    [InlineData(429, 3200)] // over the request units
    [InlineData(503, 0)]
    [InlineData(500, 0)]
    [InlineData(408, 0)]
    [InlineData(403, 0)] // a role was revoked: events must wait, not be parked
    [InlineData(401, 0)]
    public async Task A_fault_of_the_service_is_told_as_unavailable_after_bounded_retries(int status, int subStatus)
    {
        var store = Store();
        await store.CommitAsync(Commit("a"), default);
        _http.Answer = WatchedHttp.Status(status, subStatus);
        foreach (var call in Calls(store))
        {
            _http.Take();
            await Assert.ThrowsAsync<StoreUnavailableException>(call);
            Assert.InRange(_http.Take(), 1, 12);
        }
    }

    [ContractFact]
    public async Task A_broken_connection_is_told_as_unavailable_and_the_store_works_once_it_is_mended()
    {
        var store = Store();
        _http.Answer = () => throw new HttpRequestException("broken");
        foreach (var call in Calls(store)) await Assert.ThrowsAsync<StoreUnavailableException>(call);
        _http.Answer = null;
        Assert.True((await store.CommitAsync(Commit("a"), default)).Holds);
    }

    [ContractTheory]
    [InlineData(400, 0)]
    [InlineData(404, 1003)] // the container is missing
    public async Task A_mistake_of_ours_is_no_outage_and_no_missing_document(int status, int subStatus)
    {
        var store = Store();
        await store.CommitAsync(Commit("a"), default);
        _http.Answer = WatchedHttp.Status(status, subStatus);
        foreach (var call in Calls(store)) await Assert.ThrowsAsync<InvalidOperationException>(call);
    }

    [ContractFact]
    public async Task A_query_that_is_answered_with_not_found_is_no_empty_page()
    {
        var store = Store();
        await store.QueryAsync(new(Person, 10), default);
        _http.Answer = WatchedHttp.Status(404);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.QueryAsync(new(Person, 10), default));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.ReadManyAsync(Container, "p", ["a", "b"], default));
    }

    [ContractFact]
    public async Task A_commit_that_the_service_finds_too_large_is_refused_as_one_over_the_limit()
    {
        _http.Answer = WatchedHttp.Status(413);
        await Assert.ThrowsAsync<ArgumentException>(() => Store().CommitAsync(Commit("a"), default));
    }

    [ContractFact]
    public async Task A_caller_who_gives_up_is_told_so()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store().CommitAsync(Commit("a"), cancel.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store().ReadAsync(Key, cancel.Token));
    }

    [ContractFact]
    public async Task Messages_follow_a_commit_that_holds_and_no_other()
    {
        QueueMessage[] messages = [new("work", "1"), new("work", "2", TimeSpan.FromMinutes(1))];
        var create = Commit("a") with { Writes = [new Write.Create("a", PersonContent())], Messages = messages };
        Assert.True((await Store().CommitAsync(create, default)).Holds);
        Assert.Equal(messages, _sent.All);
        Assert.False((await Store().CommitAsync(create, default)).Holds);
        await Assert.ThrowsAsync<ArgumentException>(() => Store().CommitAsync(Commit("b") with { Messages = [new("work", new string('x', 50_000))] }, default));
        Assert.Equal(2, _sent.All.Count);
        Assert.Null(await Store().ReadAsync(Key with { Id = "b" }, default));
    }

    [ContractFact]
    public async Task A_commit_holds_though_its_message_is_lost()
    {
        var store = CosmosTests.StoreOn(_account!, new SentMessages(isDown: true));
        Assert.True((await store.CommitAsync(Commit("a") with { Messages = [new("work", "1")] }, default)).Holds);
        Assert.NotNull(await store.ReadAsync(Key, default));
    }

    private CosmosDocumentStore Store() => CosmosTests.StoreOn(_account!, _sent);

    private static Commit Commit(params string[] ids) => new(Container, "p", [.. ids.Select(id => new Write.Upsert(id, PersonContent(("rank", 1))))]);

    private static IEnumerable<Func<Task>> Calls(CosmosDocumentStore store) =>
    [
        async () => await store.ReadAsync(Key, default),
        async () => await store.ReadManyAsync(Container, "p", ["a", "b"], default),
        async () => await store.QueryAsync(new(Person, 10), default),
        () => store.CommitAsync(Commit("a"), default),
        () => store.CommitAsync(Commit("a", "b"), default),
    ];
}
