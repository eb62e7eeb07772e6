using Customers.Domain.Queues;

namespace Customers.Domain.Documents;

/// <summary>One write of a <see cref="Commit"/>, with the state it expects to find.</summary>
public abstract record Write(string Id)
{
    /// <summary>The document must not exist.</summary>
    public sealed record Create(string Id, DocumentContent Content) : Write(Id);
    /// <summary>The document must carry <paramref name="ETag"/>.</summary>
    public sealed record Replace(string Id, DocumentContent Content, string ETag) : Write(Id);
    /// <summary>Whatever is there is replaced.</summary>
    public sealed record Upsert(string Id, DocumentContent Content) : Write(Id);
    /// <summary>The document must carry <paramref name="ETag"/>.</summary>
    public sealed record Delete(string Id, string ETag) : Write(Id);
}

/// <summary>
/// Writes to one partition, all or nothing: at most <see cref="MaxWrites"/> writes and <see cref="MaxBytes"/> of bodies,
/// each document at most once.
/// </summary>
public sealed record Commit(string Container, string Partition, IReadOnlyList<Write> Writes)
{
    public const int MaxWrites = 100;
    public const int MaxBytes = 2 * 1024 * 1024;

    /// <summary>
    /// Messages sent once the writes hold. Embedded, they are part of the transaction; elsewhere they follow it, so a
    /// crash in between may lose them, and whoever relies on them needs a tick that sends them again.
    /// </summary>
    public IReadOnlyList<QueueMessage> Messages { get; init; } = [];
}

/// <summary>How a commit ended: it holds, or one of its writes found another state than it expected and nothing was written.</summary>
public abstract record CommitResult
{
    private CommitResult() { }

    /// <param name="ETags">The new etag of each write, in order; empty for a delete.</param>
    public sealed record Committed(IReadOnlyList<string> ETags) : CommitResult;

    /// <param name="Id">The first write that did not fit.</param>
    public sealed record Conflict(string Id) : CommitResult;

    public bool Holds => this is Committed;
}
