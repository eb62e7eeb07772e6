using Customers.Domain.Accounts;
using Customers.Domain.Customers;
using Customers.Domain.Orders;

namespace Customers.Domain.Subscriptions;

/// <summary>Something that a commit makes true and partners may want to know: ids and codes, no personal data.</summary>
/// <param name="Key">With the event what tells it from all other facts of the customer.</param>
public sealed record Fact(SubscriptionEvent Event, DateTimeOffset At, string Key, object Data)
{
    /// <summary>What becomes true of a customer by this change of it.</summary>
    public static IEnumerable<Fact> Between(Customer? before, Customer after)
    {
        if (before is null) yield return new(SubscriptionEvent.CustomerCreated, after.CreatedAt, "", new { customerId = after.Id, after.Ref });
        var (was, hold) = (before?.Account.Hold ?? Hold.None, after.Account.Hold);
        var key = $"{after.Account.Version}";
        if (hold.OnHold && (was.OnHold, was.Mode, was.Reason) != (true, hold.Mode, hold.Reason))
            yield return new(SubscriptionEvent.CustomerHeld, after.UpdatedAt, key, new
            {
                customerId = after.Id,
                after.Ref,
                hold.Mode,
                // A person's words may name people.
                reason = hold.Mode == HoldMode.Automatic ? hold.Reason : null,
                since = hold.Since?.UtcDateTime,
                after.Account.Version,
            });
        else if (was.OnHold && !hold.OnHold)
            yield return new(SubscriptionEvent.CustomerReleased, after.UpdatedAt, key, new { customerId = after.Id, after.Ref, hold.Mode, since = after.UpdatedAt.UtcDateTime, after.Account.Version });
    }

    /// <summary>An order of a store came to this customer, by itself or from another one.</summary>
    public static Fact Imported(Order order) =>
        new(SubscriptionEvent.OrderImported, order.UpdatedAt, order.Id, new { orderId = order.Id, order.Number, order.CustomerId, order.Source!.StoreId });
}
