using Customers.Domain.Queues;
using Customers.Functions.Tests.App;

namespace Customers.Functions.Tests.Jobs;

public sealed class DeliveryMessageTests
{
    [Fact]
    public async Task The_message_of_the_next_attempt_comes_at_its_time()
    {
        var hub = new RestingHub();
        await hub.InitializeAsync();
        await using (var partner = await PartnerHost.StartAsync())
        {
            partner.Status = 500;
            var subscription = await SubscriptionDriver.CreateAsync(hub, partner, "customer.created");
            var delivery = await subscription.AnnounceAsync();
            await AttemptsAreAsync(1);
            hub.Time.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromMilliseconds(1));
            await AttemptsAreAsync(1);
            hub.Time.Advance(TimeSpan.FromMilliseconds(1));
            await AttemptsAreAsync(2);
            hub.Time.Advance(TimeSpan.FromMinutes(5));
            await AttemptsAreAsync(3);

            async Task AttemptsAreAsync(int attempts)
            {
                await hub.HandleAllAsync(QueueNames.Deliveries);
                Assert.Equal((attempts, attempts), ((await subscription.DeliveryAsync(delivery)).Attempts, partner.Received.Count));
            }
        }

        await hub.DisposeAsync();
    }
}
