using System.Net;
using System.Net.Sockets;
using Customers.Domain.Outcomes;

namespace Customers.Functions.Stores;

/// <summary>Which URLs a store may have. What a name means can change later, so <see cref="StoreConnections"/> looks again at each connect.</summary>
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
        return await IsPublicAsync(url.IdnHost, cancel) ? null : Refuse("Its host is not on the public Internet.");
    }

    private static async Task<bool> IsPublicAsync(string host, CancellationToken cancel)
    {
        // Never looked up: the resolver throws at some, 0.0.0.0 among them.
        if (IPAddress.TryParse(host, out var address)) return PublicAddress.IsPublic(address);
        try
        {
            return (await Dns.GetHostAddressesAsync(host, cancel)).All(PublicAddress.IsPublic);
        }
        catch (SocketException)
        {
            // A name that means nothing right now: each connect asks again.
            return true;
        }
    }

    private static Refusal Refuse(string detail) => new(RefusalKind.Invalid, "store-url-not-allowed", detail);
}
