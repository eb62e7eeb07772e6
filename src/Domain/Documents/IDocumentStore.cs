namespace Customers.Domain.Documents;

/// <summary>
/// The data waist: Cosmos semantics as a port. A reader sees every commit that was acknowledged before its read began
/// (in a session of its own). Faults of the store are exceptions: <see cref="StoreUnavailableException"/> when trying
/// again may help.
/// </summary>
public interface IDocumentStore
{
    /// <summary>The only way to write. A commit over the limits throws <see cref="ArgumentException"/>.</summary>
    Task<CommitResult> CommitAsync(Commit commit, CancellationToken cancel);

    /// <summary>A point read; null when there is none.</summary>
    ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancel);

    /// <summary>Several documents of one partition, in the order asked; those that do not exist are left out.</summary>
    ValueTask<IReadOnlyList<StoredDocument>> ReadManyAsync(string container, string partition, IReadOnlyList<string> ids, CancellationToken cancel);

    ValueTask<Page<StoredDocument>> QueryAsync(Query query, CancellationToken cancel);

    /// <summary>Throws <see cref="StoreUnavailableException"/> when the store does not answer.</summary>
    Task CheckAsync(CancellationToken cancel);
}

public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException() { }
    public StoreUnavailableException(string message) : base(message) { }
    public StoreUnavailableException(string message, Exception inner) : base(message, inner) { }
}
