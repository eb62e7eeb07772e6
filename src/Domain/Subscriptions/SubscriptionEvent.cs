using System.Text.Json.Serialization;

namespace Customers.Domain.Subscriptions;

/// <summary>What partners can be told of.</summary>
public enum SubscriptionEvent
{
    [JsonStringEnumMemberName("customer.held")] CustomerHeld,
    [JsonStringEnumMemberName("customer.released")] CustomerReleased,
    [JsonStringEnumMemberName("customer.created")] CustomerCreated,
    [JsonStringEnumMemberName("order.imported")] OrderImported,
}
