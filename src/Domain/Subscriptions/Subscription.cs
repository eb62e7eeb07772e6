using System.Text.Json.Serialization;
using Customers.Domain.Documents;

namespace Customers.Domain.Subscriptions;

/// <summary>Where a partner wants to be told, and of what.</summary>
public sealed record Subscription
{
    public required string Id { get; init; }
    public required Uri Url { get; init; }
    public required IReadOnlyList<SubscriptionEvent> Events { get; init; }
    public string? Description { get; init; }
    /// <summary>What deliveries are signed with.</summary>
    public required string SealedSecrets { get; init; }
    /// <summary>From then on it is told nothing.</summary>
    public DateTimeOffset? DisabledAt { get; init; }
    public DisabledReason? DisabledReason { get; init; }
    /// <summary>The first failure since the last success.</summary>
    public DateTimeOffset? FailingSince { get; init; }
    /// <summary>How often a rest was followed by another failure.</summary>
    public int Failures { get; init; }
    /// <summary>Until then nothing is tried, so that a receiver that is down does not hold up all others.</summary>
    public DateTimeOffset? RestsUntil { get; init; }
    public int Version { get; init; } = 1;
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>After so long without a single success it is disabled.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(7);
    private const int LongestRest = 5;

    [JsonIgnore] public bool IsActive => DisabledAt is null;

    /// <summary>What its history tells: no secrets.</summary>
    [JsonIgnore] public object Shown => new { Url, Events, Description, Active = IsActive, DisabledReason };

    public static readonly DocumentType<Subscription> Type = new("subscription", Containers.System, s => s.Id, s => s.Id)
    {
        Indexes = [[]], // listed by id
    };

    public Subscription Succeeded() => FailingSince is null ? this : this with { FailingSince = null, Failures = 0, RestsUntil = null };

    /// <summary>It rests for growing times. Attempts that had begun before the rest tell nothing new.</summary>
    public Subscription Failed(DateTimeOffset begun, DateTimeOffset now)
    {
        if (!IsActive || begun < RestsUntil) return this;
        if (now - FailingSince >= Patience) return Disabled(Subscriptions.DisabledReason.Failing, now);
        return this with { FailingSince = FailingSince ?? now, Failures = Failures + 1, RestsUntil = now + Delivery.Waits[Math.Min(Failures, LongestRest - 1)] };
    }

    public Subscription Disabled(DisabledReason reason, DateTimeOffset now) =>
        IsActive ? this with { DisabledAt = now, DisabledReason = reason, Version = Version + 1, UpdatedAt = now } : this;

    /// <summary>What was is forgotten: it is tried again at once.</summary>
    public Subscription Enabled() => this with { DisabledAt = null, DisabledReason = null, FailingSince = null, Failures = 0, RestsUntil = null };
}

/// <summary><c>byHand</c>: a person did it; <c>failing</c>: nothing was delivered for a week; <c>gone</c>: the receiver answered 410.</summary>
public enum DisabledReason { ByHand, Failing, Gone }
