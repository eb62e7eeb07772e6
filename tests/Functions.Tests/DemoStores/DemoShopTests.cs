using System.Text.Json.Nodes;
using Customers.Functions.Local.DemoStores;
using Customers.Functions.Local.DemoStores.Shopify;
using Customers.Functions.Local.DemoStores.WooCommerce;
using Microsoft.Extensions.Time.Testing;

namespace Customers.Functions.Tests.DemoStores;

public sealed class DemoShopTests
{
    private readonly DemoShops _shops = Open(new DemoOptions());

    private static DemoShops Open(DemoOptions options) => new(options, new FakeTimeProvider(DemoHost.Opened));

    private static IEnumerable<DemoOrder> All(DemoShop shop) => Enumerable.Range(0, shop.Count).Select(shop.Order);

    [Fact]
    public void The_same_seed_makes_the_same_stores()
    {
        var again = Open(new DemoOptions());
        Assert.Equal(Bodies(_shops), Bodies(again));
        Assert.NotEqual(Bodies(_shops), Bodies(Open(new DemoOptions { Seed = 1 })));

        static List<string> Bodies(DemoShops shops) =>
            [.. All(shops.Shopify).Select(o => ShopifyWebhookJson.Of(o).ToJsonString()),
                .. All(shops.WooCommerce).Select(o => WooCommerceOrderJson.Of(o, "https://x").ToJsonString())];
    }

    [Fact]
    public void A_million_orders_cost_nothing_until_they_are_read()
    {
        var shop = Open(new DemoOptions { WooCommerceOrders = 1_000_000 }).WooCommerce;
        var last = shop.Order(999_999);
        Assert.Equal(999_999, last.Index);
        Assert.InRange(last.UpdatedAt, DemoHost.Opened.AddDays(-1), DemoHost.Opened);
        Assert.Equal(600_007, shop.FirstUpdatedFrom(shop.UpdatedAt(600_006).AddSeconds(1)));
    }

    [Fact]
    public void Update_times_never_fall_and_some_are_shared()
    {
        foreach (var shop in new[] { _shops.Shopify, _shops.WooCommerce })
        {
            var times = Enumerable.Range(0, shop.Count).Select(shop.UpdatedAt).ToList();
            Assert.Equal(times.Order(), times);
            Assert.Contains(times.GroupBy(t => t), g => g.Count() >= 50);
            Assert.All(times, t => Assert.InRange(t, DemoHost.Opened.AddDays(-121), DemoHost.Opened));
        }
    }

    [Fact]
    public void The_first_order_since_a_moment_is_found()
    {
        var shop = _shops.Shopify;
        foreach (var index in Enumerable.Range(0, shop.Count))
        {
            var found = shop.FirstUpdatedFrom(shop.UpdatedAt(index));
            Assert.True(found <= index && shop.UpdatedAt(found) == shop.UpdatedAt(index));
            Assert.True(found == 0 || shop.UpdatedAt(found - 1) < shop.UpdatedAt(index));
        }
        Assert.Equal(shop.Count, shop.FirstUpdatedFrom(DemoHost.Opened));
    }

    [Fact]
    public void Orders_are_of_every_shape()
    {
        var shopify = All(_shops.Shopify).ToList();
        var woo = All(_shops.WooCommerce).ToList();
        foreach (var orders in new[] { shopify, woo })
        {
            Assert.Contains(orders, o => o.Buyer is null);
            Assert.Contains(orders, o => o is { Buyer: not null, AccountSince: null });
            Assert.Contains(orders, o => o.Lines.Count >= 60);
            Assert.Contains(orders, o => o.Discount > 0);
            Assert.Contains(orders, o => o.Lines.Any(l => l.Product.Deleted));
            Assert.Contains(orders, o => o.Lines.Any(l => l.Product.Sku is null));
            Assert.Contains(orders, o => o.PresentmentCurrency.Code == "JPY");
            Assert.Contains(orders, o => o.PresentmentCurrency.Code == "KWD");
            Assert.Contains(orders.Where(o => o.AccountSince is not null).GroupBy(o => o.Buyer!.Number), g => g.Count() > 2);
            Assert.Contains(orders.Where(o => o.Buyer is not null).GroupBy(o => o.Buyer!.Number), g => g.Any(o => o.AccountSince is null) && g.Any(o => o.AccountSince is not null));
        }
        Assert.Contains(woo, o => o.Fee.Gross != 0);
        Assert.Contains(shopify.Select(o => o.Buyer?.Email).Intersect(woo.Select(o => o.Buyer?.Email)), email => email is not null);
        Assert.Equal(DemoStories.WooCommerce.ToHashSet(), woo.Select(o => o.Story).ToHashSet());
        Assert.All([.. shopify, .. woo], o => Assert.EndsWith("@example.com", o.Buyer?.Email ?? "none@example.com", StringComparison.Ordinal));
    }

    [Fact]
    public void Shopifys_amounts_agree_with_each_other_at_every_stage()
    {
        foreach (var order in All(_shops.Shopify).SelectMany(o => o.History()))
        {
            var paid = order.CurrentTotal() - order.Outstanding();
            Assert.Equal(order.NetPayment, paid);
            Assert.True(paid >= 0 && order.Outstanding() >= 0 && order.CurrentTotal() >= 0);
            Assert.Equal(order.Total - order.Refunded, order.CurrentTotal());
            Assert.Equal(order.CurrentSubtotal() + order.CurrentShipping(), order.CurrentTotal());
            Assert.Equal(order.CurrentTotal(), Math.Round(order.CurrentTotal(), order.Currency.Decimals));
            if (order.Story == DemoStory.PartlyPaid && order.Stage != DemoStage.Created) Assert.InRange(paid, 0.001m, order.Total - 0.001m);
        }
    }

    [Fact]
    public void WooCommerces_totals_add_up_at_every_stage()
    {
        foreach (var order in All(_shops.WooCommerce).SelectMany(o => o.History()))
        {
            var json = WooCommerceOrderJson.Of(order, "https://x");
            decimal Sum(string rows, string field) => json[rows]!.AsArray().Sum(r => Amount(r!, field));
            var rows = new[] { "line_items", "shipping_lines", "fee_lines" };
            Assert.Equal(Amount(json, "total"), rows.Sum(r => Sum(r, "total") + Sum(r, "total_tax")));
            Assert.Equal(Amount(json, "total_tax"), Sum("tax_lines", "tax_total") + Sum("tax_lines", "shipping_tax_total"));
            Assert.Equal(Amount(json, "discount_total"), Sum("line_items", "subtotal") - Sum("line_items", "total"));
            var refunded = -Sum("refunds", "total");
            Assert.True(refunded >= 0 && refunded <= Amount(json, "total"));
            Assert.True(refunded == 0 || json["date_paid_gmt"] is not null);
            if (order.Currency.Code == "JPY") Assert.EndsWith(".00", json["total"]!.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_orders_stages_have_rising_update_times()
    {
        foreach (var history in All(_shops.Shopify).Concat(All(_shops.WooCommerce)).Select(o => o.History().ToList()))
        {
            Assert.True(history.Zip(history.Skip(1)).All(pair => pair.First.UpdatedAt < pair.Second.UpdatedAt));
            Assert.Equal((0m, null), (history[0].Received, history[0].CancelledAt));
            Assert.Empty(history[0].Refunds);
        }
    }

    private static decimal Amount(JsonNode node, string field) =>
        decimal.Parse(node[field]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
}
