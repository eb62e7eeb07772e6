using Customers.Domain.Blobs;
using Customers.Domain.Documents;
using Customers.Domain.Stores;
using Customers.Functions.Jobs;
using Customers.Functions.Stores;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.Jobs;

/// <summary>What becomes of an event and its raw body a month after it ended.</summary>
public sealed class EventBodyTests(HubHost hub) : IClassFixture<HubHost>
{
    [Theory]
    [InlineData(10)]
    [InlineData(300_000)]
    public async Task A_delivery_that_comes_again_after_its_body_expired_leaves_none_and_cannot_be_replayed(int noteLength)
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, $"expired-{noteLength}");
        var order = new ToldOrder { Id = 5, Email = $"buyer@{store.Tag}.example", BuyerId = 6 }.ToShopify().With("note", new string('n', noteLength));
        var webhook = store.Signed("orders/updated", order.ToBytes());
        await store.SendAsync(webhook);
        await store.DrainedAsync();
        var id = Assert.Single(await store.EventsAsync("done")).Text("id");
        await ExpireAsync(id);
        Assert.Equal((false, false), await BodyAsync(id));

        await store.SendAsync(webhook);

        Assert.Equal((false, false), await BodyAsync(id));
        Assert.Equal("409 body-expired", await hub.Admin.OutcomeAsync(HttpMethod.Post, $"{store.Path}/events/{id}/replay"));
        Assert.Single(await store.OrdersAsync());
    }

    private async Task ExpireAsync(string id)
    {
        var documents = hub.Services.GetRequiredService<IDocumentStore>();
        var kept = (await documents.ReadAsync(StoreEvent.Type, id, id, default))!;
        Assert.NotNull(kept.Value.BodyExpiresOn);
        await documents.SaveAsync(StoreEvent.Type, kept, kept.Value with { BodyExpiresOn = new(2000, 1, 1) }, default);
        await using var scope = hub.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ForgetEventBodies>().RunAsync(default);
    }

    private async Task<(bool Document, bool Blob)> BodyAsync(string id)
    {
        var document = await hub.Services.GetRequiredService<IDocumentStore>().ReadAsync(StoreEventBody.Type, id, StoreEventBody.Id, default);
        await using var blob = await hub.Services.GetRequiredService<IBlobStore>().OpenReadAsync(EventBodies.BlobOf(id), default);
        return (document is not null, blob is not null);
    }
}
