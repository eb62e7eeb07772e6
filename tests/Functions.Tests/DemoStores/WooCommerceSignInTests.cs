using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Customers.Functions.Local.DemoStores;

namespace Customers.Functions.Tests.DemoStores;

public sealed class WooCommerceSignInTests
{
    private const string Site = "http://localhost/demo/woocommerce";

    [Theory]
    [InlineData("https", DemoCredentials.ConsumerSecret, HttpStatusCode.OK)]
    [InlineData("https", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("http", DemoCredentials.ConsumerSecret, HttpStatusCode.Unauthorized)]
    public async Task Basic_opens_over_https_only(string scheme, string secret, HttpStatusCode status)
    {
        await using var demo = await DemoHost.Start();
        Assert.Equal(status, await Basic(demo, scheme, secret));
    }

    [Fact]
    public async Task Basic_over_http_can_be_allowed()
    {
        await using var demo = await DemoHost.Start(o => o with { BasicOverHttp = true });
        Assert.Equal(HttpStatusCode.OK, await Basic(demo, "http", DemoCredentials.ConsumerSecret));
    }

    [Theory]
    [InlineData("HMAC-SHA256")]
    [InlineData("HMAC-SHA1")]
    public async Task A_signed_request_opens_over_http_and_only_once(string method)
    {
        await using var demo = await DemoHost.Start();
        var url = Signed(method, Site, "n1", DemoHost.Opened);
        Assert.Equal(HttpStatusCode.OK, (await demo.Client.GetAsync(url)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await demo.Client.GetAsync(url)).StatusCode);
    }

    [Fact]
    public async Task A_changed_late_or_unsigned_request_is_refused()
    {
        await using var demo = await DemoHost.Start();
        Assert.Equal(HttpStatusCode.Unauthorized, (await demo.Client.GetAsync(Signed("HMAC-SHA256", Site, "n1", DemoHost.Opened) + "&page=2")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await demo.Client.GetAsync(Signed("HMAC-SHA256", Site, "n2", DemoHost.Opened.AddMinutes(-16)))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await demo.Client.GetAsync(Site + "/wp-json/wc/v3/orders")).StatusCode);
    }

    [Fact]
    public async Task The_signature_covers_the_sites_own_address()
    {
        await using var demo = await DemoHost.Start(o => o with { WooCommerceSite = new("http://shop.example.com/") });
        Assert.Equal(HttpStatusCode.Unauthorized, (await demo.Client.GetAsync(Signed("HMAC-SHA256", Site, "n1", DemoHost.Opened))).StatusCode);
        var signed = Signed("HMAC-SHA256", "http://shop.example.com", "n2", DemoHost.Opened);
        Assert.Equal(HttpStatusCode.OK, (await demo.Client.GetAsync(signed.Replace("http://shop.example.com", Site, StringComparison.Ordinal))).StatusCode);
    }

    private static async Task<HttpStatusCode> Basic(DemoHost demo, string scheme, string secret)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, $"{scheme}://localhost/demo/woocommerce/wp-json/wc/v3/orders");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{DemoCredentials.ConsumerKey}:{secret}")));
        return (await demo.Client.SendAsync(request)).StatusCode;
    }

    // Written out by hand, list parameter by index, as a check of its own on the store's reading of OAuth.
    private static string Signed(string method, string site, string nonce, DateTimeOffset at)
    {
        var query = $"oauth_consumer_key={DemoCredentials.ConsumerKey}&oauth_nonce={nonce}&oauth_signature_method={method}&oauth_timestamp={at.ToUnixTimeSeconds()}&per_page=5&status%5B0%5D=any";
        var url = site + "/wp-json/wc/v3/orders";
        var text = Encoding.UTF8.GetBytes($"GET&{Uri.EscapeDataString(url)}&{Uri.EscapeDataString(query)}");
        var key = Encoding.UTF8.GetBytes(DemoCredentials.ConsumerSecret + "&");
#pragma warning disable CA5350 // What OAuth 1.0a prescribes.
        var signature = method == "HMAC-SHA256" ? HMACSHA256.HashData(key, text) : HMACSHA1.HashData(key, text);
#pragma warning restore CA5350
        return $"{url}?{query}&oauth_signature={Uri.EscapeDataString(Convert.ToBase64String(signature))}";
    }
}
