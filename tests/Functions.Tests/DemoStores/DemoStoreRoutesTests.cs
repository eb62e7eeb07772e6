using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Customers.Functions.Tests.DemoStores;

public sealed class DemoStoreRoutesTests
{
    [Fact]
    public async Task The_demo_stores_need_no_key_of_the_hub_and_are_not_described()
    {
        await using var demo = await DemoHost.Start();
        Assert.NotEmpty(demo.Endpoints);
        Assert.DoesNotContain(demo.Endpoints, e => e.Metadata.GetMetadata<IAllowAnonymous>() is null);
        Assert.DoesNotContain(demo.Endpoints, e => e.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is not { ExcludeFromDescription: true });
        Assert.All(demo.Endpoints, e => Assert.StartsWith("/demo/", ((RouteEndpoint)e).RoutePattern.RawText, StringComparison.Ordinal));
    }
}
