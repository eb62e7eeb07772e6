using System.Net;
using System.Security.Cryptography;
using System.Text;
using Customers.Domain.Stores;
using Customers.Functions.Stores;
using Customers.Functions.Tests.Stores;
using Customers.Functions.WooCommerce;
using Customers.Functions.WooCommerce.Sdk;
using Microsoft.AspNetCore.WebUtilities;

namespace Customers.Published.Tests.Transports;

public sealed class HttpRestTransportTests : RestTransportTests
{
    private protected override IRestTransport Over(HttpClient http) => new HttpRestTransport(http, Store.Clock);
}

public sealed class WooCommerceNetTransportTests : RestTransportTests
{
    private protected override IRestTransport Over(HttpClient http) => new WooCommerceNetTransport(http, Store.Clock);
}

/// <summary>What whoever gets pages of WordPress's REST API must do.</summary>
public abstract class RestTransportTests : IDisposable
{
    private static readonly StoreCredentials Credentials = new() { ConsumerKey = "ck_1", ConsumerSecret = "cs_2" };

    /// <summary>As orders are asked for, and characters that mean something in an address.</summary>
    private static readonly KeyValuePair<string, string>[] Parameters =
    [
        new("status[0]", "any"), new("status[1]", "trash"), new("modified_after", "2026-11-24T10:00:00"), new("dates_are_gmt", "true"), new("orderby", "modified"), new("order", "asc"),
        new("page", "2"), new("per_page", "100"), new("_fields", "id,number,date_modified_gmt"), new("search", "a+b &c=d/é%2F語"),
    ];

    private protected StrictStore Store { get; } = new();

    private protected abstract IRestTransport Over(HttpClient http);

    [Theory]
    [InlineData("https://shop.example.com/Laden/", false)]
    [InlineData("https://shop.example.com:8443/", true)]
    [InlineData("http://localhost:8080/Laden/", false)]
    [InlineData("http://localhost:8080/", true)]
    public async Task The_shop_gets_the_parameters_and_knows_who_asks(string shop, bool plainPermalinks)
    {
        Store.Answers("[]");
        var address = RestAddress.Of(new("sto_1", new(shop), Credentials), "wp-json/wc/v3/orders", Parameters, plainPermalinks);

        await Over(Store.Client).GetAsync(address, Credentials, CancellationToken.None);

        var sent = Assert.Single(Store.Requests);
        Assert.Equal((HttpMethod.Get, address.Url.AbsoluteUri), (sent.Method, sent.Url.GetLeftPart(UriPartial.Path)));
        var got = QueryHelpers.ParseQuery(sent.Url.Query).ToDictionary(p => p.Key, p => p.Value.Single()!);
        Assert.All(address.Query, p => Assert.Equal(p.Value, got[p.Key]));
        Assert.Equal(address.IsHttps ? "Basic Y2tfMTpjc18y" : null, sent.Authorization);
        if (plainPermalinks) Assert.Contains("wp-json/wc/v3/orders", sent.Url.Query, StringComparison.Ordinal);
        if (address.IsHttps) Assert.Equal(address.Query.Count, got.Count);
        else AssertSigned(address.Url, got);
    }

    /// <summary>RFC 5849, as WooCommerce checks it: parameters in the order of their bytes.</summary>
    private static void AssertSigned(Uri url, Dictionary<string, string> got)
    {
        Assert.Equal(("ck_1", "HMAC-SHA256"), (got["oauth_consumer_key"], got["oauth_signature_method"]));
        var normal = string.Join('&', got.Where(p => p.Key != "oauth_signature").OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}"));
        var signed = HMACSHA256.HashData("cs_2&"u8, Encoding.UTF8.GetBytes($"GET&{Uri.EscapeDataString(url.AbsoluteUri)}&{Uri.EscapeDataString(normal)}"));
        Assert.Equal(Convert.ToBase64String(signed), got["oauth_signature"]);
    }

    [Theory]
    [InlineData("https://shop.example.com/", 200, """[{"id":1,"billing":{"last_name":"Καφές 咖啡店 ☕"}}]""")]
    [InlineData("http://localhost:8080/", 200, """[{"id":1,"billing":{"last_name":"Καφές 咖啡店 ☕"}}]""")]
    [InlineData("https://shop.example.com/", 200, "<html>Unser Laden</html>")]
    [InlineData("https://shop.example.com/", 200, "")]
    [InlineData("https://shop.example.com/", 401, """{"code":"woocommerce_rest_cannot_view","message":"Sorry","data":{"status":401}}""")]
    [InlineData("http://localhost:8080/", 404, "<html>Not found</html>")]
    [InlineData("https://shop.example.com/", 429, "")]
    [InlineData("https://shop.example.com/", 500, """{"code":"internal_server_error","message":"<p>There has been a critical error</p>","data":{"status":500}}""")]
    public async Task Whatever_the_shop_answers_is_brought_back_as_it_is(string shop, int status, string body)
    {
        Store.Answers((HttpStatusCode)status, body, ("Retry-After", "7"), ("X-WP-Total", "1234"));

        var answer = await GetAsync(Store.Client, shop);

        Assert.Equal(((HttpStatusCode)status, body), (answer.Status, Encoding.UTF8.GetString(answer.Body.Span)));
        Assert.Equal((TimeSpan.FromSeconds(7), 1234L), (answer.RetryAfter, answer.Total));
        Assert.Single(Store.Requests);
    }

    [Fact]
    public async Task A_name_that_is_longer_than_any_buffer_comes_whole()
    {
        var name = string.Concat(Enumerable.Repeat("咖é", 5_000));
        Store.Answers($$$"""[{"name":"{{{name}}}"}]""");

        Assert.Equal(name, (await GetAsync(Store.Client)).Json()!.Value[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Too_much_is_told_as_that()
    {
        Store.Answers($"[\"{new string('x', 2_000)}\"]");
        using var http = Store.Client;
        http.MaxResponseContentBufferSize = 1_000;

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await GetAsync(http)).Status);
    }

    [Fact]
    public async Task No_answer_is_a_fault()
    {
        Store.Breaks();

        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(Store.Client));
    }

    [Fact]
    public async Task It_ends_when_the_caller_gives_up()
    {
        using var silent = new SilentStore();
        using var http = new HttpClient(silent);
        using var gaveUp = new CancellationTokenSource();
        var getting = GetAsync(http, cancel: gaveUp.Token);
        await silent.Asked;

        await gaveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => getting);
    }

    [Fact]
    public async Task Many_at_once_sign_each_for_itself()
    {
        var nonces = await Task.WhenAll(Enumerable.Range(0, 64).Select(async _ =>
        {
            using var store = new StrictStore();
            store.Answers("[]");
            await GetAsync(store.Client, "http://localhost:8080/");
            return QueryHelpers.ParseQuery(store.Requests.Single().Url.Query)["oauth_nonce"].Single();
        }));

        Assert.Equal(64, nonces.Distinct().Count());
    }

    public void Dispose()
    {
        Store.Dispose();
        GC.SuppressFinalize(this);
    }

    private Task<StoreAnswer> GetAsync(HttpClient http, string shop = "https://shop.example.com/", CancellationToken cancel = default) =>
        Over(http).GetAsync(RestAddress.Of(new("sto_1", new(shop), Credentials), "wp-json/wc/v3/orders", [new("per_page", "1")], plain: false), Credentials, cancel);
}
