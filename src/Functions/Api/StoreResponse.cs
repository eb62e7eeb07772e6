using System.Globalization;
using Customers.Domain.Stores;
using Customers.Functions.Http;
using Customers.Functions.Webhooks;

namespace Customers.Functions.Api;

/// <summary>A store as the API shows it; secrets are never shown again.</summary>
/// <param name="WebhookPath">Where the store must send its webhooks, below this hub's address.</param>
public sealed record StoreResponse(
    string Id, StoreKind Kind, string Name, string Url, StoreDefaultsResponse Defaults, GuestPolicy GuestPolicy, DateTimeOffset? PullSince,
    int WebhookSecretCount, string WebhookPath, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static ETag TagOf(Store store) => new(store.Version.ToString(CultureInfo.InvariantCulture));

    public static StoreResponse Of(Store store) => new(
        store.Id, store.Kind, store.Name, store.Url.ToString(), StoreDefaultsResponse.Of(store.Defaults), store.GuestPolicy, store.PullSince,
        store.SecretClaims.Count, WebhookEndpoints.PathOf(store), store.CreatedAt, store.UpdatedAt);
}

public sealed record StoreDefaultsResponse(string? PaymentTerms, IReadOnlyList<string> Tags, IReadOnlyList<string> SalesReps, string? CustomerId)
{
    public static StoreDefaultsResponse Of(StoreDefaults defaults) => new(defaults.PaymentTerms?.Text, defaults.Tags, defaults.SalesReps, defaults.CustomerId?.Value);
}

/// <param name="ShopName">What the shop calls itself.</param>
public sealed record StoreTestResponse(string ShopName);

/// <param name="Cursor">Everything changed in the store before this time was read.</param>
/// <param name="LastRun">Of the running or last pull; null before the first.</param>
/// <param name="LagSeconds">Age of the oldest event that still waits; 0 when none does.</param>
/// <param name="LastErrors">Newest last.</param>
public sealed record StoreStatusResponse(
    DateTimeOffset? Cursor, PullRunResponse? LastRun, StoreEventCounts Events, long LagSeconds, IReadOnlyList<string> LastErrors)
{
    public static StoreStatusResponse Of(PullState? state, StoreEventCounts events, long lagSeconds) =>
        new(state?.Cursor.Since, state is null ? null : PullRunResponse.Of(state), events, lagSeconds, state?.LastErrors ?? []);
}

public sealed record PullRunResponse(string? JobId, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, Tally Orders, Tally Customers)
{
    public static PullRunResponse Of(PullState s) => new(s.JobId, s.StartedAt, s.FinishedAt, s.Counts.Orders, s.Counts.Customers);
}

/// <summary>At most 1,000 are counted of each.</summary>
public sealed record StoreEventCounts(int Waiting, int Parked, int Ignored);
