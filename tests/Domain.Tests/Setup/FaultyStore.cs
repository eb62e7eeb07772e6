using Customers.Domain.Documents;

namespace Customers.Domain.Tests.Setup;

/// <summary>A store on which a test looks at, delays or breaks commits, and sees what is asked.</summary>
public sealed class FaultyStore(IDocumentStore store) : IDocumentStore
{
    private int _commits;

    /// <summary>Runs before the commit of this number (from 1) is written.</summary>
    public Func<int, Commit, Task> Before { get; init; } = (_, _) => Task.CompletedTask;
    /// <summary>Runs once it is written.</summary>
    public Func<int, Commit, Task> After { get; init; } = (_, _) => Task.CompletedTask;

    public int Commits => _commits;
    public List<Query> Queries { get; } = [];

    public async Task<CommitResult> CommitAsync(Commit commit, CancellationToken cancel)
    {
        var number = Interlocked.Increment(ref _commits);
        await Before(number, commit);
        var result = await store.CommitAsync(commit, cancel);
        await After(number, commit);
        return result;
    }

    public ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancel) => store.ReadAsync(key, cancel);

    public ValueTask<IReadOnlyList<StoredDocument>> ReadManyAsync(string container, string partition, IReadOnlyList<string> ids, CancellationToken cancel) =>
        store.ReadManyAsync(container, partition, ids, cancel);

    public ValueTask<Page<StoredDocument>> QueryAsync(Query query, CancellationToken cancel)
    {
        lock (Queries) Queries.Add(query);
        return store.QueryAsync(query, cancel);
    }

    public Task CheckAsync(CancellationToken cancel) => store.CheckAsync(cancel);
}
