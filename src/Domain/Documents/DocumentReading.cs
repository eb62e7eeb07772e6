namespace Customers.Domain.Documents;

/// <summary>Typed reads and queries over <see cref="IDocumentStore"/>.</summary>
public static class DocumentReading
{
    public static async ValueTask<Stored<T>?> ReadAsync<T>(
        this IDocumentStore store, DocumentType<T> type, string partition, string id, CancellationToken cancel) where T : class =>
        await store.ReadAsync(new DocumentKey(type.Container, partition, id), cancel) is { } document && document.Type == type.Name ? type.Read(document) : null;

    public static async ValueTask<IReadOnlyList<Stored<T>>> ReadManyAsync<T>(
        this IDocumentStore store, DocumentType<T> type, string partition, IReadOnlyList<string> ids, CancellationToken cancel) where T : class =>
        [.. (await store.ReadManyAsync(type.Container, partition, ids, cancel)).Select(type.Read)];

    public static async ValueTask<Page<Stored<T>>> QueryAsync<T>(
        this IDocumentStore store, DocumentType<T> type, Query query, CancellationToken cancel) where T : class
    {
        var page = await store.QueryAsync(query, cancel);
        return new([.. page.Items.Select(type.Read)], page.Next);
    }

    /// <summary>Every document that the query finds, page by page.</summary>
    public static async IAsyncEnumerable<Stored<T>> AllAsync<T>(
        this IDocumentStore store, DocumentType<T> type, Query query,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel) where T : class
    {
        for (Query? next = query; next is not null;)
        {
            var page = await store.QueryAsync(type, next, cancel);
            foreach (var item in page.Items) yield return item;
            next = page.Next is null ? null : next with { After = page.Next };
        }
    }
}
