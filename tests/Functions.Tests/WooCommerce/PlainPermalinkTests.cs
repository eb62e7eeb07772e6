using System.Net;
using System.Security.Cryptography;
using System.Text;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Tests.Stores;
using Customers.Functions.WooCommerce;

namespace Customers.Functions.Tests.WooCommerce;

/// <summary>A shop with plain permalinks has its API in a parameter, <c>rest_route</c>, and a page for people everywhere else.</summary>
public sealed class PlainPermalinkTests : IDisposable
{
    private static readonly StoreCredentials Credentials = new() { ConsumerKey = "ck_1", ConsumerSecret = "cs_2" };
    private static readonly ShopConnection Shop = new("sto_1", new("https://shop.example.com/de/"), Credentials);
    private static readonly PullCursor Since = new(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly StrictStore _store = new();
    private readonly WooCommerceShop _reader;

    private readonly WooCommerceShopWebhooks _webhooks;

    public PlainPermalinkTests()
    {
        var calls = _store.WooCommerce;
        (_reader, _webhooks) = (new(calls, _store.Clock), new(calls));
    }

    [Theory]
    [InlineData(404, "<html>Not found</html>")]
    [InlineData(404, "")]
    [InlineData(200, "\n<!DOCTYPE html><title>Our shop</title>")]
    public async Task A_shop_that_shows_a_page_is_asked_by_route_and_from_then_on(int status, string page)
    {
        _store.Answers((HttpStatusCode)status, page).Answers("[]").Answers("[]").Answers("""{"name":"Kaffee"}""");

        Assert.Empty((await Changes(Shop)).Value.Orders);
        Assert.Equal("Kaffee", (await _store.Run(_reader.TestAsync(Shop, CancellationToken.None))).Value);

        Assert.StartsWith("https://shop.example.com/de/index.php?rest_route=/wc/v3/orders&instead_of=wp-json/wc/v3/orders&status%5B0%5D=any&", _store.Requests[1].Url.AbsoluteUri, StringComparison.Ordinal);
        Assert.StartsWith("?rest_route=/wc/v3/orders&", _store.Requests[2].Url.Query, StringComparison.Ordinal);
        Assert.Equal("?rest_route=/&instead_of=wp-json", _store.Requests[3].Url.Query);
        Assert.All(_store.Requests, request => Assert.StartsWith("Basic ", request.Authorization, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_shop_is_asked_in_its_own_way()
    {
        _store.Answers(HttpStatusCode.NotFound, "<html>").Answers("[]").Answers("[]");

        await Changes(Shop);
        await Changes(Shop with { StoreId = "sto_2", Url = new("https://other.example.com/") });

        Assert.Equal("/wp-json/wc/v3/orders", _store.Requests[2].Url.AbsolutePath);
    }

    [Fact]
    public async Task A_shop_that_gets_other_permalinks_is_found_again()
    {
        _store.Answers(HttpStatusCode.NotFound, "<html>").Answers("[]")
            .Answers(HttpStatusCode.NotFound, "<html>").Answers("[]").Answers("[]");

        for (var pull = 0; pull < 3; pull++) Assert.Null((await Changes(Shop)).Refusal);

        Assert.Equal(["wp-json/wc/v3/orders", "index.php", "index.php", "wp-json/wc/v3/orders", "wp-json/wc/v3/orders"], _store.Requests.Select(request => request.Url.AbsolutePath["/de/".Length..]));
    }

    [Fact]
    public async Task A_page_that_lies_everywhere_is_no_list_without_orders()
    {
        for (var asked = 0; asked < 4; asked++) _store.Answers("<html>Back soon</html>");
        _store.Answers("[]");

        Assert.Equal("store-answered-error", (await Changes(Shop)).Refusal?.Code);
        Assert.Equal("store-answered-error", (await Changes(Shop)).Refusal?.Code);
        Assert.Null((await Changes(Shop)).Refusal);
        Assert.Equal("/de/wp-json/wc/v3/orders", _store.Requests[^1].Url.AbsolutePath);
    }

    [Fact]
    public async Task What_was_found_out_by_reading_holds_for_writing()
    {
        _store.Answers(HttpStatusCode.NotFound, "<html>").Answers("[]").Answers(HttpStatusCode.Created, """{"id":7,"topic":"order.updated","delivery_url":"https://hub.example.com/","status":"active"}""");

        await _store.Run(_webhooks.ListAsync(Shop, CancellationToken.None));
        await _store.Run(_webhooks.CreateAsync(Shop, new("order.updated", new("https://hub.example.com/"), "sesame"), CancellationToken.None));

        Assert.Equal((HttpMethod.Post, "/de/index.php?rest_route=/wc/v3/webhooks&instead_of=wp-json/wc/v3/webhooks"), (_store.Requests[2].Method, _store.Requests[2].Url.PathAndQuery));
    }

    [Fact]
    public async Task Bad_credentials_are_told_by_the_way_that_leads_to_the_api()
    {
        _store.Answers(HttpStatusCode.NotFound, "<html>").Answers(HttpStatusCode.Unauthorized, """{"code":"woocommerce_rest_cannot_view","data":{"status":401}}""");

        Assert.Equal("store-refused-credentials", (await Changes(Shop)).Refusal?.Code);
    }

    [Fact]
    public async Task Over_plain_http_the_route_is_signed_with_the_other_parameters()
    {
        _store.Answers(HttpStatusCode.NotFound, "<html>").Answers("""{"code":"woocommerce_rest_shop_order_invalid_id"}""");

        await _store.Run(_reader.ReadOrderAsync(new("sto_1", new("http://127.0.0.1:8088/shop"), Credentials), "21", CancellationToken.None));

        var query = _store.Requests[1].Url.Query[1..].Split('&').Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1]), StringComparer.Ordinal);
        // As WooCommerce puts it together: what it was asked for below the site's own address, and all parameters but the signature.
        var normal = string.Join('&', query.Where(p => p.Key != "oauth_signature").OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"));
        var text = $"GET&{Uri.EscapeDataString("http://127.0.0.1:8088/shop/index.php")}&{Uri.EscapeDataString(normal)}";
        Assert.Equal(Convert.ToBase64String(HMACSHA256.HashData("cs_2&"u8, Encoding.UTF8.GetBytes(text))), query["oauth_signature"]);
        Assert.Equal(("/wc/v3/orders/21", "wp-json/wc/v3/orders/21"), (query["rest_route"], query["instead_of"]));
    }

    public void Dispose() => _store.Dispose();

    private Task<Outcome<OrderPage>> Changes(ShopConnection shop) => _store.Run(_reader.ReadChangesAsync(shop, Since, CancellationToken.None));
}
