using System.Net;

namespace Customers.Functions.Tests.Http;

public sealed class HealthTests : IAsyncLifetime
{
    private readonly HubFixture _hub = new();

    public Task InitializeAsync() => _hub.InitializeAsync();
    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task A_hub_that_reaches_all_it_needs_is_ready()
    {
        using var response = await _hub.Client(key: null).GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"status":"ok","checks":{"store":"ok","blobs":"ok","queue":"ok"}}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_hub_without_its_store_lives_but_is_not_ready()
    {
        _hub.Store.IsDown = true;
        using var ready = await _hub.Client(key: null).GetAsync("/health/ready");
        using var live = await _hub.Client(key: null).GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("""{"status":"down","checks":{"store":"down","blobs":"ok","queue":"ok"}}""", await ready.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Fact]
    public async Task Without_the_store_a_known_key_still_opens_and_another_is_not_called_wrong()
    {
        using var before = await _hub.Client().GetAsync("/api/me");
        _hub.Store.IsDown = true;
        using var known = await _hub.Client().GetAsync("/api/me");
        using var unknown = await _hub.Client("hub_unknown").GetAsync("/api/me");
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
        Assert.Equal("unavailable", await unknown.ProblemAsync());
    }
}
