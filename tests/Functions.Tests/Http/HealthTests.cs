using System.Net;
using Customers.Domain.Blobs;
using Customers.Domain.Documents;
using Customers.Domain.Queues;
using Microsoft.Extensions.DependencyInjection;
using Moq;

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

    [Theory]
    [InlineData("blobs", """{"store":"ok","blobs":"down","queue":"ok"}""")]
    [InlineData("queue", """{"store":"ok","blobs":"ok","queue":"down"}""")]
    public async Task Another_service_that_is_down_alone_is_named(string down, string checks)
    {
        var hub = new HubFixture { Replace = services => _ = down == "blobs" ? services.AddSingleton(DownBlobs()) : services.AddSingleton(DownQueue()) };
        await hub.InitializeAsync();
        using var ready = await hub.Client(key: null).GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains(checks, await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await hub.DisposeAsync();
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

    private static IBlobStore DownBlobs()
    {
        var blobs = new Mock<IBlobStore>(MockBehavior.Strict);
        blobs.Setup(b => b.CheckAsync(It.IsAny<CancellationToken>())).ThrowsAsync(new StoreUnavailableException("down"));
        return blobs.Object;
    }

    private static IQueue DownQueue()
    {
        var queue = new Mock<IQueue>(MockBehavior.Strict);
        queue.Setup(q => q.CountAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ThrowsAsync(new StoreUnavailableException("down"));
        return queue.Object;
    }
}
