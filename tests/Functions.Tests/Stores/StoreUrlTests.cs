using System.Net;
using Customers.Functions.Outgoing;
using Customers.Functions.Stores;

namespace Customers.Functions.Tests.Stores;

public sealed class StoreUrlTests
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.15.255.255", true)]
    [InlineData("172.32.0.0", true)]
    [InlineData("100.63.255.255", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd12:3456::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001::1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:db8::1", false)]
    public void An_address_is_public_or_not(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicAddress.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://8.8.8.8/shop", false, true)]
    [InlineData("https://[2606:4700::1111]/", false, true)]
    [InlineData("https://no-such-name.invalid/", false, true)]
    [InlineData("http://8.8.8.8/", false, false)]
    [InlineData("ftp://8.8.8.8/", false, false)]
    [InlineData("https://user:word@8.8.8.8/", false, false)]
    [InlineData("https://8.8.8.8/?a=b", false, false)]
    [InlineData("https://8.8.8.8/#a", false, false)]
    [InlineData("https://localhost/", false, false)]
    [InlineData("https://0.0.0.0/", false, false)]
    [InlineData("https://[::]/", false, false)]
    [InlineData("https://127.0.0.1/", false, false)]
    [InlineData("https://2130706433/", false, false)]
    [InlineData("https://0x7f.1/", false, false)]
    [InlineData("https://[::ffff:169.254.169.254]/", false, false)]
    [InlineData("https://192.168.0.10:8443/", false, false)]
    [InlineData("http://localhost:7071/demo/shopify", true, true)]
    [InlineData("https://192.168.0.10/", true, true)]
    [InlineData("http://user@localhost/", true, false)]
    [InlineData("file:///etc/passwd", true, false)]
    public async Task A_store_lives_at_a_public_https_address(string url, bool allowLocal, bool allowed)
    {
        var refusal = await StoreUrl.CheckAsync(new Uri(url), allowLocal, CancellationToken.None);

        Assert.Equal(allowed ? null : "store-url-not-allowed", refusal?.Code);
    }

    [Fact]
    public async Task A_connection_into_ones_own_network_is_refused_whatever_the_name()
    {
        using var http = new HttpClient(PublicConnections.Handler(allowLocal: false));

        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri("http://localhost:1/")));

        Assert.Contains("public Internet", fault.ToString(), StringComparison.Ordinal);
    }
}
