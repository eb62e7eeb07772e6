using Customers.Domain.Outcomes;
using Customers.Functions.Outgoing;

namespace Customers.Functions.Subscriptions;

/// <summary>Which URLs a subscription may have: as a store's, but a query may hold what the receiver knows the hub by.</summary>
public static class SubscriptionUrl
{
    public const string NotAllowed = "subscription-url-not-allowed";

    /// <summary>Null when the URL may be used; else <c>subscription-url-not-allowed</c>.</summary>
    /// <param name="allowLocal">For development: plain http and addresses of one's own network.</param>
    public static async Task<Refusal?> CheckAsync(Uri url, bool allowLocal, CancellationToken cancel)
    {
        if (url.Scheme != "https" && !(allowLocal && url.Scheme == "http")) return Refuse("It must be an https address.");
        if (url.UserInfo.Length > 0 || url.Fragment.Length > 0) return Refuse("It must be without user and fragment.");
        return allowLocal || await PublicAddress.IsPublicAsync(url.IdnHost, cancel) ? null : Refuse("Its host is not on the public Internet.");
    }

    private static Refusal Refuse(string detail) => new(RefusalKind.Invalid, NotAllowed, detail);
}
