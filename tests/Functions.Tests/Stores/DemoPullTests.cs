using System.Globalization;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Local.DemoStores;
using Customers.Functions.Local.DemoStores.Shopify;
using Customers.Functions.Local.DemoStores.WooCommerce;
using Customers.Functions.Shopify;
using Customers.Functions.Stores;
using Customers.Functions.Tests.DemoStores;
using Customers.Functions.WooCommerce;

namespace Customers.Functions.Tests.Stores;

/// <summary>Both readers against stores that behave as the real ones do, traps included.</summary>
public sealed class DemoPullTests
{
    private static readonly StoreCredentials Shopify = new() { AccessToken = DemoCredentials.ShopifyToken };
    private static readonly StoreCredentials WooCommerce = new() { ConsumerKey = DemoCredentials.ConsumerKey, ConsumerSecret = DemoCredentials.ConsumerSecret };

    [Fact]
    public async Task Every_order_of_a_Shopify_shop_is_pulled_with_its_amounts_though_it_throttles()
    {
        await using var demo = await DemoHost.Start(calm => calm with { ShopifyOrders = 400, ThrottledEvery = 7, TooManyRequestsEvery = 11, BucketPoints = 1000, RestoredPerSecond = 50 });

        var pulled = await PullAll(demo, ShopifyReader(demo), new("sto_1", new("http://localhost/demo/shopify"), Shopify), demo.Shops.Shopify.Order(0).UpdatedAt);

        Assert.Equal(
            Enumerable.Range(0, 400).Select(demo.Shops.Shopify.Order).ToDictionary(o => ShopifyIds.Order(o).ToString(CultureInfo.InvariantCulture), Amounts),
            pulled.ToDictionary(o => o.Key, o => Amounts(o.Value)));
    }

    [Fact]
    public async Task A_Shopify_order_is_the_same_from_a_webhook_as_from_a_pull()
    {
        await using var demo = await DemoHost.Start(calm => calm with { ShopifyOrders = 300 });
        var pulled = await PullAll(demo, ShopifyReader(demo), new("sto_1", new("http://localhost/demo/shopify"), Shopify), demo.Shops.Shopify.Order(0).UpdatedAt);

        foreach (var order in Enumerable.Range(0, 300).Select(demo.Shops.Shopify.Order))
        {
            var message = ShopifyWebhook.Interpret("orders/updated", ShopifyWebhooks.Of(order, "orders/updated").Body, demo.Time.GetUtcNow()).Value;
            // Refunds in another currency are not told in shop money: such an order is read instead.
            if (message is not StoreMessage.OrderChanged(var told)) continue;
            // Of tags and consents only GraphQL tells.
            var alike = pulled[told.ExternalId] is { Customer: { } buyer } known ? known with { Customer = buyer with { Tags = null, Marketing = null } } : pulled[told.ExternalId];
            Assert.Equivalent(told, alike, strict: true);
            Assert.Equal(told.ContentHash(), pulled[told.ExternalId].ContentHash());
        }
    }

    [Theory]
    [InlineData("http://localhost/demo/woocommerce")]
    [InlineData("https://shop.example.com/demo/woocommerce/")]
    public async Task Every_order_of_a_WooCommerce_shop_but_its_drafts_is_pulled_with_its_amounts(string url)
    {
        await using var demo = await DemoHost.Start(calm => calm with { WooCommerceOrders = 2500 });

        var pulled = await PullAll(demo, WooCommerceReader(demo), new("sto_2", new(url), WooCommerce), demo.Shops.WooCommerce.Order(0).UpdatedAt);

        Assert.Equal(
            Enumerable.Range(0, 2500).Select(demo.Shops.WooCommerce.Order).Where(o => o.Status() != WooCommerceStatus.CheckoutDraft)
                .ToDictionary(o => WooCommerceIds.Order(o).ToString(CultureInfo.InvariantCulture), o => Money(o.Total)),
            pulled.ToDictionary(o => o.Key, o => Money(o.Value.Totals.Total.Units)));
    }

    [Fact]
    public async Task A_WooCommerce_order_is_the_same_from_a_webhook_as_from_a_pull()
    {
        await using var demo = await DemoHost.Start();
        var pulled = await PullAll(demo, WooCommerceReader(demo), new("sto_2", new("http://localhost/demo/woocommerce"), WooCommerce), demo.Shops.WooCommerce.Order(0).UpdatedAt);

        foreach (var order in Enumerable.Range(0, demo.Shops.WooCommerce.Count).Select(demo.Shops.WooCommerce.Order).Where(o => o.Status() is not (WooCommerceStatus.CheckoutDraft or WooCommerceStatus.Trash)))
        {
            var message = WooCommerceWebhook.Interpret("order.updated", WooCommerceWebhooks.Of(order, "order.updated").Body, demo.Time.GetUtcNow()).Value;
            var told = Assert.IsType<StoreMessage.OrderChanged>(message).Order;
            Assert.Equal(told.ContentHash(), pulled[told.ExternalId].ContentHash());
        }
    }

    [Fact]
    public async Task Both_shops_tell_their_names()
    {
        await using var demo = await DemoHost.Start();
        var credentials = new StoreCredentials { ClientId = DemoCredentials.ShopifyClientId, ClientSecret = DemoCredentials.ShopifyClientSecret };

        Assert.Equal("Demo Goods", (await ShopifyReader(demo).TestAsync(new("sto_1", new("http://localhost/demo/shopify"), credentials), CancellationToken.None)).Value);
        Assert.NotEqual("localhost", (await WooCommerceReader(demo).TestAsync(new("sto_2", new("http://localhost/demo/woocommerce"), WooCommerce), CancellationToken.None)).Value);
    }

    private static ShopifyShop ShopifyReader(DemoHost demo) => new(StoreClients.Shopify(demo.Client, demo.Time), demo.Time);

    private static WooCommerceShop WooCommerceReader(DemoHost demo) => new(StoreClients.WooCommerce(demo.Client, demo.Time), demo.Time);

    private static async Task<Dictionary<string, StoreOrder>> PullAll(DemoHost demo, IShopReader reader, ShopConnection shop, DateTimeOffset since)
    {
        Dictionary<string, StoreOrder> pulled = [];
        for (PullCursor? cursor = new(since); cursor is not null;)
        {
            var reading = reader.ReadChangesAsync(shop, cursor, CancellationToken.None);
            // Only the Shopify shop makes its readers wait; a signature of the other would outlive its time while the clock runs.
            var page = (reader.Kind == StoreKind.Shopify ? await Waited(demo, reading) : await reading).Value;
            foreach (var order in page.Orders) pulled[order.ExternalId] = order.Order.Value;
            cursor = page.Next;
        }
        return pulled;
    }

    private static async Task<Outcome<OrderPage>> Waited(DemoHost demo, Task<Outcome<OrderPage>> reading)
    {
        while (!reading.IsCompleted)
        {
            demo.Time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }
        return await reading;
    }

    private static string Amounts(DemoOrder order) => string.Join(' ',
        Money(order.CancelledAt is null ? order.CurrentTotal() : 0), Money(order.NetPayment), Money(order.Refunded), Money(order.CancelledAt is null ? order.CurrentTotal() : order.Total));

    private static string Amounts(StoreOrder order) => string.Join(' ',
        Money(order.Billed.Units), Money(order.Paid.Units), Money(order.Refunded.Units), Money(order.Totals.Total.Units));

    private static string Money(decimal units) => units.ToString("0.###", CultureInfo.InvariantCulture);
}
