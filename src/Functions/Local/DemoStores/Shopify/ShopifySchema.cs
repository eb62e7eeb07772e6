namespace Customers.Functions.Local.DemoStores.Shopify;

/// <summary>The root fields that the demo store answers.</summary>
internal static class ShopifySchema
{
    public const string Domain = "demo-goods.myshopify.com";

    private static readonly GraphType<DemoShop> Shop = new("Shop")
    {
        { "id", _ => ShopifyIds.Gid("Shop", 1) },
        { "name", _ => "Demo Goods" },
        { "email", _ => "owner@example.com" },
        { "currencyCode", _ => "EUR" },
        { "ianaTimezone", _ => "Europe/Berlin" },
        { "myshopifyDomain", _ => Domain },
    };

    public static IGraphNode Root(DemoShops shops) => new GraphType<DemoShop>("QueryRoot")
    {
        { "shop", s => Shop.Of(s) },
        { "orders", Orders },
        { "ordersCount", (shop, field) => Count.Of(CountOf(shop, field)) },
        { "order", Order },
        { "customers", Customers },
        { "customer", Customer },
        { "webhookSubscriptions", (_, field) => ShopifyHookType.Page(shops.ShopifyHooks, field) },
    }.Of(shops.Shopify);

    public static IGraphNode Mutations(DemoHooks hooks) => new GraphType<DemoHooks>("Mutation")
    {
        { "webhookSubscriptionCreate", ShopifyHookType.Create },
        { "webhookSubscriptionUpdate", ShopifyHookType.Update },
    }.Of(hooks);

    // The order of indexes is the order of update times; the demo store keeps no other, whatever the sort key.
    private static IGraphNode Orders(DemoShop shop, GraphField field)
    {
        if (field.Text("sortKey") is not (null or "UPDATED_AT" or "PROCESSED_AT" or "CREATED_AT" or "ID"))
            throw new GraphRefusal($"The demo store does not sort orders by {field.Text("sortKey")}");
        var terms = SearchTerms.Read(field.Text("query"));
        return GraphPage.Of(
            "Order", field, shop.FirstUpdatedFrom(terms.From), shop.FirstUpdatedFrom(terms.Until), i => ShopifyOrderType.Order.Of(shop.Order(i)));
    }

    private static readonly GraphType<int> Count = new("Count") { { "count", count => count }, { "precision", _ => "EXACT" } };

    private static int CountOf(DemoShop shop, GraphField field)
    {
        var terms = SearchTerms.Read(field.Text("query"));
        return Math.Max(0, shop.FirstUpdatedFrom(terms.Until) - shop.FirstUpdatedFrom(terms.From));
    }

    private static IGraphNode? Order(DemoShop shop, GraphField field) =>
        ShopifyIds.OrderIndex(field.Text("id")) is { } index and >= 0 && index < shop.Count
            ? ShopifyOrderType.Order.Of(shop.Order((int)index))
            : null;

    private static IGraphNode Customers(DemoShop shop, GraphField field)
    {
        var terms = SearchTerms.Read(field.Text("query"));
        return GraphPage.Of(
            "Customer", field, shop.FirstPerson, shop.FirstPerson + shop.Population, n => Account(shop, n),
            n => !DemoPerson.AlwaysGuest(n) && terms.Include(shop.RegisteredAt(n)));
    }

    private static IGraphNode? Customer(DemoShop shop, GraphField field) =>
        ShopifyIds.PersonNumber(field.Text("id")) is { } number && number >= shop.FirstPerson && number < shop.FirstPerson + shop.Population
        && !DemoPerson.AlwaysGuest((int)number)
            ? Account(shop, (int)number)
            : null;

    private static IGraphNode Account(DemoShop shop, int number) => Buyer.Of((shop, number));

    /// <summary>What an order tells of its customer, and with it the way back to all orders.</summary>
    private static readonly GraphType<(DemoShop Shop, int Number)> Buyer = ShopifyCustomerType.Customer.Within<(DemoShop Shop, int Number)>(
        buyer => (buyer.Shop.Person(buyer.Number), buyer.Shop.RegisteredAt(buyer.Number)),
        ("orders", (buyer, field) => OrdersOf(field, [.. buyer.Shop.OrdersOf(buyer.Number)])));

    private static IGraphNode OrdersOf(GraphField field, IReadOnlyList<DemoOrder> orders) =>
        GraphPage.Of("Order", field, 0, orders.Count, i => ShopifyOrderType.Order.Of(orders[i]));
}
