using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Redaction;

/// <summary>Overwrites all documents of one type that a customer owns, in commits of a size that the store takes.</summary>
public sealed class RedactParts(IDocumentStore documents)
{
    private const int AtOnce = 90;

    /// <param name="touch">For those that change: what a reader of the older state must notice.</param>
    public async Task RunAsync<T>(DocumentType<T> type, CustomerId id, Func<T, T> redact, Func<T, T> touch, CancellationToken cancel) where T : class
    {
        var query = new Query(type, AtOnce) { Partition = id.Value };
        while (true)
        {
            var page = await documents.QueryAsync(type, query, cancel);
            var writes = page.Items.Select(found => WriteOf(type, found, redact, touch)).OfType<Write.Replace>().ToList();
            if (!await CommitAsync(type, id, writes, cancel)) continue; // somebody changed one meanwhile: those done already are skipped
            if (page.Next is null) return;
            query = query with { After = page.Next };
        }
    }

    private static Write.Replace? WriteOf<T>(DocumentType<T> type, Stored<T> found, Func<T, T> redact, Func<T, T> touch) where T : class
    {
        var (before, after) = (Replace(found.Value), redact(found.Value));
        return Replace(after).Content.Body.Span.SequenceEqual(before.Content.Body.Span) ? null : Replace(touch(after));

        Write.Replace Replace(T value) => (Write.Replace)type.Replace(found, value);
    }

    private async Task<bool> CommitAsync(DocumentType type, CustomerId id, List<Write.Replace> writes, CancellationToken cancel)
    {
        for (var done = 0; done < writes.Count;)
        {
            var batch = writes.Skip(done).ToList<Write>().FirstBatch();
            if (!(await documents.CommitAsync(new(type.Container, id.Value, batch), cancel)).Holds) return false;
            done += batch.Count;
        }

        return true;
    }
}
