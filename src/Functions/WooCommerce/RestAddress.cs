using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Customers.Domain.Stores;

namespace Customers.Functions.WooCommerce;

/// <summary>Where a resource of WordPress's REST API lies: below <c>wp-json</c>, or in a shop with plain permalinks in the parameter <c>rest_route</c>.</summary>
/// <param name="Url">Without the query.</param>
internal sealed record RestAddress(Uri Url, IReadOnlyList<KeyValuePair<string, string>> Query)
{
    private const string Prefix = "wp-json";

    /// <param name="path">Below the shop's root, <c>wp-json/wc/v3/orders</c>.</param>
    public static RestAddress Of(ShopConnection shop, string path, IReadOnlyList<KeyValuePair<string, string>> parameters, bool plain) => !plain
        ? new(shop.At(path), parameters)
        // index.php, as WordPress writes it itself: of the bare root WooCommerce signs another form than it is asked by.
        : new(shop.At("index.php"),
        [
            new("rest_route", path == Prefix ? "/" : path[Prefix.Length..]),
            // Before 11.1 WooCommerce looks at keys only where the usual path stands somewhere in the address.
            new("instead_of", path),
            .. parameters,
        ]);

    /// <summary>A request with the credentials: over https by Basic authentication, which WooCommerce takes there only, else signed by OAuth.</summary>
    public HttpRequestMessage Signed(HttpMethod method, StoreCredentials credentials, TimeProvider clock)
    {
        var (key, secret) = (credentials.ConsumerKey ?? "", credentials.ConsumerSecret ?? "");
        // A nonce is taken once only, so each attempt signs anew.
        var query = IsHttps ? Query : OAuthSignature.Sign(method, Url, Query, key, secret, clock.GetUtcNow(), RandomNumberGenerator.GetHexString(32, lowercase: true));
        var request = new HttpRequestMessage(method, With(query)) { Headers = { Accept = { new("application/json") } } };
        if (IsHttps) request.Headers.Authorization = Basic(key, secret);
        return request;
    }

    public static AuthenticationHeaderValue Basic(string key, string secret) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key}:{secret}")));

    public bool IsHttps => Url.Scheme == Uri.UriSchemeHttps;

    public Uri With(IReadOnlyList<KeyValuePair<string, string>> query) => query.Count == 0 ? Url : new($"{Url}?{string.Join('&', query.Select(p => $"{Encode(p.Key)}={Encode(p.Value)}"))}");

    // A slash may stand in a query, and must where WooCommerce looks for a path.
    public static string Encode(string text) => Uri.EscapeDataString(text).Replace("%2F", "/", StringComparison.Ordinal);
}
