using Customers.Domain.Documents;

namespace Customers.Domain.Stores;

/// <summary>A webhook as it came in, kept before it is answered, and what became of it.</summary>
public sealed record StoreEvent
{
    /// <summary>Made from the event's natural key, so that a second delivery finds the first.</summary>
    public required string Id { get; init; }
    public required string StoreId { get; init; }
    public required string Topic { get; init; }
    public string? ResourceId { get; init; }
    /// <summary>The store's order that it tells of.</summary>
    public string? OrderId { get; init; }
    /// <summary>The store's customer that it tells of.</summary>
    public string? BuyerId { get; init; }
    public string? DeliveryId { get; init; }
    /// <summary>When it happened in the store, where the delivery says so.</summary>
    public DateTimeOffset? TriggeredAt { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public StoreEventState State { get; init; } = StoreEventState.Waiting;
    /// <summary>The job that does what it asks for.</summary>
    public string? JobId { get; init; }
    public int Attempts { get; init; }
    public DateTimeOffset? NextTryAt { get; init; }
    /// <summary>Why it is ignored or parked, or why the last attempt failed; a code and, behind a colon, words.</summary>
    public string? Reason { get; init; }
    /// <summary>Where the raw body lies when it is large or not UTF-8; else it is a <see cref="StoreEventBody"/>.</summary>
    public string? BodyBlob { get; init; }
    public DateOnly? BodyExpiresOn { get; init; }
    /// <summary>The raw body is no longer kept: the event cannot be handled again.</summary>
    public bool BodyExpired { get; init; }

    public static readonly DocumentType<StoreEvent> Type = new("storeEvent", Containers.Events, e => e.Id, e => e.Id)
    {
        Single = new Dictionary<string, Func<StoreEvent, FieldValue?>>
        {
            ["storeId"] = e => e.StoreId,
            [OfOrder] = e => e.OrderId is { } order ? About(e.StoreId, order) : null,
            [OfBuyer] = e => e.BuyerId is { } buyer ? About(e.StoreId, buyer) : null,
            // Present only where a body is kept of which nobody knows whom it tells of.
            [OfAnybody] = e => e is { OrderId: null, BuyerId: null } and not { BodyExpired: true, BodyBlob: null } ? e.StoreId : null,
            ["state"] = e => e.State.ToString(),
            ["createdAt"] = e => e.ReceivedAt.ToUnixTimeMilliseconds(),
            // Present only while there is something to see or do: the index stays small.
            ["open"] = e => e.State == StoreEventState.Done ? null : e.State.ToString(),
            ["bodyExpiresOn"] = e => e.BodyExpiresOn?.DayNumber,
            ["waitsSince"] = e => e.State == StoreEventState.Waiting ? (e.NextTryAt ?? e.ReceivedAt).ToUnixTimeMilliseconds() : null,
        },
        Indexes = [["storeId", "createdAt"], ["open", "storeId", "createdAt"], ["bodyExpiresOn"], ["waitsSince"], [OfOrder], [OfBuyer], [OfAnybody]],
        IsListedById = false,
    };

    public const string OfOrder = "ofOrder";
    public const string OfBuyer = "ofBuyer";
    public const string OfAnybody = "ofAnybody";

    /// <summary>An order or a customer of a store, as <see cref="OfOrder"/> and <see cref="OfBuyer"/> have it.</summary>
    public static string About(string storeId, string id) => $"{storeId}:{id}";
}

/// <summary>The raw body of an event, in a document of its own: what becomes of the event does not write it again.</summary>
public sealed record StoreEventBody(string EventId, string Text)
{
    public const string Id = "body";

    public static readonly DocumentType<StoreEventBody> Type = new("storeEventBody", Containers.Events, b => b.EventId, _ => Id);
}

public enum StoreEventState { Waiting, Done, Ignored, Parked }
