using Customers.Domain.Documents;
using Customers.Domain.Subscriptions;

namespace Customers.Functions.Jobs;

/// <summary>
/// Sends again the messages of announcements and deliveries that are late: on Azure what waits and its message are two writes, and
/// a crash, or a queue that is down, may come between them. At most so many at a time, the longest waiting first: of a long queue
/// most are late and not lost. A message that comes twice does no harm.
/// </summary>
public sealed partial class RequeueDeliveries(IDocumentStore documents, TimeProvider clock, ILogger<RequeueDeliveries> log)
{
    /// <summary>Longer than a message takes when all is well.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);
    private const int Most = 200;

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var count = 0;
        foreach (var found in await LateAsync(Announcement.Type, now, cancel))
            if (await documents.SaveAsync(Announcement.Type, found, found.Value with { SentAgainAt = now }, [found.Value.ToQueue()], cancel) is not null) count++;
        foreach (var found in await LateAsync(Delivery.Type, now, cancel))
            // A conflict: it is being handled.
            if (await documents.SaveAsync(Delivery.Type, found, found.Value.Postponed(now), [found.Value.ToQueue()], cancel) is not null) count++;
        if (count > 0) LogSentAgain(count);
    }

    private async Task<IReadOnlyList<Stored<T>>> LateAsync<T>(DocumentType<T> type, DateTimeOffset now, CancellationToken cancel) where T : class
    {
        var late = new Query(type, Most) { Where = [new Condition.Range("waitsSince", null, (now - Late).ToUnixTimeMilliseconds())], SortBy = "waitsSince" };
        return (await documents.QueryAsync(type, late, cancel)).Items;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} announcements and deliveries were late: their messages are sent again")]
    private partial void LogSentAgain(int count);
}
