using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.WooCommerce;

/// <summary>Calls WordPress's REST API with patience, below whichever permalinks a shop has.</summary>
internal sealed class WooCommerceCalls(IRestTransport transport, HttpClient http, StoreCalls calls, TimeProvider clock)
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
    public Task<StoreAnswer> SendOnceAsync(ShopConnection shop, HttpMethod method, string path, JsonObject body, CancellationToken cancel) => StoreCalls.SendOnceAsync(async attempt =>
    {
        using var request = RestAddress.Of(shop, path, [], _plain.GetValueOrDefault(shop.Url)).Signed(method, shop.Credentials, clock);
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return await StoreAnswer.OfAsync(http, request, clock, attempt);
    }, cancel);

    private Task<StoreAnswer> GetAsync(RestAddress address, StoreCredentials credentials, CancellationToken cancel) =>
        calls.SendAsync(attempt => transport.GetAsync(address, credentials, attempt), Judge, cancel);

    /// <summary>Plugins send errors with status 200; the error tells which status it is: <c>{code, message, data: {status}}</c>.</summary>
    private static StoreAnswer Judge(StoreAnswer answer) =>
        answer is { IsSuccess: true, Body.Length: < 4096 } && answer.Json() is { ValueKind: JsonValueKind.Object } json
        && json.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String
        && json.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
        && data.TryGetProperty("status", out var status) && status.ValueKind == JsonValueKind.Number && status.TryGetInt32(out var number) && number is >= 400 and < 600
            ? answer with { Status = (HttpStatusCode)number }
            : answer;
}
