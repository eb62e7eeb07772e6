using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.Shopify;

/// <summary>Asks shops by GraphQL, with patience. Throttling is answered with 200 and says what is missing: that is waited for.</summary>
/// <param name="versions">Null where nobody wants to know in which version the shop answers.</param>
internal sealed class ShopifyCalls(IGraphTransport transport, ShopifyTokens tokens, StoreCalls calls, NoteApiVersion? versions = null)
{
    /// <summary>The named part of the answer's data; null when it is null.</summary>
    public async Task<Outcome<JsonElement?>> QueryAsync(ShopConnection shop, string query, JsonObject variables, string part, CancellationToken cancel)
    {
        var answer = await PostAsync(shop, query, variables, cancel);
        if (answer.IsRefused(out var refusal)) return refusal;
        var found = GraphErrors.Find(answer.Value, "data", part) is { ValueKind: not JsonValueKind.Null } value ? value : (JsonElement?)null;
        var codes = GraphErrors.Of(answer.Value);
        var denied = codes.Count > 0 && codes.All(code => code == "ACCESS_DENIED");
        // Personal data that the app was not granted is null and named in the errors: the rest of the order is good.
        if (codes.Count == 0 || (denied && found is not null)) return found;
        return denied ? StoreAnswer.RefuseCredentials("ACCESS_DENIED") : StoreAnswer.RefuseAnswer("an error", codes[0]);
    }

    /// <summary>The answer's JSON, with or without <c>errors</c>.</summary>
    private async Task<Outcome<JsonElement>> PostAsync(ShopConnection shop, string query, JsonObject variables, CancellationToken cancel)
    {
        var (token, answer) = await TryAsync(shop, query, variables, cancel);
        // A granted token may be taken back before it expires.
        if (answer.Refusal is null && answer.Value.Status == HttpStatusCode.Unauthorized && tokens.Forget(shop, token))
            (_, answer) = await TryAsync(shop, query, variables, cancel);
        if (answer.IsRefused(out var refusal)) return refusal;
        if (!answer.Value.IsSuccess) return answer.Value.Refuse();
        return answer.Value.Json() is { ValueKind: JsonValueKind.Object } json ? json : StoreAnswer.RefuseAnswer("something else than JSON");
    }

    private async Task<(string Token, Outcome<StoreAnswer> Answer)> TryAsync(ShopConnection shop, string query, JsonObject variables, CancellationToken cancel)
    {
        var token = await tokens.GetAsync(shop, cancel);
        if (token.IsRefused(out var refusal)) return ("", refusal);
        var answer = await calls.SendAsync(attempt => transport.PostAsync(new(shop, token.Value, query, variables), attempt), Judge, cancel);
        if (answer.ApiVersion is { } version && versions is not null) await versions.RunAsync(new(shop.StoreId, ShopifyQueries.ApiVersion, version), cancel);
        return (token.Value, answer);
    }

    private static StoreAnswer Judge(StoreAnswer answer) =>
        // Only short answers are throttled ones: pages are not read twice.
        answer is { IsSuccess: true, Body.Length: < 4096 } && answer.Json() is { } json && GraphErrors.Of(json).Contains("THROTTLED")
            ? answer with { Status = HttpStatusCode.TooManyRequests, RetryAfter = GraphErrors.MissingPoints(json) }
            : answer;
}
