using System.Text.Json;
using Customers.Domain.Queues;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>A receiver that fails: the subscription rests, is disabled, and can be enabled again.</summary>
public sealed class DisabledSubscriptionTests(RestingHub hub) : IClassFixture<RestingHub>, IAsyncLifetime
{
    private PartnerHost _partner = null!;
    private SubscriptionDriver _subscription = null!;

    public async Task InitializeAsync()
    {
        _partner = await PartnerHost.StartAsync();
        _subscription = await SubscriptionDriver.CreateAsync(hub, _partner, "customer.created");
    }

    public async Task DisposeAsync()
    {
        await hub.Admin.DeleteAsync(_subscription.Path);
        await _partner.DisposeAsync();
    }

    [Fact]
    public async Task While_it_rests_only_what_a_person_asks_for_is_tried()
    {
        string[] deliveries = [await _subscription.AnnounceAsync(), await _subscription.AnnounceAsync()];
        _partner.Status = 500;
        var until = (await _subscription.TryAsync(deliveries[0])).NextTryAt;
        Assert.Equal(new("pending", 0, null, null, until), await _subscription.TryAsync(deliveries[1]));
        Assert.Single(_partner.Received);

        _partner.Status = 204;
        var test = (await hub.Admin.PostAsync(_subscription.Path + "/test")).Text("id");
        Assert.Equal("delivered", (await _subscription.TryAsync(test)).State);
        Assert.Equal(("test", _subscription.Id), (_partner.Received[1].Type, _partner.Received[1].Data.Text("subscriptionId")));
        await _subscription.TryAsync(deliveries[0]); // it works again, but this one's time has not come
        Assert.Equal(2, _partner.Received.Count);
        hub.Time.Advance(until!.Value - hub.Clock.GetUtcNow());
        foreach (var delivery in deliveries) Assert.Equal("delivered", (await _subscription.TryAsync(delivery)).State);
    }

    [Fact]
    public async Task Another_address_is_tried_at_once_and_is_not_what_the_one_before_was()
    {
        var delivery = await _subscription.AnnounceAsync();
        _partner.Status = 500;
        await _subscription.TryAsync(delivery);
        var answering = new TaskCompletionSource();
        (_partner.Status, _partner.Answering) = (410, answering.Task);
        var test = (await hub.Admin.PostAsync(_subscription.Path + "/test")).Text("id");
        var trying = _subscription.TryAsync(test);
        await _partner.ReceivedAsync(2);
        await using var other = await PartnerHost.StartAsync();
        await hub.Admin.PatchAsync(_subscription.Path, new { url = other.Url });
        answering.SetResult();
        Assert.Equal("failed", (await trying).State);

        Assert.Equal("delivered", (await _subscription.TryAsync(await _subscription.AnnounceAsync())).State);
        Assert.Single(other.Received);
    }

    [Fact]
    public async Task After_a_week_without_a_success_it_is_disabled()
    {
        var (delivery, later) = (await _subscription.AnnounceAsync(), await _subscription.AnnounceAsync());
        _partner.Status = 500;
        await _subscription.TryAsync(delivery);
        hub.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        await _subscription.TryAsync(delivery);
        Assert.True((await _subscription.ReadAsync()).GetProperty("active").GetBoolean());
        hub.Time.Advance(TimeSpan.FromHours(2));
        await _subscription.TryAsync(delivery);

        await AssertDisabledAsync("failing");
        Assert.Equal("failed subscription-disabled", await TriedAsync(later));
        Assert.Contains($"Subscription {_subscription.Id} is disabled: Failing", hub.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_is_gone_is_told_nothing_more_until_somebody_enables_it()
    {
        var delivery = await _subscription.AnnounceAsync();
        _partner.Status = 410;
        Assert.Equal("failed status-410", await TriedAsync(delivery));
        await AssertDisabledAsync("gone");
        await hub.Admin.CreateCustomerAsync();
        Assert.Equal(0, await hub.Queue.CountAsync(QueueNames.Announcements, default));
        Assert.Equal("409 subscription-disabled", await hub.Admin.OutcomeAsync(HttpMethod.Post, $"{_subscription.Path}/deliveries/{delivery}/replay"));
        Assert.Equal("409 subscription-disabled", await hub.Admin.OutcomeAsync(HttpMethod.Post, _subscription.Path + "/test"));

        _partner.Status = 204;
        await hub.Admin.PatchAsync(_subscription.Path, new { active = true });
        await _subscription.ReplayAsync(delivery);
        Assert.Equal("delivered ", await TriedAsync(delivery));
        await _subscription.AnnounceAsync();
        Assert.Equal(JsonValueKind.Null, (await _subscription.ReadAsync()).GetProperty("disabledReason").ValueKind);
    }

    [Fact]
    public async Task One_that_is_deleted_is_told_nothing_more()
    {
        var made = await SubscriptionDriver.CreateAsync(hub, _partner, "customer.created");
        var delivery = await made.AnnounceAsync();
        await hub.Admin.DeleteAsync(made.Path);
        Assert.Equal(new("failed", 0, null, "subscription-gone", null), await made.TryAsync(delivery));
        Assert.Empty(_partner.Received);
    }

    private async Task<string> TriedAsync(string delivery) => await _subscription.TryAsync(delivery) is var outcome ? $"{outcome.State} {outcome.Reason}" : "";

    private async Task AssertDisabledAsync(string reason)
    {
        var subscription = await _subscription.ReadAsync();
        Assert.Equal((false, hub.Clock.GetUtcNow(), reason), (subscription.GetProperty("active").GetBoolean(), subscription.GetProperty("disabledAt").GetDateTimeOffset(), subscription.Text("disabledReason")));
        var entry = (await hub.Admin.AllAsync("/api/history?subject=" + _subscription.Id))[0];
        Assert.Equal(("disabled", "hub"), (entry.Text("action"), entry.Text("by")));
        Assert.Contains(reason, entry.GetProperty("changes").ToString(), StringComparison.Ordinal);
    }
}
