using Customers.Domain.Documents;

namespace Customers.Domain.Stores;

/// <summary>That a store's subscriptions are the hub's to keep, and how the last look at them went.</summary>
public sealed record WebhookWatch
{
    public required string StoreId { get; init; }
    /// <summary>Somebody is looking right now; two at once would both create what is missing.</summary>
    public DateTimeOffset? LookingSince { get; init; }
    public DateTimeOffset? CheckedAt { get; init; }
    /// <summary>Topics of which the store does not tell.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
    /// <summary>What the last look changed that had to change something.</summary>
    public IReadOnlyList<WebhookResult> Repaired { get; init; } = [];
    public DateTimeOffset? RepairedAt { get; init; }
    /// <summary>Why the last look, or a change, failed; a code and, behind a colon, words.</summary>
    public string? LastError { get; init; }

    public static string IdOf(string storeId) => "webhooks-" + storeId;

    public static readonly DocumentType<WebhookWatch> Type = new("webhookWatch", Containers.System, w => IdOf(w.StoreId), w => IdOf(w.StoreId))
    {
        Indexes = [[]], // listed by id
    };

    /// <summary>After a look that ended so.</summary>
    public WebhookWatch Seen(IReadOnlyList<WebhookResult> results, DateTimeOffset now)
    {
        List<WebhookResult> repaired = [.. results.Where(topic => topic.State is WebhookState.Created or WebhookState.Updated or WebhookState.Reenabled)];
        return this with
        {
            LookingSince = null,
            CheckedAt = now,
            Missing = [.. results.Where(topic => topic.State == WebhookState.Failed).Select(topic => topic.Topic)],
            Repaired = repaired.Count > 0 ? repaired : Repaired,
            RepairedAt = repaired.Count > 0 ? now : RepairedAt,
            LastError = results.LastOrDefault(topic => topic.Reason is not null)?.Reason,
        };
    }

    /// <summary>After one that was not let see anything: what is missing nobody knows anew.</summary>
    public WebhookWatch Refused(string reason, DateTimeOffset now) => this with { LookingSince = null, CheckedAt = now, LastError = reason };
}

/// <param name="Reason">Why it failed.</param>
public sealed record WebhookResult(string Topic, WebhookState State, string? Reason = null);

/// <summary>How the subscription of a topic came out: it was there, is new, was led here from another address, was switched on again, or is still missing.</summary>
public enum WebhookState { Existing, Created, Updated, Reenabled, Failed }
