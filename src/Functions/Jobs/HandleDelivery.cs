using Customers.Domain.Documents;
using Customers.Domain.Queues;
using Customers.Domain.Subscriptions;
using Customers.Functions.Subscriptions;
using Customers.Functions.Telemetry;

namespace Customers.Functions.Jobs;

/// <summary>Takes a delivery from the queue to its end: delivered, given up, or tried again later. Whoever receives it may get it twice.</summary>
public sealed class HandleDelivery(IDocumentStore documents, SigningSecrets secrets, SendDelivery send, NoteAttempt note, Instruments instruments, TimeProvider clock)
{
    /// <summary>The clocks of queue and hub may differ by this much.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(2);

    public async Task RunAsync(string deliveryId, CancellationToken cancel)
    {
        if (await documents.ReadAsync(Delivery.Type, deliveryId, deliveryId, cancel) is not { Value.State: DeliveryState.Pending } found) return;
        var now = clock.GetUtcNow();
        if (found.Value.NextTryAt - now > Early) return; // another message comes at its time
        var subscription = (await documents.ReadAsync(Subscription.Type, found.Value.SubscriptionId, found.Value.SubscriptionId, cancel))?.Value;
        if (subscription is not { IsActive: true }) await SaveAsync(found, found.Value.GivenUp(subscription is null ? "subscription-gone" : "subscription-disabled", now), cancel);
        else if (subscription.RestsUntil is { } until && now < until && !found.Value.AtOnce) await SaveAsync(found, found.Value.Postponed(until), cancel);
        else await TryAsync(found, subscription, now, cancel);
    }

    /// <summary>Its message was delivered too often without coming to an end.</summary>
    public async Task GiveUpAsync(string deliveryId, CancellationToken cancel)
    {
        if (await documents.ReadAsync(Delivery.Type, deliveryId, deliveryId, cancel) is { Value.State: DeliveryState.Pending } found)
            await SaveAsync(found, found.Value.GivenUp("delivered-too-often", clock.GetUtcNow()), cancel);
    }

    private async Task TryAsync(Stored<Delivery> found, Subscription subscription, DateTimeOffset begun, CancellationToken cancel)
    {
        var attempt = await AttemptAsync(found.Value, subscription, begun, cancel);
        var now = clock.GetUtcNow();
        var next = attempt.Fault is null ? found.Value.Delivered(attempt.Status!.Value, now)
            : attempt.IsGone ? found.Value.Failed(attempt.Status, attempt.Fault, asked: null, now).GivenUp(attempt.Fault, now)
            : found.Value.Failed(attempt.Status, attempt.Fault, attempt.RetryAfter, now);
        await SaveAsync(found, next, cancel);
        await note.RunAsync(subscription, attempt, begun, cancel);
        instruments.DeliveryAttempted(next);
    }

    private async Task<Attempt> AttemptAsync(Delivery delivery, Subscription subscription, DateTimeOffset begun, CancellationToken cancel) =>
        secrets.TryOpen(subscription.SealedSecrets) is { } signing ? await send.RunAsync(subscription.Url, delivery, signing.ValidAt(begun), cancel) : Attempt.Unsealed;

    /// <summary>A conflict means that another message has brought it further: that stands.</summary>
    private async Task SaveAsync(Stored<Delivery> found, Delivery next, CancellationToken cancel)
    {
        IReadOnlyList<QueueMessage> messages = next.State == DeliveryState.Pending ? [next.ToQueue(next.NextTryAt!.Value - clock.GetUtcNow())] : [];
        await documents.SaveAsync(Delivery.Type, found, next, messages, cancel);
    }
}
