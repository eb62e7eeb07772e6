using System.Text.Json;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Queues;

namespace Customers.Domain.Subscriptions;

/// <summary>One message to one subscription, and what became of it. Its id is the <c>webhook-id</c>, the same at every attempt.</summary>
public sealed record Delivery
{
    public required string Id { get; init; }
    public required string SubscriptionId { get; init; }
    /// <summary>The word of a <see cref="SubscriptionEvent"/>, or <see cref="Test"/>.</summary>
    public required string Event { get; init; }
    /// <summary>As it is sent, to the byte.</summary>
    public required string Body { get; init; }
    public DeliveryState State { get; init; } = DeliveryState.Pending;
    public int Attempts { get; init; }
    public DateTimeOffset? AttemptedAt { get; init; }
    /// <summary>Of the last answer; null where there was none.</summary>
    public int? Status { get; init; }
    /// <summary>Why the last attempt failed, or none was made: a code.</summary>
    public string? Reason { get; init; }
    /// <summary>Of one that is pending.</summary>
    public DateTimeOffset? NextTryAt { get; init; }
    /// <summary>A person asked for it: the next attempt does not wait while the subscription rests.</summary>
    public bool AtOnce { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateOnly ExpiresOn { get; init; }

    public const string Test = "test";
    private const int DaysToKeep = 30;

    /// <summary>Between the attempts, as Standard Webhooks advises: three days in all.</summary>
    public static readonly IReadOnlyList<TimeSpan> Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    public static readonly DocumentType<Delivery> Type = new("delivery", Containers.Events, d => d.Id, d => d.Id)
    {
        Single = new Dictionary<string, Func<Delivery, FieldValue?>>
        {
            ["subscriptionId"] = d => d.SubscriptionId,
            ["state"] = d => d.State.ToString(),
            ["createdAt"] = d => d.CreatedAt.ToUnixTimeMilliseconds(),
            ["expiresOn"] = d => d.ExpiresOn.DayNumber,
            // Present only while it waits: the index stays small.
            ["waitsSince"] = d => d.NextTryAt?.ToUnixTimeMilliseconds(),
        },
        Indexes = [["subscriptionId", "createdAt"], ["state", "subscriptionId", "createdAt"], ["expiresOn"], ["waitsSince"]],
    };

    /// <summary>The same id whenever the announcement is spread.</summary>
    public static Delivery Of(Announcement announcement, string subscriptionId, DateTimeOffset now) =>
        New(Announcement.IdOf(IdPrefixes.Delivery, announcement.At, $"{announcement.Id} {subscriptionId}"), subscriptionId, WordOf(announcement.Event), announcement.Body, now) with { CreatedAt = announcement.At };

    public static Delivery New(string id, string subscriptionId, string what, string body, DateTimeOffset now) =>
        new() { Id = id, SubscriptionId = subscriptionId, Event = what, Body = body, NextTryAt = now, CreatedAt = now, ExpiresOn = ExpiryAfter(now) };

    public Delivery Delivered(int status, DateTimeOffset now) => Tried(status, null, now) with { State = DeliveryState.Delivered, NextTryAt = null };

    /// <summary>Tried again after a growing wait, until the last one.</summary>
    /// <param name="asked">A longer wait that the receiver asks for; the longest of ours is the most that is obeyed.</param>
    public Delivery Failed(int? status, string reason, TimeSpan? asked, DateTimeOffset now) => Attempts < Waits.Count
        ? Tried(status, reason, now) with { NextTryAt = now + (asked > Waits[Attempts] ? TimeSpan.FromTicks(Math.Min(asked.Value.Ticks, Waits[^1].Ticks)) : Waits[Attempts]) }
        : Tried(status, reason, now) with { State = DeliveryState.Failed, NextTryAt = null };

    /// <summary>There is no use in trying.</summary>
    public Delivery GivenUp(string reason, DateTimeOffset now) => this with { State = DeliveryState.Failed, Reason = reason, NextTryAt = null, ExpiresOn = ExpiryAfter(now) };

    /// <summary>Nothing was tried, so no attempt is counted.</summary>
    public Delivery Postponed(DateTimeOffset until) => this with { NextTryAt = until };

    /// <summary>From the start, under the same id.</summary>
    public Delivery Again(DateTimeOffset now) => this with { State = DeliveryState.Pending, Attempts = 0, NextTryAt = now, AtOnce = true, ExpiresOn = ExpiryAfter(now) };

    /// <param name="delay">Until its time has come.</param>
    public QueueMessage ToQueue(TimeSpan delay = default) => new DeliveryMessage(Id).ToQueue(delay);

    private Delivery Tried(int? status, string? reason, DateTimeOffset now) =>
        this with { Attempts = Attempts + 1, AttemptedAt = now, Status = status, Reason = reason, AtOnce = false, ExpiresOn = ExpiryAfter(now) };

    private static string WordOf(SubscriptionEvent what) => JsonSerializer.SerializeToElement(what, StoredJson.Options).GetString()!;

    private static DateOnly ExpiryAfter(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime).AddDays(DaysToKeep);
}

public enum DeliveryState { Pending, Delivered, Failed }

/// <summary>What lies in the queue of deliveries.</summary>
public sealed record DeliveryMessage(string DeliveryId)
{
    public QueueMessage ToQueue(TimeSpan delay) => new(QueueNames.Deliveries, JsonSerializer.Serialize(this), delay);

    public static DeliveryMessage Parse(string body) => JsonSerializer.Deserialize<DeliveryMessage>(body) ?? throw new JsonException("An empty delivery message.");
}
