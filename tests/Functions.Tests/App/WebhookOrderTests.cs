using Customers.Domain.Stores;
using Customers.Functions.Local.DemoStores;

namespace Customers.Functions.Tests.App;

/// <summary>One order in the store is one order here, however its webhooks arrive.</summary>
public sealed class WebhookOrderTests(HubHost hub) : IClassFixture<HubHost>
{
    public static TheoryData<StoreKind> Kinds => [StoreKind.Shopify, StoreKind.WooCommerce];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_life_told_in_any_order_ends_the_same(StoreKind kind)
    {
        var inOrder = await PictureAsync(kind, "in-order", life => life);
        Assert.Contains("cancelled", inOrder, StringComparison.Ordinal);
        Assert.Equal(inOrder, await PictureAsync(kind, "reversed", life => life.Reverse()));
        for (var seed = 0; seed < 8; seed++)
            Assert.Equal(inOrder, await PictureAsync(kind, $"shuffled-{seed}", life => Shuffled([.. life, .. life], seed)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Lives_told_all_at_once_end_the_same(StoreKind kind)
    {
        var inOrder = await PictureAsync(kind, "one-by-one", life => life, orders: 5);
        var store = await StoreDriver.RegisterAsync(hub.Admin, kind, $"at-once-{kind}");
        await store.SendTogetherAsync(Shuffled([.. Deliveries(store, 5), .. Deliveries(store, 5)], seed: 1));
        await store.DrainedAsync();
        Assert.Equal(inOrder, await PictureOf(store));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Each_state_shows_what_is_billed_and_paid(StoreKind kind)
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, kind, $"states-{kind}");
        foreach (var state in Order(store).Life)
        {
            await store.SendAsync(store.Told(state));
            await store.DrainedAsync();
            Assert.Equal((state.Billed - state.NetPaid, state.Billed, state.NetPaid), await store.AccountAsync());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task One_version_under_several_topics_changes_nothing_more(StoreKind kind)
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, kind, $"topics-{kind}");
        var paid = Order(store).Paid();
        string[] topics = kind == StoreKind.Shopify ? ["created", "updated", "paid"] : ["created", "updated"];
        await store.SendTogetherAsync([.. topics.Select(topic => store.Told(paid, topic))]);
        await store.DrainedAsync();
        Assert.Single(await store.OrdersAsync());
        Assert.Equal((0, 100, 100), await store.AccountAsync());
        Assert.Empty(await store.EventsAsync("parked"));
        Assert.Equal(topics.Length, (await store.EventsAsync("done")).Count);
    }

    [Fact]
    public async Task A_deleted_order_owes_nothing_and_a_newer_version_revives_it_in_any_order()
    {
        await foreach (var store in Arrivals(StoreKind.Shopify, "revived", Told))
            Assert.Equal((100, 100, 0), await store.AccountAsync());
        await foreach (var store in Arrivals(StoreKind.Shopify, "gone", store => Told(store).Take(2)))
        {
            Assert.Equal((0, 0, 0), await store.AccountAsync());
            Assert.Equal("cancelled", (await store.OrdersAsync()).Single().GetProperty("status").GetString());
        }

        static IEnumerable<DemoWebhook> Told(StoreDriver store) =>
            [store.Told(Order(store), "created"), store.Deleted(Order(store), Order(store).UpdatedAt.AddMinutes(2)), store.Told(Order(store).Later.Later.Later)];
    }

    [Fact]
    public async Task An_order_from_the_trash_of_WooCommerce_counts_again()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.WooCommerce, "trash");
        var paid = Order(store).Paid();
        await store.SendAsync(store.Told(paid), store.Deleted(paid, default));
        await store.DrainedAsync();
        Assert.Equal((0, 0, 0), await store.AccountAsync());
        await store.SendAsync(store.Told(paid.Later, "restored"));
        await store.DrainedAsync();
        Assert.Equal((0, 100, 100), await store.AccountAsync());
    }

    /// <summary>The body of a deletion has only the id: what comes twice differs in its delivery alone.</summary>
    [Fact]
    public async Task An_order_that_goes_into_the_trash_twice_stays_there()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.WooCommerce, "trash-twice");
        var paid = Order(store).Paid();
        foreach (var webhook in new[] { store.Told(paid), store.In("1", store.Deleted(paid, default)), store.Told(paid.Later, "restored"), store.In("2", store.Deleted(paid, default)) })
        {
            await store.SendAsync(webhook);
            await store.DrainedAsync();
        }

        Assert.Equal((0, 0, 0), await store.AccountAsync());
    }

    [Fact]
    public async Task Of_two_deletions_the_later_counts_though_it_came_first()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "deleted-twice");
        var order = Order(store);
        foreach (var webhook in new[] { store.Told(order), store.In("1", store.Deleted(order, order.UpdatedAt.AddMinutes(9))), store.In("2", store.Deleted(order, order.UpdatedAt.AddMinutes(3))), store.Told(order.Later.Later.Later.Later) })
        {
            await store.SendAsync(webhook);
            await store.DrainedAsync();
        }

        Assert.Equal((0, 0, 0), await store.AccountAsync());
    }

    /// <summary>That header is not signed.</summary>
    [Fact]
    public async Task A_deletion_from_the_far_future_does_not_keep_an_order_deleted_for_ever()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "future");
        var order = Order(store);
        await store.SendAsync(store.Told(order), store.Deleted(order, RunningClock.Start.AddYears(5)));
        await store.DrainedAsync();
        Assert.Equal((0, 0, 0), await store.AccountAsync());
        await store.SendAsync(store.Told(order with { UpdatedAt = hub.Clock.GetUtcNow().AddHours(1) }));
        await store.DrainedAsync();
        Assert.Equal((100, 100, 0), await store.AccountAsync());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_guest_who_registers_stays_one_customer(StoreKind kind)
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, kind, $"guest-{kind}");
        var guest = Order(store) with { BuyerId = null };
        var registered = guest with { Id = 778, BuyerId = 5 };
        await store.SendTogetherAsync([store.Told(guest), store.Told(registered), store.Told(guest.Later with { BuyerId = 5 })]);
        await store.DrainedAsync();
        Assert.Equal((200, 200, 0), await store.AccountAsync());
        Assert.Equal(2, (await store.OrdersAsync()).Count);
    }

    /// <summary>Of a buyer whom only this store knows.</summary>
    private static ToldOrder Order(StoreDriver store) => new() { Id = 777, Email = $"buyer@{store.Tag}.example", BuyerId = 4 };

    /// <summary>One store for each order of arrival, drained.</summary>
    private async IAsyncEnumerable<StoreDriver> Arrivals(StoreKind kind, string name, Func<StoreDriver, IEnumerable<DemoWebhook>> told)
    {
        for (var seed = 0; seed < 6; seed++)
        {
            var store = await StoreDriver.RegisterAsync(hub.Admin, kind, $"{name}-{seed}");
            foreach (var webhook in Shuffled([.. told(store)], seed))
            {
                await store.SendAsync(webhook);
                await store.DrainedAsync();
            }

            yield return store;
        }
    }

    private async Task<string> PictureAsync(StoreKind kind, string name, Func<IEnumerable<DemoWebhook>, IEnumerable<DemoWebhook>> arrange, int orders = 1)
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, kind, $"{name}-{kind}");
        await store.SendAsync(arrange(Deliveries(store, orders)));
        await store.DrainedAsync();
        return await PictureOf(store);
    }

    private static async Task<string> PictureOf(StoreDriver store)
    {
        Assert.Empty(await store.EventsAsync("parked"));
        return await store.PictureAsync();
    }

    /// <summary>Each order of a buyer of its own.</summary>
    private static IEnumerable<DemoWebhook> Deliveries(StoreDriver store, int orders) =>
        Enumerable.Range(0, orders).SelectMany(n => (Order(store) with { Id = 100 + n, Email = $"{n}@{store.Tag}.example", BuyerId = 10 + n, Total = 100 + n }).Life)
            .Select((state, i) => store.Told(state, i % 4 == 0 ? "created" : "updated"));

    private static DemoWebhook[] Shuffled(DemoWebhook[] deliveries, int seed)
    {
        new Random(seed).Shuffle(deliveries);
        return deliveries;
    }
}
