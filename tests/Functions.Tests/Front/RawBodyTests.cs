using System.Net.Http.Headers;
using Customers.Domain.Blobs;
using Customers.Domain.Documents;
using Customers.Domain.Stores;
using Customers.Functions.Stores;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.Front;

/// <summary>What a store has told, as it came: to look into why an event was parked.</summary>
public sealed class RawBodyTests(HubHost hub) : IClassFixture<HubHost>
{
    public static TheoryData<string, byte[]> Bodies => new()
    {
        { "readable", """{"id":1,"note":"Ünlesbar <b>"}"""u8.ToArray() },
        { "cut", """{"id":2,"note":"unread"""u8.ToArray() },
        { "no-text", [.. "{\"id\":3,\"note\":\""u8, 0xFF, 0xFE] },
        { "large", [.. "{\"id\":4,\"note\":\""u8, .. Enumerable.Repeat((byte)'x', 300_000)] },
    };

    [Theory, MemberData(nameof(Bodies))]
    public async Task Staff_reads_it_byte_for_byte_and_no_browser_shows_it(string secret, byte[] body)
    {
        var (store, path) = await ParkedAsync(secret, body);
        using var staff = await hub.DriverAsync("staff");

        using var answer = await staff.TryAsync(HttpMethod.Get, path);

        Assert.Equal(body, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(("attachment", "nosniff"), (answer.Content.Headers.ContentDisposition!.DispositionType, answer.Headers.GetValues("X-Content-Type-Options").Single()));
        using var part = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Range = new RangeHeaderValue(1, 4) } };
        using var partly = await staff.Http.SendAsync(part);
        Assert.Equal(body[1..5], await partly.Content.ReadAsByteArrayAsync());
        foreach (var role in new[] { "partner", "viewer" })
        {
            using var other = await hub.DriverAsync(role);
            Assert.Equal("403 forbidden", await other.OutcomeAsync(HttpMethod.Get, path));
        }

        Assert.Equal("404 not-found", await staff.OutcomeAsync(HttpMethod.Get, path.Replace(store.Id, "sto_00000000000000000000000000", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Once_it_has_expired_nobody_reads_it()
    {
        var (_, path) = await ParkedAsync("expired", "{}"u8.ToArray());
        var (documents, id) = (hub.Services.GetRequiredService<IDocumentStore>(), path.Split('/')[^2]);
        await documents.ChangeAsync(StoreEvent.Type, id, id, found => found! with { BodyExpired = true }, default);

        Assert.Equal("409 body-expired", await hub.Admin.OutcomeAsync(HttpMethod.Get, path));
    }

    /// <summary>A body that is being removed goes before its event says so.</summary>
    [Fact]
    public async Task One_that_is_just_being_removed_is_no_longer_kept()
    {
        var (_, path) = await ParkedAsync("removed", [.. "{"u8, 0xFF]);
        await hub.Services.GetRequiredService<IBlobStore>().DeleteAsync(EventBodies.BlobOf(path.Split('/')[^2]), default);

        Assert.Equal("409 body-expired", await hub.Admin.OutcomeAsync(HttpMethod.Get, path));
    }

    private async Task<(StoreDriver Store, string Path)> ParkedAsync(string secret, byte[] body)
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "body-" + secret);
        await store.SendAsync(store.Signed("orders/updated", body));
        await store.DrainedAsync();
        return (store, $"{store.Path}/events/{Assert.Single(await hub.Admin.AllAsync(store.Path + "/events")).Text("id")}/body");
    }
}
