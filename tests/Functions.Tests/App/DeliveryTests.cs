using System.Text.Json;
using Customers.Domain.Queues;
using Customers.Domain.Stores;
using Customers.Functions.Jobs;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>What subscriptions are told, by a receiver that checks each signature; time and messages come when the test says so.</summary>
public sealed class DeliveryTests(RestingHub hub) : IClassFixture<RestingHub>, IAsyncLifetime
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);
    private PartnerHost _partner = null!;

    public async Task InitializeAsync() => _partner = await PartnerHost.StartAsync();

    /// <summary>The next test's customers are none of this one's business.</summary>
    public async Task DisposeAsync()
    {
        foreach (var subscription in await hub.Admin.AllAsync("/api/subscriptions")) await hub.Admin.DeleteAsync("/api/subscriptions/" + subscription.Text("id"));
        await _partner.DisposeAsync();
    }

    [Fact]
    public async Task Each_fact_is_told_once_and_signed()
    {
        var subscription = await SubscribeAsync("customer.held", "customer.released", "customer.created", "order.imported");
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.WooCommerce, "told");
        await hub.Admin.PutAsync("/api/settings", new { creditControl = new { strategy = "creditLimit" } });
        await store.SendAsync(store.Told(new ToldOrder { Id = 7, Email = "told@buyer.example" }), store.Told(new ToldOrder { Id = 7, Email = "told@buyer.example" }.Paid()));
        await hub.HandleAllAsync(QueueNames.StoreEvents);
        await store.SendAsync(store.Told(new ToldOrder { Id = 8, Email = "told@buyer.example" }));
        await hub.HandleAllAsync(QueueNames.StoreEvents);
        var customer = Assert.Single(await store.CustomersAsync());
        var (id, path) = (customer.Text("id"), "/api/customers/" + customer.Text("id"));
        await hub.Admin.PatchAsync(path, new { creditLimit = "50.00" });
        await hub.Admin.PatchAsync(path, new { creditLimit = (string?)null });
        await hub.Admin.PutAsync(path + "/hold", new { reason = "Quagmire does not pay" });
        await hub.Admin.PutAsync(path + "/hold/exempt", new { });
        await hub.Admin.PutAsync("/api/settings", new { creditControl = new { strategy = "none" } });

        await hub.HandleAllAsync(QueueNames.Announcements);
        await hub.HandleAllAsync(QueueNames.Deliveries);

        var received = _partner.Received;
        Assert.Equal(
            ["customer.created", "customer.held automatic credit-limit", "customer.held manual ", "customer.released automatic", "customer.released exempt", "order.imported 7", "order.imported 8"],
            received.Select(message => $"{message.Type} {Text(message, "number")}{Text(message, "mode")} {Text(message, "reason")}".TrimEnd() + (Text(message, "mode") == "manual" ? " " : "")).Order(StringComparer.Ordinal));
        Assert.All(received, message => Assert.True(message.IsSignedWith(subscription.Secret), message.Signatures));
        Assert.All(received, message => Assert.Equal((id, hub.Clock.GetUtcNow(), "/hooks?code=open-sesame"), (Text(message, "customerId"), message.At, message.Path)));
        Assert.Equal((await subscription.DeliveriesAsync("?state=delivered")).Select(delivery => delivery.Text("id")).Order(StringComparer.Ordinal), received.Select(message => message.Id).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("Quagmire", string.Join('\n', received.Select(message => message.Json)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "status-500")]
    [InlineData(404, "status-404")]
    [InlineData(302, "status-302")]
    public async Task What_is_not_taken_is_told_again_under_the_same_id(int status, string reason)
    {
        var subscription = await SubscribeAsync("customer.created");
        var delivery = await subscription.AnnounceAsync();
        _partner.Status = status;
        var begun = hub.Clock.GetUtcNow();
        Assert.Equal(new("pending", 1, status, reason, begun + FirstWait), await subscription.TryAsync(delivery));
        Assert.Equal(begun, (await subscription.ReadAsync()).GetProperty("failingSince").GetDateTimeOffset());
        await subscription.TryAsync(delivery); // a message that comes before its time

        _partner.Status = 204;
        hub.Time.Advance(FirstWait);
        Assert.Equal(new("delivered", 2, 204, null, null), await subscription.TryAsync(delivery));
        Assert.Equal(JsonValueKind.Null, (await subscription.ReadAsync()).GetProperty("failingSince").ValueKind);
        await subscription.TryAsync(delivery); // and one that comes too late
        Assert.Equal([(delivery, begun), (delivery, begun + FirstWait)], _partner.Received.Select(message => (message.Id, message.At)));
        Assert.All(_partner.Received, message => Assert.True(message.IsSignedWith(subscription.Secret)));
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("1", 5)]
    [InlineData("0", 5)]
    [InlineData("31536000", 86_400)]
    [InlineData("Fri, 31 Dec 2021 23:59:59 GMT", 5)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 86_400)]
    [InlineData("soon", 5)]
    public async Task A_receiver_that_asks_for_time_is_given_a_day_at_most(string retryAfter, int seconds)
    {
        var subscription = await SubscribeAsync("customer.created");
        var delivery = await subscription.AnnounceAsync();
        (_partner.Status, _partner.RetryAfter) = (503, retryAfter);

        Assert.Equal(new("pending", 1, 503, "status-503", hub.Clock.GetUtcNow() + TimeSpan.FromSeconds(seconds)), await subscription.TryAsync(delivery));
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_is_waited_for_15_seconds()
    {
        var subscription = await SubscribeAsync("customer.created");
        var delivery = await subscription.AnnounceAsync();
        var answering = new TaskCompletionSource();
        _partner.Answering = answering.Task;
        var trying = subscription.TryAsync(delivery);
        await _partner.ReceivedAsync(1);
        hub.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(("pending", 1, null, "timeout"), Short(await trying));
        answering.SetResult();
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_is_tried_again()
    {
        var subscription = await SubscribeAsync("customer.created");
        var delivery = await subscription.AnnounceAsync();
        await _partner.DisposeAsync();
        Assert.Equal(("pending", 1, null, "unreachable"), Short(await subscription.TryAsync(delivery)));
    }

    [Fact]
    public async Task A_message_that_comes_twice_at_once_is_told_under_one_id()
    {
        var subscription = await SubscribeAsync("customer.created");
        var delivery = await subscription.AnnounceAsync();
        var answering = new TaskCompletionSource();
        _partner.Answering = answering.Task;
        Task<SubscriptionDriver.Outcome>[] both = [subscription.TryAsync(delivery), subscription.TryAsync(delivery)];
        Assert.All(await _partner.ReceivedAsync(2), message => Assert.Equal(delivery, message.Id));
        answering.SetResult();
        await Task.WhenAll(both);
        Assert.Equal(("delivered", 1, 204, null), Short(await subscription.DeliveryAsync(delivery)));
    }

    [Fact]
    public async Task What_has_lost_its_message_is_told_once_it_is_late()
    {
        var subscription = await SubscribeAsync("customer.created");
        await hub.Admin.CreateCustomerAsync();
        await hub.LoseAllAsync(QueueNames.Announcements);
        await RequeueAsync(QueueNames.Announcements);
        Assert.Empty(await subscription.DeliveriesAsync());
        await BeLateAsync(QueueNames.Announcements);
        await hub.LoseAllAsync(QueueNames.Deliveries);
        await RequeueAsync(QueueNames.Deliveries);
        Assert.Empty(_partner.Received);
        await BeLateAsync(QueueNames.Deliveries);
        Assert.Single(_partner.Received);
        Assert.Equal("delivered", (await subscription.OnlyAsync()).State);

        Task BeLateAsync(string queue)
        {
            hub.Time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
            return RequeueAsync(queue);
        }
    }

    [Fact]
    public async Task A_delivery_whose_message_comes_too_often_has_failed_and_can_be_sent_again()
    {
        var subscription = await SubscribeAsync("customer.created");
        var delivery = await subscription.AnnounceAsync();
        await hub.HandleAsync(new(QueueNames.DeliveriesPoison, JsonSerializer.Serialize(new { DeliveryId = delivery })));
        Assert.Equal(("failed", 0, null, "delivered-too-often"), Short(await subscription.DeliveryAsync(delivery)));
        await subscription.ReplayAsync(delivery);
        Assert.Equal(("delivered", 1, 204, null), Short(await subscription.TryAsync(delivery)));
        await subscription.ReplayAsync(delivery); // delivered or not
        Assert.Equal(("delivered", 1, 204, null), Short(await subscription.TryAsync(delivery)));
        Assert.Equal([delivery, delivery], _partner.Received.Select(message => message.Id));
    }

    [Fact]
    public async Task Deliveries_are_kept_for_30_days_behind_their_last_attempt()
    {
        var subscription = await SubscribeAsync("customer.created");
        var delivery = await subscription.AnnounceAsync();
        hub.Time.Advance(TimeSpan.FromDays(1));
        await subscription.TryAsync(delivery);
        hub.Time.Advance(TimeSpan.FromDays(29));
        await hub.TickAsync(Schedules.ForgetOldDeliveries);
        Assert.Single(await subscription.DeliveriesAsync());
        hub.Time.Advance(TimeSpan.FromDays(1));
        await hub.TickAsync(Schedules.ForgetOldDeliveries);
        Assert.Empty(await subscription.DeliveriesAsync());
    }

    private Task<SubscriptionDriver> SubscribeAsync(params string[] events) => SubscriptionDriver.CreateAsync(hub, _partner, events);

    private async Task RequeueAsync(string queue)
    {
        await hub.TickAsync(Schedules.RequeueDeliveries);
        await hub.HandleAllAsync(queue);
    }

    private static (string State, int Attempts, int? Status, string? Reason) Short(SubscriptionDriver.Outcome outcome) => (outcome.State, outcome.Attempts, outcome.Status, outcome.Reason);

    private static string? Text(PartnerHost.Message message, string field) => message.Data.TryGetProperty(field, out var found) ? found.ToString() : null;
}
