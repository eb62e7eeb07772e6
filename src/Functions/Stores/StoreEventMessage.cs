using System.Text.Json;
using Customers.Domain.Queues;

namespace Customers.Functions.Stores;

/// <summary>What lies in the queue of store events.</summary>
public sealed record StoreEventMessage(string EventId)
{
    public static QueueMessage Of(string eventId, TimeSpan delay = default) =>
        new(QueueNames.StoreEvents, JsonSerializer.Serialize(new StoreEventMessage(eventId)), delay);

    public static StoreEventMessage Parse(string body) => JsonSerializer.Deserialize<StoreEventMessage>(body) ?? throw new JsonException("An empty event message.");
}
