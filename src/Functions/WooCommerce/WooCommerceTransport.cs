using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.WooCommerce;

/// <summary>Calls WordPress's REST API. Over https with Basic authentication; WooCommerce takes that over https only.</summary>
internal sealed class WooCommerceTransport(HttpClient http, StoreCalls calls, TimeProvider clock)
{
    private readonly ConcurrentDictionary<Uri, bool> _plain = [];

    /// <param name="path">Below the shop's root, <c>wp-json/wc/v3/orders</c>.</param>
    public async Task<StoreAnswer> GetAsync(
        ShopConnection shop, string path, IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken cancel)
    {
        var plain = _plain.GetValueOrDefault(shop.Url);
        var answer = await GetAsync(RestAddress.Of(shop, path, parameters, plain), shop.Credentials, cancel);
        if (!answer.IsPage) return answer;
        // Which permalinks a shop has, or has got meanwhile, is seen only where its API answers.
        var other = await GetAsync(RestAddress.Of(shop, path, parameters, !plain), shop.Credentials, cancel);
        if (other.IsPage) return answer;
        _plain[shop.Url] = !plain;
        return other;
    }

    /// <summary>Not tried again by itself: it may have been done.</summary>
    public Task<StoreAnswer> SendOnceAsync(ShopConnection shop, HttpMethod method, string path, JsonObject body, CancellationToken cancel) => calls.SendOnceAsync(http, () =>
    {
        var request = Request(method, RestAddress.Of(shop, path, [], _plain.GetValueOrDefault(shop.Url)), shop.Credentials);
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return request;
    }, cancel);

    private Task<StoreAnswer> GetAsync(RestAddress address, StoreCredentials credentials, CancellationToken cancel) =>
        calls.SendAsync(http, () => Request(HttpMethod.Get, address, credentials), Judge, cancel);

    private HttpRequestMessage Request(HttpMethod method, RestAddress address, StoreCredentials credentials)
    {
        var (key, secret) = (credentials.ConsumerKey ?? "", credentials.ConsumerSecret ?? "");
        var https = address.Url.Scheme == Uri.UriSchemeHttps;
        // A nonce is taken once only, so each attempt signs anew.
        var query = https ? address.Query : OAuthSignature.Sign(method, address.Url, address.Query, key, secret, clock.GetUtcNow(), RandomNumberGenerator.GetHexString(32, lowercase: true));
        var request = new HttpRequestMessage(method, address.With(query));
        request.Headers.Accept.Add(new("application/json"));
        if (https) request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key}:{secret}")));
        return request;
    }

    /// <summary>Plugins send errors with status 200; the error tells which status it is: <c>{code, message, data: {status}}</c>.</summary>
    private static StoreAnswer Judge(StoreAnswer answer) =>
        answer is { IsSuccess: true, Body.Length: < 4096 } && answer.Json() is { ValueKind: JsonValueKind.Object } json
        && json.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String
        && json.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
        && data.TryGetProperty("status", out var status) && status.ValueKind == JsonValueKind.Number && status.TryGetInt32(out var number) && number is >= 400 and < 600
            ? answer with { Status = (HttpStatusCode)number }
            : answer;
}
