using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Domain.Queues;
using Customers.Functions.Telemetry;

namespace Customers.Functions.Stores;

/// <summary>What lies in the queue of store events.</summary>
/// <param name="TraceParent">The span that sent it (W3C Trace Context), when that is traced.</param>
public sealed record StoreEventMessage(string EventId, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TraceParent = null)
{
    public static QueueMessage Of(string eventId, TimeSpan delay = default) =>
        new(QueueNames.StoreEvents, JsonSerializer.Serialize(new StoreEventMessage(eventId, Spans.Parent)), delay);

    public static StoreEventMessage Parse(string body) => JsonSerializer.Deserialize<StoreEventMessage>(body) ?? throw new JsonException("An empty event message.");
}
