using Customers.Domain.Outcomes;
using Customers.Functions.Outgoing;

namespace Customers.Functions.Stores;

/// <summary>Which URLs a store may have.</summary>
public static class StoreUrl
{
    /// <summary>Null when the URL may be used; else <c>store-url-not-allowed</c>.</summary>
    /// <param name="allowLocal">For development: plain http and addresses of one's own network.</param>
    public static async Task<Refusal?> CheckAsync(Uri url, bool allowLocal, CancellationToken cancel)
    {
        if (!url.IsAbsoluteUri || url.Scheme is not ("https" or "http")) return Refuse("It must be an https address.");
        if (url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0) return Refuse("It must be the shop's root, without user, query or fragment.");
        if (allowLocal) return null;
        if (url.Scheme != "https") return Refuse("It must be an https address.");
        return await PublicAddress.IsPublicAsync(url.IdnHost, cancel) ? null : Refuse("Its host is not on the public Internet.");
    }

    private static Refusal Refuse(string detail) => new(RefusalKind.Invalid, "store-url-not-allowed", detail);
}
