using Customers.Domain.Credit;
using Customers.Domain.Customers;
using Customers.Domain.Identity;
using Customers.Domain.Merging;
using Customers.Domain.Queues;
using Customers.Domain.Redaction;
using Customers.Domain.Stores;
using Customers.Domain.Subscriptions;
using Customers.Functions.Imports;
using Customers.Functions.Stores;
using Customers.Functions.Telemetry;

namespace Customers.Functions.Jobs;

/// <summary>Which job handles the messages of which queue. Both shells call this, each message in a scope of its own.</summary>
public sealed class QueueHandlers(IServiceScopeFactory scopes)
{
    public async Task RunAsync(string queue, string body, CancellationToken cancel)
    {
        using var span = Spans.AreHeard ? Spans.OfMessage(queue, ParentOf(queue, body)) : null;
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await RunAsync(queue, body, scope.ServiceProvider, cancel);
        }
        // Never caught: the filter marks the span, whatever the fault.
        catch (Exception fault) when (span.Mark(fault))
        {
            throw;
        }
    }

    private static Task RunAsync(string queue, string body, IServiceProvider services, CancellationToken cancel) => queue switch
    {
        QueueNames.StoreEvents => services.GetRequiredService<HandleStoreEvent>().RunAsync(StoreEventMessage.Parse(body).EventId, cancel),
        QueueNames.StorePulls => services.GetRequiredService<PullStore>().RunAsync(PullMessage.Parse(body), cancel),
        QueueNames.CreditPages => CheckCreditAsync(CreditMessage.Parse(body), services, cancel),
        QueueNames.Imports => services.GetRequiredService<RunImport>().RunAsync(ImportMessage.Parse(body).JobId, cancel),
        QueueNames.Syncs => services.GetRequiredService<SyncCustomer>().RunAsync(SyncMessage.Parse(body), cancel),
        QueueNames.Redactions => RedactAsync(RedactionMessage.Parse(body), services, cancel),
        QueueNames.Families => services.GetRequiredService<KeepFamilies>().RunAsync(FamilyMessage.Parse(body).CustomerId, cancel),
        QueueNames.Merges => services.GetRequiredService<RunMerge>().RunAsync(Merge.Parse(body), cancel),
        QueueNames.Announcements => services.GetRequiredService<SpreadAnnouncement>().RunAsync(AnnouncementMessage.Parse(body), cancel),
        QueueNames.Deliveries => services.GetRequiredService<HandleDelivery>().RunAsync(DeliveryMessage.Parse(body).DeliveryId, cancel),
        _ when QueueNames.PoisonOf(queue) is null => services.GetRequiredService<GiveUp>().RunAsync(queue, body, cancel),
        _ => throw new ArgumentException($"No job handles the queue '{queue}'.", nameof(queue)),
    };

    private static Task RedactAsync(RedactionMessage message, IServiceProvider services, CancellationToken cancel) => CustomerId.TryParse(message.Of, out var customer)
        ? services.GetRequiredService<RunRedaction>().RunAsync(message, customer, cancel)
        : services.GetRequiredService<RedactShop>().RunAsync(message, cancel);

    private static async Task CheckCreditAsync(CreditMessage message, IServiceProvider services, CancellationToken cancel)
    {
        if (await services.GetRequiredService<RunCreditCheck>().RunAsync(message, cancel) is { } finished) services.GetRequiredService<Instruments>().CreditRunFinished(finished);
    }

    private static string? ParentOf(string queue, string body) => queue == QueueNames.StoreEvents ? StoreEventMessage.Parse(body).TraceParent : null;
}
