using System.Text;
using System.Text.Json.Nodes;
using Customers.Domain.Stores;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Front;

/// <summary>Signed bodies that nobody should send: answered 200, and then parked, ignored or taken, but never half.</summary>
public sealed class OddWebhookTests(HubHost hub) : IClassFixture<HubHost>
{
    private const string TotalOf = "total", Taken = "done";

    private static readonly Dictionary<string, (Func<StoreKind, ToldOrder, byte[]> Body, string End)> Bodies = new(StringComparer.Ordinal)
    {
        ["truncated"] = ((kind, order) => Json(kind, order).ToBytes()[..^20], "unreadable-content"),
        ["text"] = ((_, _) => "hello"u8.ToArray(), "unreadable-content"),
        ["not UTF-8"] = ((kind, order) => Encoding.Latin1.GetBytes(Json(kind, order).ToJsonString().Replace("EUR", "\u00e9\u00ff", StringComparison.Ordinal)), "unreadable-content"),
        ["empty"] = ((_, _) => [], "unreadable-content"),
        ["null"] = ((_, _) => "null"u8.ToArray(), "unreadable-content"),
        ["a list"] = ((_, _) => "[1]"u8.ToArray(), "unreadable-content"),
        ["nothing in it"] = ((_, _) => "{}"u8.ToArray(), "unusable-order"),
        ["depth 200"] = ((_, _) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200)), "unreadable-content"),
        ["no email"] = ((kind, order) => Json(kind, order with { Email = "" }).ToBytes(), Taken),
        ["nobody"] = ((kind, order) => Json(kind, order with { Email = "", BuyerId = null }).With("customer", null).With("billing", null).ToBytes(), Taken),
        ["negative"] = ((kind, order) => Json(kind, order with { Total = -5 }).ToBytes(), "unusable-order"),
        ["too precise"] = ((kind, order) => Json(kind, order).With(Total(kind), "10.001").ToBytes(), "unusable-order"),
        ["too large a sum"] = ((kind, order) => Json(kind, order).With(Total(kind), "1e27").ToBytes(), "unusable-order"),
        ["money is a word"] = ((kind, order) => Json(kind, order).With(Total(kind), "ten").ToBytes(), "unreadable-content"),
        ["unknown currency"] = ((kind, order) => Json(kind, order).With("currency", "XXQ").ToBytes(), "unusable-order"),
        ["changed in 1800"] = ((kind, order) => Json(kind, order with { UpdatedAt = new(1800, 1, 1, 0, 0, 0, TimeSpan.Zero) }).ToBytes(), "unusable-order"),
        ["changed in 9999"] = ((kind, order) => Json(kind, order with { UpdatedAt = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero) }).ToBytes(), "unusable-order"),
        ["changed some day"] = ((kind, order) => Json(kind, order).With(kind == StoreKind.Shopify ? "updated_at" : "date_modified_gmt", "some day").ToBytes(), "unreadable-content"),
        ["300 KB"] = ((kind, order) => Json(kind, order).With(kind == StoreKind.Shopify ? "note" : "customer_note", new string('n', 300_000)).ToBytes(), Taken),
        ["3,000 lines"] = ((kind, order) => Json(kind, order).With("line_items", Lines(3_000)).ToBytes(), Taken),
        ["10,001 lines"] = ((kind, order) => Json(kind, order).With("line_items", Lines(10_001)).ToBytes(), "too-many-lines"),
    };

    public static TheoryData<StoreKind, string> Cases
    {
        get
        {
            var cases = new TheoryData<StoreKind, string>();
            foreach (var kind in Enum.GetValues<StoreKind>())
                foreach (var name in Bodies.Keys) cases.Add(kind, name);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task It_ends_with_a_reason_or_is_taken_whole(StoreKind kind, string name)
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, kind, $"{name}-{kind}".Replace(' ', '-').Replace(',', '-'));
        var (make, end) = Bodies[name];
        await store.SendAsync(store.Signed(kind == StoreKind.Shopify ? "orders/updated" : "order.updated", make(kind, Order(store))));
        var status = await store.DrainedAsync();
        var expected = end == Taken ? 1 : 0;
        Assert.Equal(expected, (await store.OrdersAsync()).Count);
        Assert.Equal(expected, (await store.CustomersAsync()).Count);
        if (end == Taken) Assert.Single(await store.EventsAsync("done"));
        else Assert.StartsWith(end + ": ", Assert.Single(await store.EventsAsync("parked")).Text("reason"), StringComparison.Ordinal);
        Assert.Equal(0, status.GetProperty("lagSeconds").GetInt32());
    }

    [Theory]
    [InlineData(StoreKind.Shopify, "orders/unheard_of")]
    [InlineData(StoreKind.WooCommerce, "coupon.created")]
    [InlineData(StoreKind.WooCommerce, "")]
    public async Task An_unknown_topic_is_ignored_and_told(StoreKind kind, string topic)
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, kind, $"topic-{kind}{topic.Length}");
        await store.SendAsync(store.Signed(topic, "{\"id\":1}"u8.ToArray()));
        await store.DrainedAsync();
        Assert.StartsWith("unknown-topic: ", Assert.Single(await store.EventsAsync("ignored")).Text("reason"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_10_MiB_is_refused()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "huge");
        using var answer = await store.TrySendAsync(store.Signed("orders/updated", new byte[10 * 1024 * 1024 + 1]));
        Assert.Equal("payload-too-large", await answer.ProblemAsync());
        Assert.Equal(0, (await store.DrainedAsync()).GetProperty("events").GetProperty("parked").GetInt32());
    }

    [Fact]
    public async Task What_is_parked_can_be_replayed_alone_and_all_together()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "replays");
        foreach (var body in new[] { "{}", "[]", "1" }) await store.SendAsync(store.Signed("orders/updated", Encoding.UTF8.GetBytes(body)));
        await store.DrainedAsync();
        var parked = await store.EventsAsync("parked");
        Assert.Equal(3, parked.Count);
        Assert.Equal("waiting", (await hub.Admin.PostAsync($"{store.Path}/events/{parked[0].Text("id")}/replay")).Text("state"));
        await store.DrainedAsync();
        Assert.Equal(3, (await hub.Admin.PostAsync(store.Path + "/events/replay")).GetProperty("replayed").GetInt32());
        await store.DrainedAsync();
        Assert.Equal(3, (await store.EventsAsync("parked")).Count);
        Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Post, store.Path + "/events/evt_none/replay"));
    }

    private static ToldOrder Order(StoreDriver store) => new() { Id = 5, Email = $"buyer@{store.Tag}.example", BuyerId = 6 };

    private static JsonObject Json(StoreKind kind, ToldOrder order) => kind == StoreKind.Shopify ? order.ToShopify() : order.ToWooCommerce();

    private static string Total(StoreKind kind) => kind == StoreKind.Shopify ? "current_total_price" : TotalOf;

    private static JsonArray Lines(int count) => [.. Enumerable.Range(0, count).Select(i => new JsonObject { ["id"] = i + 1, ["name"] = "L", ["quantity"] = 1, ["price"] = 0, ["subtotal"] = "0.00" })];
}
