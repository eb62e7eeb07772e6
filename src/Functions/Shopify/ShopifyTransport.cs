using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.Shopify;

/// <summary>Posts a GraphQL query. Throttling is answered with 200 and says what is missing: that is waited for.</summary>
internal sealed class ShopifyTransport(HttpClient http, StoreCalls calls, TimeProvider clock)
{
    private readonly ShopifyTokens _tokens = new(http, calls, clock);

    /// <summary>The answer's JSON, with or without <c>errors</c>.</summary>
    public async Task<Outcome<JsonElement>> PostAsync(ShopConnection shop, string query, JsonObject variables, CancellationToken cancel)
    {
        var body = new JsonObject { ["query"] = query, ["variables"] = variables.DeepClone() }.ToJsonString();
        var (token, answer) = await TryAsync(shop, body, cancel);
        // A granted token may be taken back before it expires.
        if (answer.Refusal is null && answer.Value.Status == HttpStatusCode.Unauthorized && _tokens.Forget(shop, token))
            (_, answer) = await TryAsync(shop, body, cancel);
        if (answer.IsRefused(out var refusal)) return refusal;
        if (!answer.Value.IsSuccess) return answer.Value.Refuse();
        return answer.Value.Json() is { ValueKind: JsonValueKind.Object } json ? json : StoreAnswer.RefuseAnswer("something else than JSON");
    }

    private async Task<(string Token, Outcome<StoreAnswer> Answer)> TryAsync(ShopConnection shop, string body, CancellationToken cancel)
    {
        var token = await _tokens.GetAsync(shop, cancel);
        return token.IsRefused(out var refusal) ? ("", refusal) : (token.Value, await calls.SendAsync(http, () => Request(shop, body, token.Value), Judge, cancel));
    }

    private static HttpRequestMessage Request(ShopConnection shop, string body, string token) =>
        new(HttpMethod.Post, shop.At($"admin/api/{ShopifyQueries.ApiVersion}/graphql.json"))
        {
            Headers = { { "X-Shopify-Access-Token", token }, { "Accept", "application/json" } },
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };

    private static StoreAnswer Judge(StoreAnswer answer) =>
        // Only short answers are throttled ones: pages are not read twice.
        answer is { IsSuccess: true, Body.Length: < 4096 } && answer.Json() is { } json && GraphErrors.Of(json).Contains("THROTTLED")
            ? answer with { Status = HttpStatusCode.TooManyRequests, RetryAfter = GraphErrors.MissingPoints(json) }
            : answer;
}
