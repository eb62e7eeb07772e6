using System.Net;
using Customers.Domain.Identity;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Security;

public sealed class RateLimitTests : IAsyncLifetime
{
    private readonly HubFixture _hub = new();

    public Task InitializeAsync()
    {
        _hub.Settings["Customers:RateLimitPerMinute"] = "3";
        _hub.Settings["Customers:UnauthenticatedPerMinute"] = "2";
        return _hub.InitializeAsync();
    }

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task A_key_that_asks_too_often_must_wait_and_others_need_not()
    {
        var other = await _hub.KeyAsync(Role.Viewer);
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, await StatusAsync(HubFixture.AdminKey));
        using var limited = await _hub.Client().GetAsync("/api/me");
        Assert.Equal(HttpStatusCode.TooManyRequests, limited.StatusCode);
        Assert.Equal("rate-limited", await limited.ProblemAsync());
        Assert.InRange(limited.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(other));
    }

    [Fact]
    public async Task An_address_that_keeps_coming_without_a_valid_key_must_wait()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(HubFixture.AdminKey));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("hub_wrong"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(null));
        var reads = _hub.Store.Reads;
        using var limited = await _hub.Client("hub_wrong").GetAsync("/api/me");
        Assert.Equal("rate-limited", await limited.ProblemAsync());
        Assert.InRange(limited.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(reads, _hub.Store.Reads);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(HubFixture.AdminKey));
    }

    private async Task<HttpStatusCode> StatusAsync(string? secret)
    {
        using var response = await _hub.Client(secret).GetAsync("/api/me");
        return response.StatusCode;
    }
}
