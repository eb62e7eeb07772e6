using Customers.Domain.Documents;

namespace Customers.Domain.Subscriptions;

/// <summary>Makes of an announcement a delivery for each subscription. Doing it twice, or half, does no harm.</summary>
public sealed class SpreadAnnouncement(IDocumentStore documents, TimeProvider clock)
{
    public async Task RunAsync(AnnouncementMessage message, CancellationToken cancel)
    {
        // Spread already; or another instance has just written it, then a tick sends its message again.
        if (await documents.ReadAsync(Announcement.Type, message.CustomerId, message.AnnouncementId, cancel) is not { } found) return;
        foreach (var subscription in found.Value.SubscriptionIds)
        {
            var delivery = Delivery.Of(found.Value, subscription, clock.GetUtcNow());
            await documents.CreateAsync(Delivery.Type, delivery, [delivery.ToQueue()], cancel);
        }

        await documents.DeleteAsync(Announcement.Type, found, cancel);
    }
}
