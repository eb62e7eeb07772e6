using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.WooCommerce;

/// <summary>Calls WordPress's REST API. Over https with Basic authentication; WooCommerce takes that over https only.</summary>
internal sealed class WooCommerceTransport(HttpClient http, StoreCalls calls, TimeProvider clock)
{
    /// <param name="path">Below the shop's root, <c>wp-json/wc/v3/orders</c>.</param>
    public Task<StoreAnswer> GetAsync(
        ShopConnection shop, string path, IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken cancel) =>
        calls.SendAsync(http, () => Request(HttpMethod.Get, shop, path, parameters), judge: null, cancel);

    public Task<StoreAnswer> SendOnceAsync(ShopConnection shop, HttpMethod method, string path, JsonObject body, CancellationToken cancel) => calls.SendOnceAsync(http, () =>
    {
        var request = Request(method, shop, path, []);
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return request;
    }, cancel);

    private HttpRequestMessage Request(HttpMethod method, ShopConnection shop, string path, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        var url = shop.At(path);
        var (key, secret) = (shop.Credentials.ConsumerKey ?? "", shop.Credentials.ConsumerSecret ?? "");
        var https = url.Scheme == Uri.UriSchemeHttps;
        // A nonce is taken once only, so each attempt signs anew.
        var query = https ? parameters : OAuthSignature.Sign(method, url, parameters, key, secret, clock.GetUtcNow(), RandomNumberGenerator.GetHexString(32, lowercase: true));
        var request = new HttpRequestMessage(method, query.Count == 0 ? url : new Uri($"{url}?{Encode(query)}"));
        request.Headers.Accept.Add(new("application/json"));
        if (https) request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key}:{secret}")));
        return request;
    }

    private static string Encode(IEnumerable<KeyValuePair<string, string>> query) =>
        string.Join('&', query.Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}"));
}
