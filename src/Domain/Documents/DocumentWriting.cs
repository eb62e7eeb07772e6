using Customers.Domain.Queues;

namespace Customers.Domain.Documents;

/// <summary>Commits of one document. Null or false: it was found in another state than expected, and nothing is written.</summary>
public static class DocumentWriting
{
    public static Task<Stored<T>?> CreateAsync<T>(this IDocumentStore store, DocumentType<T> type, T value, CancellationToken cancel) where T : class =>
        store.SaveAsync(type, null, value, [], cancel);

    /// <param name="messages">See <see cref="Commit.Messages"/>.</param>
    public static Task<Stored<T>?> CreateAsync<T>(
        this IDocumentStore store, DocumentType<T> type, T value, IReadOnlyList<QueueMessage> messages, CancellationToken cancel) where T : class =>
        store.SaveAsync(type, null, value, messages, cancel);

    /// <summary>Replaces what was read, or creates what was not there.</summary>
    public static Task<Stored<T>?> SaveAsync<T>(this IDocumentStore store, DocumentType<T> type, Stored<T>? current, T next, CancellationToken cancel) where T : class =>
        store.SaveAsync(type, current, next, [], cancel);

    /// <inheritdoc cref="SaveAsync{T}(IDocumentStore, DocumentType{T}, Stored{T}?, T, CancellationToken)"/>
    /// <param name="messages">See <see cref="Commit.Messages"/>.</param>
    public static async Task<Stored<T>?> SaveAsync<T>(
        this IDocumentStore store, DocumentType<T> type, Stored<T>? current, T next, IReadOnlyList<QueueMessage> messages, CancellationToken cancel) where T : class =>
        await store.CommitAsync(type.Alone(type.Save(current, next), next) with { Messages = messages }, cancel) is CommitResult.Committed { ETags: [var etag] }
            ? new(next, etag)
            : null;

    public static async Task<bool> DeleteAsync<T>(this IDocumentStore store, DocumentType<T> type, Stored<T> current, CancellationToken cancel) where T : class =>
        (await store.CommitAsync(type.Alone(type.Delete(current), current.Value), cancel)).Holds;

    /// <summary>Changes a document as it is now, again whenever somebody else changed it in between.</summary>
    /// <param name="change">Pure: it may run many times. It gets null where there is no document, and returns null to leave all as it is.</param>
    /// <returns>What lies there now.</returns>
    public static async Task<T?> ChangeAsync<T>(
        this IDocumentStore store, DocumentType<T> type, string partition, string id, Func<T?, T?> change, CancellationToken cancel) where T : class
    {
        while (true)
        {
            var current = await store.ReadAsync(type, partition, id, cancel);
            var next = change(current?.Value);
            if (next is null || next.Equals(current?.Value)) return current?.Value;
            if (await store.SaveAsync(type, current, next, cancel) is not null) return next;
        }
    }
}
