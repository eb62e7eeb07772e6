using Customers.Domain.Documents;
using Customers.Domain.Merging;
using Customers.Domain.Stores;
using Customers.Functions.Stores;
using Customers.Functions.Telemetry;

namespace Customers.Functions.Jobs;

/// <summary>Writes down how an event, or an attempt at it, ended.</summary>
public sealed partial class EventEnding(IDocumentStore documents, TimeProvider clock, Instruments instruments, ILogger<EventEnding> log)
{
    /// <summary>Waits between the five attempts.</summary>
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];

    private static readonly TimeSpan WhileBusy = TimeSpan.FromSeconds(15);

    private const int DaysToKeepBody = 30;

    public Task FinishAsync(Stored<StoreEvent> found, EventResult result, CancellationToken cancel) => SaveAsync(found, found.Value with
    {
        State = result.Ignored ? StoreEventState.Ignored : StoreEventState.Done,
        Attempts = found.Value.Attempts + 1,
        Reason = result.Ignored ? result.Reason : null,
        NextTryAt = null,
        JobId = result.JobId,
        BodyExpiresOn = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(result.ForgetBody ? 0 : DaysToKeepBody),
    }, result.Ignored ? EventResults.Ignored : EventResults.Done, [], cancel);

    public async Task ParkAsync(Stored<StoreEvent> found, string reason, CancellationToken cancel)
    {
        await SaveAsync(found, found.Value with { State = StoreEventState.Parked, Attempts = found.Value.Attempts + 1, Reason = reason, NextTryAt = null }, EventResults.Parked, [], cancel);
        LogParked(found.Value.Id, found.Value.StoreId, reason.Split(':')[0]);
    }

    public async Task FailAsync(Stored<StoreEvent> found, Exception fault, CancellationToken cancel)
    {
        var attempt = found.Value.Attempts + 1;
        LogFailed(fault, found.Value.Id, found.Value.StoreId, attempt);
        if (attempt > Waits.Length) await ParkAsync(found, ReasonOf(fault), cancel);
        else
        {
            var wait = Waits[attempt - 1];
            var later = found.Value with { Attempts = attempt, Reason = ReasonOf(fault), NextTryAt = clock.GetUtcNow() + wait };
            await SaveAsync(found, later, EventResults.Retried, [StoreEventMessage.Of(found.Value.Id, wait)], cancel);
        }
    }

    /// <summary>Nothing was tried, so no attempt is counted.</summary>
    public Task PostponeAsync(Stored<StoreEvent> found, Exception wait, CancellationToken cancel)
    {
        var later = found.Value with { Reason = ReasonOf(wait), NextTryAt = clock.GetUtcNow() + WhileBusy };
        return SaveAsync(found, later, EventResults.Retried, [StoreEventMessage.Of(found.Value.Id, WhileBusy)], cancel);
    }

    /// <summary>A conflict means that another delivery of the message has written its ending: it stands.</summary>
    private async Task SaveAsync(Stored<StoreEvent> found, StoreEvent next, string result, IReadOnlyList<Domain.Queues.QueueMessage> messages, CancellationToken cancel)
    {
        if (await documents.SaveAsync(StoreEvent.Type, found, next, messages, cancel) is not null) instruments.EventHandled(next, result);
    }

    private static string ReasonOf(Exception fault) => fault switch
    {
        StoreUnreachableException => "store-unreachable: " + fault.Message,
        CustomerBeingCreatedException => "customer-being-created: somebody is just creating the customer",
        StoreBusyException => "store-busy: many events wait for this store already",
        CustomerMergingException => "customer-merging: the customer is just being merged",
        OrderContendedException => "order-contended: " + fault.Message,
        _ => "internal-error: " + fault.GetType().Name,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event {EventId} of store {StoreId} is parked: {Code}")]
    private partial void LogParked(string eventId, string storeId, string code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event {EventId} of store {StoreId} failed at attempt {Attempt}")]
    private partial void LogFailed(Exception fault, string eventId, string storeId, int attempt);
}
