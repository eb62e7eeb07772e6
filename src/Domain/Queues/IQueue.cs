namespace Customers.Domain.Queues;

/// <summary>A message to be handled at least once.</summary>
/// <param name="Queue">One of <see cref="QueueNames"/>.</param>
/// <param name="Body">JSON text, at most 48 KiB in UTF-8 (a Storage queue holds 64 KiB of base64).</param>
/// <param name="Delay">Not visible before this much time has passed.</param>
public sealed record QueueMessage(string Queue, string Body, TimeSpan Delay = default);

/// <summary>A message taken from a queue. It shows up again unless it is completed before its lease ends.</summary>
/// <param name="Id">Stays the same over deliveries.</param>
/// <param name="Receipt">Names this delivery; a later one makes it void.</param>
/// <param name="Dequeues">How often it was taken, this time included.</param>
public sealed record ReceivedMessage(string Queue, string Id, string Receipt, string Body, int Dequeues);

/// <summary>A durable queue, at least once, in no promised order. Faults: <see cref="Documents.StoreUnavailableException"/>.</summary>
public interface IQueue
{
    Task SendAsync(QueueMessage message, CancellationToken cancel);

    /// <summary>Takes up to <paramref name="max"/> (1–32) visible messages for the time of the lease; none → empty, at once.</summary>
    Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(string queue, int max, TimeSpan lease, CancellationToken cancel);

    /// <summary>Removes the message; false when its lease had ended and another delivery has begun, or it is gone.</summary>
    Task<bool> CompleteAsync(ReceivedMessage message, CancellationToken cancel);

    /// <summary>Makes the message visible again after the delay; false as for <see cref="CompleteAsync"/>.</summary>
    Task<bool> ReleaseAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancel);

    /// <summary>About how many messages the queue holds, visible or not.</summary>
    Task<long> CountAsync(string queue, CancellationToken cancel);

    /// <summary>
    /// Ends when looking into the queue may be worth it, at the latest after <paramref name="longest"/>. Several may be woken by
    /// one message: whoever comes late receives nothing and waits again.
    /// </summary>
    Task WaitAsync(string queue, TimeSpan longest, CancellationToken cancel);
}

public static class QueueNames
{
    public const string StoreEvents = "store-events";
    public const string StorePulls = "store-pulls";
    public const string CreditPages = "credit-pages";
    public const string Redactions = "redactions";
    public const string Imports = "imports";
    public const string Syncs = "syncs";
    public const string Merges = "merges";
    public const string Families = "families";
    public const string Announcements = "announcements";
    public const string Deliveries = "deliveries";

    // Where the messages of a queue go that were taken too often; the names are the Functions host's.
    public const string StoreEventsPoison = StoreEvents + Poison;
    public const string StorePullsPoison = StorePulls + Poison;
    public const string CreditPagesPoison = CreditPages + Poison;
    public const string RedactionsPoison = Redactions + Poison;
    public const string ImportsPoison = Imports + Poison;
    public const string SyncsPoison = Syncs + Poison;
    public const string MergesPoison = Merges + Poison;
    public const string FamiliesPoison = Families + Poison;
    public const string AnnouncementsPoison = Announcements + Poison;
    public const string DeliveriesPoison = Deliveries + Poison;
    private const string Poison = "-poison";

    public static readonly IReadOnlyList<string> All =
    [
        StoreEvents, StorePulls, CreditPages, Redactions, Imports, Syncs, Merges, Families, Announcements, Deliveries,
        StoreEventsPoison, StorePullsPoison, CreditPagesPoison, RedactionsPoison, ImportsPoison, SyncsPoison, MergesPoison, FamiliesPoison, AnnouncementsPoison, DeliveriesPoison,
    ];

    /// <summary>Null when the queue is one for poison itself: its messages have nowhere else to go.</summary>
    public static string? PoisonOf(string queue) => queue.EndsWith(Poison, StringComparison.Ordinal) ? null : queue + Poison;
}
