using Customers.Domain.Documents;

namespace Customers.Functions.Storage;

/// <summary>The limits that <see cref="Commit"/> and <see cref="DocumentKey"/> name, the same for every store and checked before anything is written.</summary>
internal static class CommitLimits
{
    private const int IdLength = 200;

    public static void Check(Commit commit)
    {
        if (commit.Writes.Count is 0 or > Commit.MaxWrites) throw new ArgumentException($"A commit has 1 to {Commit.MaxWrites} writes, not {commit.Writes.Count}.", nameof(commit));
        if (commit.Partition.Length == 0) throw new ArgumentException("A commit names its partition.", nameof(commit));
        foreach (var write in commit.Writes) CheckId(write.Id);
        if (commit.Writes.Sum(write => (long)(ContentOf(write)?.Body.Length ?? 0)) > Commit.MaxBytes) throw new ArgumentException($"A commit holds at most {Commit.MaxBytes} bytes.", nameof(commit));
        if (commit.Writes.DistinctBy(write => write.Id).Count() < commit.Writes.Count) throw new ArgumentException("A commit writes each document at most once.", nameof(commit));
        foreach (var message in commit.Messages) MessageSize.Check(message);
    }

    /// <summary>Null for a delete.</summary>
    public static DocumentContent? ContentOf(Write write) => write switch
    {
        Write.Create create => create.Content,
        Write.Replace replace => replace.Content,
        Write.Upsert upsert => upsert.Content,
        _ => null,
    };

    private static void CheckId(string id)
    {
        if (id.Length is 0 or > IdLength || id.AsSpan().ContainsAny(@"/\?#"))
            throw new ArgumentException($"'{id}' is not a document's id: 1 to {IdLength} characters, none of / \\ ? #.", nameof(id));
    }
}
