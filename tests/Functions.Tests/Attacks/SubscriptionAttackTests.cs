using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Attacks;

public sealed class SubscriptionAttackTests
{
    /// <summary>What a name means, or what is allowed, may have changed since the subscription was made.</summary>
    [Fact]
    public async Task A_delivery_does_not_reach_into_ones_own_network()
    {
        var hub = new RestingHub();
        await hub.InitializeAsync();
        await using (var partner = await PartnerHost.StartAsync())
        {
            var subscription = await SubscriptionDriver.CreateAsync(hub, partner, "customer.created");
            await hub.RestartAsync("--Customers:AllowLocalStores", "false");
            Assert.Equal("400 subscription-url-not-allowed", await hub.Admin.OutcomeAsync(HttpMethod.Patch, subscription.Path, new { url = partner.Url }));
            Assert.Equal("unreachable", (await subscription.TryAsync(await subscription.AnnounceAsync())).Reason);
            Assert.Empty(partner.Received);
        }

        await hub.DisposeAsync();
    }
}
