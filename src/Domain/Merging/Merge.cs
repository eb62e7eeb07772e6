using System.Text.Json;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Queues;

namespace Customers.Domain.Merging;

/// <summary>
/// One customer goes into another. While that lasts it stands on both: it closes the one that goes to every write, and keeps the
/// one that stays from being deleted, redacted, merged, or made a branch. It is also what lies in the queue of merges.
/// </summary>
public sealed record Merge(CustomerId From, CustomerId Into, string JobId, Caller By, DateTimeOffset At)
{
    /// <summary>Counts who took hold of the customer for this merge: only the last may let go again.</summary>
    public int Hold { get; init; } = 1;

    public QueueMessage ToQueue(TimeSpan delay = default) => new(QueueNames.Merges, JsonSerializer.Serialize(this, StoredJson.Options), delay);

    public static Merge Parse(string body) => JsonSerializer.Deserialize<Merge>(body, StoredJson.Options) ?? throw new JsonException("An empty merge message.");
}

/// <summary>What is to be written belongs to a customer that is just being merged; when that has ended, it can be.</summary>
public sealed class CustomerMergingException : Exception
{
    public CustomerMergingException() { }
    public CustomerMergingException(string message) : base(message) { }
    public CustomerMergingException(string message, Exception inner) : base(message, inner) { }
}
