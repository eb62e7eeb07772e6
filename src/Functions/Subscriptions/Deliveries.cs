using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Subscriptions;
using Customers.Functions.Http;

namespace Customers.Functions.Subscriptions;

/// <summary>Finding deliveries, sending one again, and one to try the receiver with.</summary>
internal sealed class Deliveries(IDocumentStore documents, IIdSource ids, TimeProvider clock)
{
    public static readonly Refusal Disabled = Refusal.Conflict("subscription-disabled", "The subscription is disabled; PATCH active to true first.");

    public static Query Query(string subscriptionId, DeliveryState? state, int limit) => new(Delivery.Type, limit)
    {
        Where = [.. state is { } wanted ? (Condition[])[new Condition.Equal("state", wanted.ToString())] : [], new Condition.Equal("subscriptionId", subscriptionId)],
        SortBy = "createdAt",
    };

    public async Task<Delivery?> FindAsync(string subscriptionId, string id, CancellationToken cancel) =>
        (await documents.ReadAsync(Delivery.Type, id, id, cancel))?.Value is { } found && found.SubscriptionId == subscriptionId ? found : null;

    /// <summary>Under its own id, by which the receiver knows it. Refusals: <c>subscription-disabled</c>.</summary>
    public async Task<Outcome<Delivery>> ReplayAsync(string subscriptionId, string id, CancellationToken cancel)
    {
        if (await RefusalOfAsync(subscriptionId, cancel) is { } refusal) return refusal;
        while (await documents.ReadAsync(Delivery.Type, id, id, cancel) is { } found && found.Value.SubscriptionId == subscriptionId)
        {
            var again = found.Value.Again(clock.GetUtcNow());
            if (await documents.SaveAsync(Delivery.Type, found, again, [again.ToQueue()], cancel) is not null) return again;
        }

        return Refusal.NotFound;
    }

    /// <summary>A message that means nothing. Refusals: <c>subscription-disabled</c>.</summary>
    public async Task<Outcome<Delivery>> TestAsync(string subscriptionId, CancellationToken cancel)
    {
        if (await RefusalOfAsync(subscriptionId, cancel) is { } refusal) return refusal;
        var (id, now) = (ids.New(IdPrefixes.Delivery), clock.GetUtcNow());
        var test = Delivery.New(id, subscriptionId, Delivery.Test, Announcement.BodyOf(Delivery.Test, now, new { subscriptionId }), now) with { AtOnce = true };
        // Where it is: an idempotent repeat.
        return await documents.CreateAsync(Delivery.Type, test, [test.ToQueue()], cancel) is not null ? test : (await FindAsync(subscriptionId, id, cancel)).OrNotFound();
    }

    private async Task<Refusal?> RefusalOfAsync(string subscriptionId, CancellationToken cancel) =>
        await documents.ReadAsync(Subscription.Type, subscriptionId, subscriptionId, cancel) is not { } found ? Refusal.NotFound : found.Value.IsActive ? null : Disabled;
}
