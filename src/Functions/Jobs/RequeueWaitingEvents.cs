using Customers.Domain.Documents;
using Customers.Domain.Queues;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.Jobs;

/// <summary>
/// Queues again what was kept but whose message is lost: on Azure an event and its message are two writes, and a crash, or a
/// queue that is down, may come between them. An event that is handled twice changes nothing the second time.
/// </summary>
public sealed partial class RequeueWaitingEvents(IDocumentStore documents, IQueue queue, TimeProvider clock, ILogger<RequeueWaitingEvents> log)
{
    /// <summary>Longer than a message takes when all is well.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);
    /// <summary>With so many messages there, what waits is most likely among them.</summary>
    private const int Busy = 500;
    private const int AtOnce = 16;

    public async Task RunAsync(CancellationToken cancel)
    {
        if (await queue.CountAsync(QueueNames.StoreEvents, cancel) >= Busy) return;
        var late = new Query(StoreEvent.Type, 200)
        {
            Where = [new Condition.Range("waitsSince", null, (clock.GetUtcNow() - Late).ToUnixTimeMilliseconds())],
            SortBy = "waitsSince",
        };
        var count = 0;
        await Parallel.ForEachAsync(documents.AllAsync(StoreEvent.Type, late, cancel), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (found, token) =>
        {
            await queue.SendAsync(StoreEventMessage.Of(found.Value.Id), token);
            Interlocked.Increment(ref count);
        });
        if (count > 0) LogRequeued(count);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} store events waited without a message, and are queued again")]
    private partial void LogRequeued(int count);
}
