using System.Collections.Concurrent;
using System.Text.Json;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.Shopify;

/// <summary>The access token of a shop: a fixed one, or one granted to the client's credentials, kept until shortly before it expires.</summary>
internal sealed class ShopifyTokens(HttpClient http, StoreCalls calls, TimeProvider clock)
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<(Uri Shop, string ClientId, string Secret), (string Token, DateTimeOffset Expires)> _granted = [];

    public async Task<Outcome<string>> GetAsync(ShopConnection shop, CancellationToken cancel)
    {
        if (shop.Credentials.AccessToken is { Length: > 0 } fixedToken) return fixedToken;
        return _granted.TryGetValue(KeyOf(shop), out var granted) && clock.GetUtcNow() < granted.Expires - Early
            ? granted.Token
            : await GrantAsync(shop, cancel);
    }

    /// <summary>The shop no longer takes this token. True when another may be had.</summary>
    public bool Forget(ShopConnection shop, string token)
    {
        if (shop.Credentials.AccessToken is { Length: > 0 }) return false;
        var key = KeyOf(shop);
        // Another call may have been granted the next one already.
        if (_granted.TryGetValue(key, out var granted) && granted.Token == token) _granted.TryRemove(KeyValuePair.Create(key, granted));
        return true;
    }

    private async Task<Outcome<string>> GrantAsync(ShopConnection shop, CancellationToken cancel)
    {
        var asked = clock.GetUtcNow();
        var answer = await calls.SendAsync(attempt => AskAsync(shop, attempt), judge: null, cancel);
        // Wrong credentials are a bad request here.
        if (!answer.IsSuccess) return (int)answer.Status == 400 ? StoreAnswer.RefuseCredentials(code: null) : answer.Refuse();
        if (answer.Json() is not { ValueKind: JsonValueKind.Object } json
            || !json.TryGetProperty("access_token", out var token) || token.ValueKind != JsonValueKind.String
            || !json.TryGetProperty("expires_in", out var seconds) || seconds.ValueKind != JsonValueKind.Number || !seconds.TryGetInt32(out var lifetime))
            return StoreAnswer.RefuseAnswer("something else than a token");
        _granted[KeyOf(shop)] = (token.GetString()!, asked + TimeSpan.FromSeconds(lifetime));
        return token.GetString()!;
    }

    private async Task<StoreAnswer> AskAsync(ShopConnection shop, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, shop.At("admin/oauth/access_token"))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = shop.Credentials.ClientId ?? "",
                ["client_secret"] = shop.Credentials.ClientSecret ?? "",
            }),
        };
        return await StoreAnswer.OfAsync(http, request, clock, cancel);
    }

    private static (Uri, string, string) KeyOf(ShopConnection shop) => (shop.Url, shop.Credentials.ClientId ?? "", shop.Credentials.ClientSecret ?? "");
}
