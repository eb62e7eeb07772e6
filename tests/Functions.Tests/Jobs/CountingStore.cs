using Customers.Domain.Documents;

namespace Customers.Functions.Tests.Jobs;

/// <summary>Counts what would be requests of Cosmos DB: each read, page and commit is one.</summary>
public sealed class CountingStore(IDocumentStore store) : IDocumentStore
{
    private readonly List<string> _requests = [];

    public IReadOnlyList<string> Requests => _requests;

    public void Forget() => _requests.Clear();

    public Task<CommitResult> CommitAsync(Commit commit, CancellationToken cancel) =>
        Counted(store, $"commit {commit.Container} {string.Join('+', commit.Writes.Select(write => $"{write.GetType().Name} {write.Id.Split(':', '_')[0]}"))}").CommitAsync(commit, cancel);

    public ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancel) =>
        Counted(store, $"read {key.Container} {key.Id.Split(':', '_')[0]}").ReadAsync(key, cancel);

    public ValueTask<IReadOnlyList<StoredDocument>> ReadManyAsync(string container, string partition, IReadOnlyList<string> ids, CancellationToken cancel) =>
        Counted(store, $"read {container} {string.Join('+', ids.Select(id => id.Split(':', '_')[0]))}").ReadManyAsync(container, partition, ids, cancel);

    public ValueTask<Page<StoredDocument>> QueryAsync(Query query, CancellationToken cancel) => Counted(store, $"query {query.Type.Name}").QueryAsync(query, cancel);

    public Task CheckAsync(CancellationToken cancel) => store.CheckAsync(cancel);

    private IDocumentStore Counted(IDocumentStore counted, string request)
    {
        lock (_requests) _requests.Add(request);
        return counted;
    }
}
