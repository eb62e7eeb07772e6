using Customers.Domain.Documents;

namespace Customers.Functions.Tests.Jobs;

/// <summary>Counts what would be requests of Cosmos DB: each read, page and commit is one. A test may step in.</summary>
public sealed class WatchedStore(IDocumentStore store) : IDocumentStore
{
    private readonly List<string> _requests = [];

    public IReadOnlyList<string> Requests => _requests;

    public Func<Commit, Task> BeforeCommit { get; set; } = _ => Task.CompletedTask;
    public Func<DocumentKey, Task> BeforeRead { get; set; } = _ => Task.CompletedTask;
    public Func<DocumentKey, Task> AfterRead { get; set; } = _ => Task.CompletedTask;

    public void Forget() => _requests.Clear();

    public async Task<CommitResult> CommitAsync(Commit commit, CancellationToken cancel)
    {
        Count($"commit {commit.Container} {string.Join('+', commit.Writes.Select(write => $"{write.GetType().Name} {KindOf(write.Id)}"))}");
        await BeforeCommit(commit);
        return await store.CommitAsync(commit, cancel);
    }

    public async ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancel)
    {
        Count($"read {key.Container} {KindOf(key.Id)}");
        await BeforeRead(key);
        var found = await store.ReadAsync(key, cancel);
        await AfterRead(key);
        return found;
    }

    public ValueTask<IReadOnlyList<StoredDocument>> ReadManyAsync(string container, string partition, IReadOnlyList<string> ids, CancellationToken cancel)
    {
        Count($"read {container} {string.Join('+', ids.Select(KindOf))}");
        return store.ReadManyAsync(container, partition, ids, cancel);
    }

    public ValueTask<Page<StoredDocument>> QueryAsync(Query query, CancellationToken cancel)
    {
        Count($"query {query.Type.Name}");
        return store.QueryAsync(query, cancel);
    }

    public Task CheckAsync(CancellationToken cancel) => store.CheckAsync(cancel);

    private static string KindOf(string id) => id.Split(':', '_')[0];

    private void Count(string request)
    {
        lock (_requests) _requests.Add(request);
    }
}
