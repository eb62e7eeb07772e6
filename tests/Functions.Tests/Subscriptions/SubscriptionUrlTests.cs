using Customers.Functions.Subscriptions;

namespace Customers.Functions.Tests.Subscriptions;

public sealed class SubscriptionUrlTests
{
    [Theory]
    [InlineData("https://8.8.8.8/hooks?code=1", false, true)]
    [InlineData("https://[2606:4700::1111]/", false, true)]
    [InlineData("https://no-such-name.invalid/", false, true)]
    [InlineData("http://8.8.8.8/", false, false)]
    [InlineData("ftp://8.8.8.8/", true, false)]
    [InlineData("https://user:word@8.8.8.8/", false, false)]
    [InlineData("https://8.8.8.8/#a", false, false)]
    [InlineData("https://localhost/", false, false)]
    [InlineData("https://10.0.0.1/", false, false)]
    [InlineData("https://2130706433/", false, false)]
    [InlineData("https://[::ffff:169.254.169.254]/latest", false, false)]
    [InlineData("http://localhost:9000/hooks", true, true)]
    [InlineData("http://user@localhost/", true, false)]
    [InlineData("file:///etc/passwd", true, false)]
    public async Task A_receiver_lives_at_a_public_https_address(string url, bool allowLocal, bool allowed)
    {
        var refusal = await SubscriptionUrl.CheckAsync(new Uri(url), allowLocal, CancellationToken.None);

        Assert.Equal(allowed ? null : "subscription-url-not-allowed", refusal?.Code);
    }
}
