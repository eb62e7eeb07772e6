using System.Text.Json.Nodes;
using Customers.Domain.Stores;
using Customers.Functions.Local.DemoStores;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Front;

/// <summary>What stores really do, where it is not what one would think.</summary>
public sealed class StoreTrapTests(HubHost hub) : IClassFixture<HubHost>
{
    /// <summary>It is not settled that Shopify keeps the id of a delivery that it repeats.</summary>
    [Theory]
    [InlineData(StoreKind.Shopify)]
    [InlineData(StoreKind.WooCommerce)]
    public async Task A_delivery_that_comes_again_under_another_id_is_known(StoreKind kind)
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, kind, $"renamed-{kind}");
        await store.SendAsync(store.In("first", store.Told(Order(store))), store.In("second", store.Told(Order(store))));
        await store.DrainedAsync();
        Assert.Single(await store.EventsAsync("done"));
    }

    /// <summary>WooCommerce gives deliveries of one second one id, Shopify those of one deed of the merchant one event id.</summary>
    [Theory]
    [InlineData(StoreKind.Shopify)]
    [InlineData(StoreKind.WooCommerce)]
    public async Task Deliveries_that_share_an_id_are_all_taken(StoreKind kind)
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, kind, $"one-id-{kind}");
        var (first, second) = (Order(store), Order(store) with { Id = 2, Total = 5 });
        await store.SendAsync(new[] { store.Told(first, "created"), store.Told(first.Paid()), store.Told(second, "created"), store.Told(second.Paid()) }.Select(webhook => Shared(store.In("same", webhook))));
        await store.DrainedAsync();
        Assert.Equal(4, (await store.EventsAsync("done")).Count);
        Assert.Equal(["100.00", "5.00"], (await store.OrdersAsync()).OrderBy(order => order.GetProperty("source").Text("externalId")).Select(order => order.Text("paid")));
    }

    [Fact]
    public async Task Two_versions_of_one_second_are_both_kept()
    {
        await using var shops = await ShopsHost.StartAsync(hub.Clock);
        shops.OddAnswer = (200, """{"data":{"order":null}}""");
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "one-second", shops.Odd);
        await store.SendAsync(store.Told(Order(store)), store.Told(Order(store) with { Total = 101 }));
        await store.DrainedAsync();
        Assert.Equal(2, (await hub.Admin.AllAsync(store.Path + "/events")).Count);
    }

    /// <summary>In WooCommerce any write to an order makes it newer, in Shopify also what nobody sees.</summary>
    [Theory]
    [InlineData(StoreKind.Shopify)]
    [InlineData(StoreKind.WooCommerce)]
    public async Task A_newer_version_without_a_change_posts_nothing(StoreKind kind)
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, kind, $"untouched-{kind}");
        var paid = Order(store).Paid();
        await store.SendAsync(store.Told(paid));
        await store.DrainedAsync();
        var before = await PostingsAsync(store);
        await store.SendAsync(store.Told(paid.Later), store.Told(paid.Later.Later));
        await store.DrainedAsync();
        Assert.Equal(2, before.Count);
        Assert.Equal(before, await PostingsAsync(store));
    }

    [Fact]
    public async Task What_the_buyer_saw_in_another_currency_is_not_what_is_posted()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "presentment");
        var order = Order(store).ToShopify().With("presentment_currency", "JPY").With("total_price_set", Money()).With("current_total_price_set", Money());
        await store.SendAsync(store.Signed("orders/updated", order.ToBytes()));
        await store.DrainedAsync();
        Assert.Equal((100, 100, 0), await store.AccountAsync());
        Assert.Equal("EUR", Assert.Single(await store.OrdersAsync()).Text("currency"));

        static JsonObject Money() => new()
        {
            ["shop_money"] = new JsonObject { ["amount"] = "100.00", ["currency_code"] = "EUR" }, ["presentment_money"] = new JsonObject { ["amount"] = "16250", ["currency_code"] = "JPY" },
        };
    }

    [Fact]
    public async Task An_order_of_a_deleted_product_under_a_number_of_a_plugin_is_taken()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.WooCommerce, "deleted-product");
        var order = Order(store).ToWooCommerce().With("number", "R-2026/17");
        foreach (var line in order["line_items"]!.AsArray()) (line!["product_id"], line["sku"], line["parent_name"]) = (0, null, null);
        await store.SendAsync(store.Signed("order.updated", order.ToBytes()));
        await store.DrainedAsync();
        var source = Assert.Single(await store.OrdersAsync()).GetProperty("source");
        Assert.Equal(("1", "R-2026/17"), (source.Text("externalId"), source.Text("externalNumber")));
    }

    /// <summary>At the end of daylight saving the shop's own time comes twice; the other one does not.</summary>
    [Fact]
    public async Task The_hour_that_comes_twice_does_not_turn_versions_round()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.WooCommerce, "twice-two");
        var before = Order(store) with { UpdatedAt = new(2026, 10, 25, 0, 50, 0, TimeSpan.Zero) };
        var after = before.Paid() with { UpdatedAt = new(2026, 10, 25, 1, 10, 0, TimeSpan.Zero) };
        await store.SendAsync(Local(after, "2026-10-25T02:10:00"), Local(before, "2026-10-25T02:50:00"));
        await store.DrainedAsync();
        Assert.Equal((0, 100, 100), await store.AccountAsync());

        DemoWebhook Local(ToldOrder order, string time) => store.Signed("order.updated", order.ToWooCommerce().With("date_modified", time).ToBytes());
    }

    private static ToldOrder Order(StoreDriver store) => new() { Id = 1, Email = $"buyer@{store.Tag}.example".ToLowerInvariant(), BuyerId = 6 };
    private static DemoWebhook Shared(DemoWebhook webhook) => webhook with { Headers = new Dictionary<string, string>(webhook.Headers) { ["X-Shopify-Event-Id"] = "same" } };

    private async Task<List<string>> PostingsAsync(StoreDriver store) =>
        [.. (await hub.Admin.AllAsync($"/api/customers/{Assert.Single(await store.CustomersAsync()).Text("id")}/transactions?view=all")).Select(posting => posting.ToString())];
}
