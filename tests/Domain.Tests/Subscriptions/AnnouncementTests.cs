using Customers.Domain.Accounts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Queues;
using Customers.Domain.Subscriptions;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Subscriptions;

/// <summary>What a commit makes true is announced by that commit, or not at all.</summary>
public sealed class AnnouncementTests : IDisposable
{
    private static readonly Hold Limit = new(HoldMode.Automatic, true, "credit-limit", Start, "hub");
    private static readonly Hold Manual = new(HoldMode.Manual, true, "Quentin does not pay", Start, "key_ann");
    private readonly Hub _hub = new();

    public void Dispose() => _hub.Dispose();

    public static TheoryData<string, Hold, Hold, string> Changes => new()
    {
        { "held by the rule", Hold.None, Limit, "customer.held automatic credit-limit" },
        { "held by a person, whose words stay here", Hold.None, Manual, "customer.held manual" },
        { "held for another reason", Limit, Limit with { Reason = "past-due" }, "customer.held automatic past-due" },
        { "taken over by a person", Limit, Manual, "customer.held manual" },
        { "only its time differs", Limit, Limit with { Since = Start.AddDays(1) }, "" },
        { "released", Limit, Hold.None, "customer.released automatic" },
        { "exempt", Manual, Hold.Exempt, "customer.released exempt" },
        { "exempt, and never held", Hold.None, Hold.Exempt, "" },
        { "nothing", Limit, Limit, "" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_of_the_hold_is_a_fact(string what, Hold from, Hold to, string told)
    {
        var before = NewCustomer(_hub.Do.Ids) with { Account = new() { Currency = Eur, Hold = from } };
        var facts = Fact.Between(before, before.WithAccount(before.Account with { Hold = to }, Start.AddHours(1))).Select(fact => Announcement.Of(before.Id, fact, ["sub_1"]));
        var bodies = string.Join('\n', facts.Select(fact => fact.Body));
        Assert.True(told == Told(bodies), $"{what}: {bodies}");
        if (told.Length > 0) Assert.Contains($"\"timestamp\":\"2026-03-02T11:00:00Z\"", bodies, StringComparison.Ordinal);
        Assert.DoesNotContain("Quentin", bodies, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_subscribes_hears_of_what_was_committed_and_nobody_else()
    {
        var held = await SubscribeAsync(SubscriptionEvent.CustomerHeld, SubscriptionEvent.OrderImported);
        var all = await SubscribeAsync(Enum.GetValues<SubscriptionEvent>());
        await SubscribeAsync(disabled: true, Enum.GetValues<SubscriptionEvent>());
        await _hub.Do.ImportAsync(Store(), Version("1", 0, Guest("a@buyer.example")));
        var customer = Assert.Single(await CustomersAsync());
        await _hub.Do.Hold.HoldAsync(customer.Id, "No", _ => true, Ann, default);
        await _hub.Do.ImportAsync(Store(), Version("1", 1, Guest("a@buyer.example"), paid: 100)); // a newer version of the order

        var announced = await AnnouncedAsync();
        Assert.Equal(
            [$"CustomerCreated {all}", $"CustomerHeld {held} {all}", $"OrderImported {held} {all}"],
            announced.Select(one => $"{one.Event} {string.Join(' ', one.SubscriptionIds)}").Order(StringComparer.Ordinal));
        Assert.Equal(3, await _hub.Queue.CountAsync(QueueNames.Announcements, default));
    }

    [Fact]
    public async Task Where_nobody_subscribes_nothing_is_written()
    {
        await _hub.Do.ImportAsync(Store(), Version("1", 0, Guest("a@buyer.example")));
        await _hub.Do.Hold.HoldAsync((await CustomersAsync())[0].Id, "No", _ => true, Ann, default);
        Assert.Empty(await AnnouncedAsync());
        Assert.Equal(0, await _hub.Queue.CountAsync(QueueNames.Announcements, default));
    }

    [Fact]
    public async Task What_is_not_committed_is_not_announced_and_what_is_tried_again_once()
    {
        await SubscribeAsync(SubscriptionEvent.CustomerHeld);
        var id = (await _hub.Do.Create().RunAsync(Profile(), null, Ann, default)).Value.Id;
        var overtaken = new FaultyStore(_hub.Documents)
        {
            Before = async (number, _) =>
            {
                if (number == 1) await _hub.Do.Change.ProfileAsync(id, (profile, _) => profile with { Name = "Overtaken" }, _ => true, Ann, default);
            },
        };
        await _hub.Over(overtaken).Hold.HoldAsync(id, "No", _ => true, Ann, default);
        Assert.Equal(2, overtaken.Commits);
        Assert.Single(await AnnouncedAsync());
    }

    [Fact]
    public async Task A_subscription_made_elsewhere_is_heard_of_within_half_a_minute()
    {
        var id = (await _hub.Do.Create().RunAsync(Profile(), null, Ann, default)).Value.Id;
        await _hub.Documents.CreateAsync(Subscription.Type, Made(false, SubscriptionEvent.CustomerReleased), default);
        await _hub.Do.Hold.HoldAsync(id, "No", _ => true, Ann, default);
        _hub.Clock.Advance(TimeSpan.FromSeconds(30));
        await _hub.Do.Hold.ReleaseAsync(id, _ => true, Ann, default);
        Assert.Equal(SubscriptionEvent.CustomerReleased, Assert.Single(await AnnouncedAsync()).Event);
    }

    [Fact]
    public async Task An_announcement_becomes_one_delivery_for_each_subscription_however_often_it_is_spread()
    {
        string[] subscriptions = [await SubscribeAsync(SubscriptionEvent.CustomerCreated), await SubscribeAsync(SubscriptionEvent.CustomerCreated)];
        await _hub.Do.Create().RunAsync(Profile(), null, Ann, default);
        var announced = Assert.Single(await AnnouncedAsync());
        var message = new AnnouncementMessage(announced.CustomerId.Value, announced.Id);
        var cut = new FaultyStore(_hub.Documents) { After = (number, _) => number == 1 ? throw new StoreUnavailableException() : Task.CompletedTask };
        await Assert.ThrowsAsync<StoreUnavailableException>(() => new SpreadAnnouncement(cut, _hub.Clock).RunAsync(message, default));

        for (var time = 0; time < 2; time++) await new SpreadAnnouncement(_hub.Documents, _hub.Clock).RunAsync(message, default);

        Assert.Empty(await AnnouncedAsync());
        var deliveries = await DeliveriesAsync();
        Assert.Equal(subscriptions.Order(StringComparer.Ordinal), deliveries.Select(delivery => delivery.SubscriptionId).Order(StringComparer.Ordinal));
        Assert.All(deliveries, delivery => Assert.Equal((announced.Body, "customer.created", announced.At), (delivery.Body, delivery.Event, delivery.CreatedAt)));
        Assert.Equal(2, await _hub.Queue.CountAsync(QueueNames.Deliveries, default));
    }

    /// <summary>Type, mode and reason of a body.</summary>
    private static string Told(string body)
    {
        if (body.Length == 0) return "";
        var (root, data) = (System.Text.Json.JsonElement.Parse(body), System.Text.Json.JsonElement.Parse(body).GetProperty("data"));
        return $"{root.GetProperty("type")} {data.GetProperty("mode")} {(data.TryGetProperty("reason", out var reason) ? reason.GetString() : "")}".TrimEnd();
    }

    private static Customer NewCustomer(IIdSource ids) => new() { Id = CustomerId.New(ids), Ref = "CU1", Profile = Profile(), Account = new() { Currency = Eur }, CreatedAt = Start, UpdatedAt = Start };

    private Subscription Made(bool disabled, params SubscriptionEvent[] events) => new()
    {
        Id = _hub.Do.Ids.New(IdPrefixes.Subscription), Url = new("https://partner.example"), Events = events, SealedSecrets = "", DisabledAt = disabled ? Start : null, CreatedAt = Start, UpdatedAt = Start,
    };

    private Task<string> SubscribeAsync(params SubscriptionEvent[] events) => SubscribeAsync(disabled: false, events);

    private async Task<string> SubscribeAsync(bool disabled, params SubscriptionEvent[] events)
    {
        var made = Made(disabled, events);
        Assert.NotNull(await _hub.Documents.CreateAsync(Subscription.Type, made, default));
        _hub.Do.Subscribers.Forget();
        return made.Id;
    }

    private Task<IReadOnlyList<Announcement>> AnnouncedAsync() => InOrderOfAsync(Announcement.Type, "waitsSince");

    private Task<IReadOnlyList<Delivery>> DeliveriesAsync() => InOrderOfAsync(Delivery.Type, "waitsSince");

    private Task<IReadOnlyList<Customer>> CustomersAsync() => InOrderOfAsync(CustomerDocuments.Type, "name");

    private async Task<IReadOnlyList<T>> InOrderOfAsync<T>(DocumentType<T> type, string field) where T : class =>
        [.. (await _hub.Documents.QueryAsync(type, new Query(type, 100) { SortBy = field }, default)).Items.Select(found => found.Value)];
}
