using System.Text.Json;
using Customers.Domain.Credit;
using Customers.Domain.Queues;
using Customers.Domain.Redaction;
using Customers.Domain.Stores;
using Customers.Domain.Subscriptions;
using Customers.Functions.Imports;
using Customers.Functions.Stores;
using Customers.Functions.Telemetry;

namespace Customers.Functions.Jobs;

/// <summary>
/// Ends what a message asked for that was delivered too often, so that somebody sees it: the event is parked, the pull, the
/// credit run, the redaction, the import, the sync and the delivery have failed. Each can be begun again by hand; pulls and the nightly check are, by the clock.
/// </summary>
public sealed partial class GiveUp(IServiceProvider services, Instruments instruments, ILogger<GiveUp> log)
{
    public async Task RunAsync(string poisonQueue, string body, CancellationToken cancel)
    {
        LogGivenUp(poisonQueue);
        try
        {
            await (poisonQueue switch
            {
                QueueNames.StoreEventsPoison => services.GetRequiredService<HandleStoreEvent>().GiveUpAsync(StoreEventMessage.Parse(body).EventId, cancel),
                QueueNames.StorePullsPoison => services.GetRequiredService<PullStore>().GiveUpAsync(PullMessage.Parse(body), cancel),
                QueueNames.CreditPagesPoison => EndCheckAsync(CreditMessage.Parse(body).RunId, cancel),
                QueueNames.RedactionsPoison => services.GetRequiredService<RunRedaction>().GiveUpAsync(RedactionMessage.Parse(body), cancel),
                QueueNames.ImportsPoison => services.GetRequiredService<RunImport>().GiveUpAsync(ImportMessage.Parse(body).JobId, cancel),
                QueueNames.SyncsPoison => services.GetRequiredService<SyncCustomer>().GiveUpAsync(SyncMessage.Parse(body), cancel),
                QueueNames.MergesPoison or QueueNames.FamiliesPoison => Task.CompletedTask, // what is to be done its customers say: a tick begins again
                QueueNames.AnnouncementsPoison => Task.CompletedTask, // it waits: a tick sends it again
                QueueNames.DeliveriesPoison => services.GetRequiredService<HandleDelivery>().GiveUpAsync(DeliveryMessage.Parse(body).DeliveryId, cancel),
                _ => throw new ArgumentException($"'{poisonQueue}' is no queue for poison.", nameof(poisonQueue)),
            });
        }
        catch (JsonException)
        {
            // Not one of the hub's messages: there is nothing to end.
            LogUnreadable(poisonQueue);
        }
    }

    private async Task EndCheckAsync(string runId, CancellationToken cancel)
    {
        if (await services.GetRequiredService<RunCreditCheck>().GiveUpAsync(runId, cancel) is { Status: CreditRunStatus.Failed } failed) instruments.CreditRunFinished(failed);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A message was delivered too often and is given up: {Queue}")]
    private partial void LogGivenUp(string queue);

    [LoggerMessage(Level = LogLevel.Error, Message = "A message in {Queue} is none of the hub's, and is dropped")]
    private partial void LogUnreadable(string queue);
}
