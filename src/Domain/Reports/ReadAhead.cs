using System.Runtime.CompilerServices;
using Customers.Domain.Documents;

namespace Customers.Domain.Reports;

/// <summary>Reading many documents for a report.</summary>
public static class ReadAhead
{
    private const int Most = 1000, Few = 200;

    /// <param name="few">The caller will take no more than a page of a list.</param>
    public static int PageOf(bool few) => few ? Few : Most;

    /// <summary>
    /// Every document that the query finds, in its order. Of large pages the next is fetched and read, which all processors do,
    /// while one is in use.
    /// </summary>
    public static IAsyncEnumerable<T> WalkAsync<T>(this IDocumentStore documents, DocumentType<T> type, Query query, CancellationToken cancel) where T : class =>
        query.Limit < Most ? documents.AllAsync(type, query, cancel).Select(found => found.Value) : documents.PagesAsync(type, query, cancel).AheadAsync(cancel).SelectMany(page => page);

    /// <summary>The same items; the next is made while one is in use.</summary>
    public static async IAsyncEnumerable<T> AheadAsync<T>(this IAsyncEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var made = items.GetAsyncEnumerator(cancel);
        var next = NextAsync();
        try
        {
            while (await next)
            {
                var item = made.Current;
                next = NextAsync();
                yield return item;
            }
        }
        finally
        {
            // Whoever takes no more must not leave before what was begun has ended; its fault is nobody's any more.
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Task<bool> NextAsync() => Task.Run(() => made.MoveNextAsync().AsTask(), cancel);
    }

    private static async IAsyncEnumerable<T[]> PagesAsync<T>(this IDocumentStore documents, DocumentType<T> type, Query query, [EnumeratorCancellation] CancellationToken cancel) where T : class
    {
        for (Query? next = query; next is not null;)
        {
            var page = await documents.QueryAsync(next, cancel);
            yield return [.. page.Items.AsParallel().AsOrdered().Select(document => type.Read(document).Value)];
            next = page.Next is null ? null : next with { After = page.Next };
        }
    }
}
