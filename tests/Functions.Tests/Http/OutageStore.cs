using Customers.Domain.Documents;

namespace Customers.Functions.Tests.Http;

/// <summary>A store that can stop answering.</summary>
public sealed class OutageStore(IDocumentStore store) : IDocumentStore
{
    public bool IsDown { get; set; }
    public int Reads { get; private set; }

    public Task<CommitResult> CommitAsync(Commit commit, CancellationToken cancel) => Up().CommitAsync(commit, cancel);

    public ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancel)
    {
        Reads++;
        return Up().ReadAsync(key, cancel);
    }

    public ValueTask<IReadOnlyList<StoredDocument>> ReadManyAsync(string container, string partition, IReadOnlyList<string> ids, CancellationToken cancel) =>
        Up().ReadManyAsync(container, partition, ids, cancel);

    public ValueTask<Page<StoredDocument>> QueryAsync(Query query, CancellationToken cancel) => Up().QueryAsync(query, cancel);

    public Task CheckAsync(CancellationToken cancel) => Up().CheckAsync(cancel);

    private IDocumentStore Up() => IsDown ? throw new StoreUnavailableException("down") : store;
}
