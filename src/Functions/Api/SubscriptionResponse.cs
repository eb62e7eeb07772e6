using System.Globalization;
using Customers.Domain.Subscriptions;
using Customers.Functions.Http;
using Customers.Functions.Subscriptions;

namespace Customers.Functions.Api;

/// <summary>A subscription as the API shows it; its secret is never shown again.</summary>
/// <param name="DisabledReason">byHand; failing: nothing was delivered for a week; gone: the receiver answered 410.</param>
/// <param name="FailingSince">The first failure since the last success.</param>
public sealed record SubscriptionResponse(
    string Id, string Url, IReadOnlyList<SubscriptionEvent> Events, string? Description, bool Active, DateTimeOffset? DisabledAt, DisabledReason? DisabledReason,
    DateTimeOffset? FailingSince, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>That it fails defeats no edit.</summary>
    public static ETag TagOf(Subscription s) => new(s.Version.ToString(CultureInfo.InvariantCulture), s.Failures.ToString(CultureInfo.InvariantCulture));

    public static SubscriptionResponse Of(Subscription s) =>
        new(s.Id, s.Url.ToString(), s.Events, s.Description, s.IsActive, s.DisabledAt, s.DisabledReason, s.FailingSince, s.CreatedAt, s.UpdatedAt);
}

/// <param name="Secret">Deliveries are signed with it; shown only here.</param>
public sealed record NewSubscriptionResponse(
    string Id, string Url, IReadOnlyList<SubscriptionEvent> Events, string? Description, bool Active, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, string Secret)
{
    public static NewSubscriptionResponse Of(NewSecret made)
    {
        var s = made.Subscription;
        return new(s.Id, s.Url.ToString(), s.Events, s.Description, s.IsActive, s.CreatedAt, s.UpdatedAt, made.Secret);
    }
}
