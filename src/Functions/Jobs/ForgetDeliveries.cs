using Customers.Domain.Documents;
using Customers.Domain.Subscriptions;

namespace Customers.Functions.Jobs;

/// <summary>Deletes deliveries 30 days after their last attempt.</summary>
public sealed class ForgetDeliveries(IDocumentStore documents, TimeProvider clock)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).DayNumber;
        var expired = new Query(Delivery.Type, 200) { Where = [new Condition.Range("expiresOn", null, today + 1L)], SortBy = "expiresOn" };
        await foreach (var delivery in documents.AllAsync(Delivery.Type, expired, cancel)) await documents.DeleteAsync(Delivery.Type, delivery, cancel);
    }
}
