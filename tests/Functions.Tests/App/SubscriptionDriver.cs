using System.Text.Json;
using Customers.Domain.Queues;
using Customers.Domain.Subscriptions;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>A registered subscription at a hub whose queues rest: what it is told, and what became of that.</summary>
internal sealed class SubscriptionDriver(RestingHub hub, string id, string secret)
{
    public string Id => id;
    public string Path => "/api/subscriptions/" + id;
    public string Secret => secret;

    public static async Task<SubscriptionDriver> CreateAsync(RestingHub hub, PartnerHost partner, params string[] events)
    {
        var made = await hub.Admin.PostAsync("/api/subscriptions", new { url = partner.Url, events });
        return new(hub, made.Text("id"), made.Text("secret"));
    }

    public Task<JsonElement> ReadAsync() => hub.Admin.GetAsync(Path);

    public Task<List<JsonElement>> DeliveriesAsync(string query = "") => hub.Admin.AllAsync(Path + "/deliveries" + query);

    /// <summary>The only delivery there is.</summary>
    public async Task<Outcome> OnlyAsync() => Outcome.Of(Assert.Single(await DeliveriesAsync()));

    public async Task<Outcome> DeliveryAsync(string delivery) => Outcome.Of(await hub.Admin.GetAsync($"{Path}/deliveries/{delivery}"));

    /// <summary>A new customer is announced; the delivery's message has not come yet.</summary>
    public async Task<string> AnnounceAsync()
    {
        var known = (await DeliveriesAsync()).Select(delivery => delivery.Text("id")).ToList();
        await hub.Admin.CreateCustomerAsync();
        await hub.HandleAllAsync(QueueNames.Announcements);
        return (await DeliveriesAsync()).Select(delivery => delivery.Text("id")).Except(known).Single();
    }

    /// <summary>As if the delivery's message came now.</summary>
    public async Task<Outcome> TryAsync(string delivery)
    {
        await hub.HandleAsync(new DeliveryMessage(delivery).ToQueue(default));
        return await DeliveryAsync(delivery);
    }

    public Task<JsonElement> ReplayAsync(string delivery) => hub.Admin.PostAsync($"{Path}/deliveries/{delivery}/replay");

    internal sealed record Outcome(string State, int Attempts, int? Status, string? Reason, DateTimeOffset? NextTryAt)
    {
        public static Outcome Of(JsonElement delivery) => new(
            delivery.Text("state"), delivery.GetProperty("attempts").GetInt32(), delivery.GetProperty("status") is { ValueKind: JsonValueKind.Number } status ? status.GetInt32() : null,
            delivery.Text("reason"), delivery.GetProperty("nextTryAt") is { ValueKind: JsonValueKind.String } next ? next.GetDateTimeOffset() : null);
    }
}
