using System.Globalization;
using Customers.Domain.Stores;
using Customers.Functions.Http;
using Customers.Functions.Webhooks;

namespace Customers.Functions.Api;

/// <summary>A store as the API shows it; secrets are never shown again.</summary>
/// <param name="DisabledAt">Since when it is neither pulled nor heard any more, because its shop has asked to be forgotten.</param>
/// <param name="WebhookPath">Where the store must send its webhooks, below this hub's address.</param>
public sealed record StoreResponse(
    string Id, StoreKind Kind, string Name, string Url, StoreDefaultsResponse Defaults, GuestPolicy GuestPolicy, DateTimeOffset? PullSince,
    int WebhookSecretCount, string WebhookPath, DateTimeOffset? DisabledAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static ETag TagOf(Store store) => new(store.Version.ToString(CultureInfo.InvariantCulture));

    public static StoreResponse Of(Store store) => new(
        store.Id, store.Kind, store.Name, store.Url.ToString(), StoreDefaultsResponse.Of(store.Defaults), store.GuestPolicy, store.PullSince,
        store.SecretClaims.Count, WebhookEndpoints.PathOf(store), store.DisabledAt, store.CreatedAt, store.UpdatedAt);
}

public sealed record StoreDefaultsResponse(string? PaymentTerms, IReadOnlyList<string> Tags, IReadOnlyList<string> SalesReps, string? CustomerId)
{
    public static StoreDefaultsResponse Of(StoreDefaults defaults) => new(defaults.PaymentTerms?.Text, defaults.Tags, defaults.SalesReps, defaults.CustomerId?.Value);
}

/// <param name="ShopName">What the shop calls itself.</param>
public sealed record StoreTestResponse(string ShopName);

/// <param name="Topics">Each of them, and what was done for it: it was there (<c>existing</c>), is new, was led here from another address, was switched on again, or failed and why.</param>
public sealed record StoreWebhooksResponse(IReadOnlyList<WebhookResult> Topics);

/// <param name="Cursor">Everything changed in the store before this time was read.</param>
/// <param name="LastRun">Of the running or last pull; null before the first.</param>
/// <param name="LagSeconds">Age of the oldest event that still waits; 0 when none does.</param>
/// <param name="LastErrors">Newest last.</param>
/// <param name="Webhooks">Null unless the hub registers them.</param>
/// <param name="ApiVersion">Null before the store's first answer; WooCommerce tells none.</param>
public sealed record StoreStatusResponse(
    DateTimeOffset? Cursor, PullRunResponse? LastRun, StoreEventCounts Events, long LagSeconds, IReadOnlyList<string> LastErrors, WebhookWatchResponse? Webhooks, ApiVersionResponse? ApiVersion)
{
    internal static StoreStatusResponse Of(StoreDocuments store, StoreEventCounts events, long lagSeconds) => new(
        store.Pull?.Cursor.Since, store.Pull is { } pull ? PullRunResponse.Of(pull) : null, events, lagSeconds, store.Pull?.LastErrors ?? [],
        store.Watch is { } watch ? WebhookWatchResponse.Of(watch) : null, store.Version is { } version ? ApiVersionResponse.Of(version) : null);
}

/// <param name="Missing">Topics of which the store does not tell.</param>
/// <param name="Repaired">What the last look changed that had to change something.</param>
/// <param name="LastError">Why the last look, or a change, failed.</param>
public sealed record WebhookWatchResponse(DateTimeOffset? CheckedAt, IReadOnlyList<string> Missing, IReadOnlyList<WebhookResult> Repaired, DateTimeOffset? RepairedAt, string? LastError)
{
    public static WebhookWatchResponse Of(WebhookWatch w) => new(w.CheckedAt, w.Missing, w.Repaired, w.RepairedAt, w.LastError);
}

/// <summary>Of the store's API: asked for, and answered in. An older one falls forward when the store no longer has it.</summary>
public sealed record ApiVersionResponse(string Asked, string Answered)
{
    public static ApiVersionResponse Of(ApiVersion v) => new(v.Asked, v.Answered);
}

public sealed record PullRunResponse(string? JobId, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, Tally Orders, Tally Customers)
{
    public static PullRunResponse Of(PullState s) => new(s.JobId, s.StartedAt, s.FinishedAt, s.Counts.Orders, s.Counts.Customers);
}

/// <summary>At most 1,000 are counted of each.</summary>
public sealed record StoreEventCounts(int Waiting, int Parked, int Ignored);
