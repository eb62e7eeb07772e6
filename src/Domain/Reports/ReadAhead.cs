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
    /// Every document that the query finds, in its order. Of large pages the next is fetched while one is read, which all processors do.
    /// </summary>
    public static IAsyncEnumerable<T> WalkAsync<T>(this IDocumentStore documents, DocumentType<T> type, Query query, CancellationToken cancel) where T : class =>
        query.Limit < Most ? documents.AllAsync(type, query, cancel).Select(found => found.Value) : documents.AheadAsync(type, query, cancel);

    private static async IAsyncEnumerable<T> AheadAsync<T>(this IDocumentStore documents, DocumentType<T> type, Query query, [EnumeratorCancellation] CancellationToken cancel) where T : class
    {
        for (var fetching = FetchAsync(query); fetching is not null;)
        {
            var page = await fetching;
            fetching = page.Next is null ? null : FetchAsync(query with { After = page.Next });
            foreach (var value in page.Items.AsParallel().AsOrdered().Select(document => type.Read(document).Value)) yield return value;
        }

        Task<Page<StoredDocument>> FetchAsync(Query next) => Task.Run(() => documents.QueryAsync(next, cancel).AsTask(), cancel);
    }
}
