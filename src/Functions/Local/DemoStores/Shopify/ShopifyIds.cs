using System.Globalization;

namespace Customers.Functions.Local.DemoStores.Shopify;

/// <summary>Shopify's numbers: long, and beyond what a 32-bit integer holds.</summary>
internal static class ShopifyIds
{
    private const long FirstOrder = 6_100_000_000_000;
    private const long FirstCustomer = 7_200_000_000_000;

    public static long Order(DemoOrder order) => FirstOrder + order.Index;
    public static long Customer(DemoPerson person) => FirstCustomer + person.Number;
    public static long Address(DemoPerson person) => 8_300_000_000_000 + person.Number;
    public static long Line(DemoOrder order, DemoLine line) => 9_000_000_000_000 + order.Index * 1000L + line.Position;
    public static long Refund(DemoOrder order) => 900_000_000_000 + order.Index;
    public static long Transaction(DemoOrder order, bool isRefund) => 4_000_000_000_000 + order.Index * 2L + (isRefund ? 1 : 0);
    public static long Product(DemoProduct product) => 5_000_000_000_000 + product.Id;

    public static string Gid(string type, long id) => string.Create(CultureInfo.InvariantCulture, $"gid://shopify/{type}/{id}");

    /// <summary>The order's index, or null when the text is no id of an order.</summary>
    public static long? OrderIndex(string? gid) => Number(gid, "Order") - FirstOrder;

    public static long? PersonNumber(string? gid) => Number(gid, "Customer") - FirstCustomer;

    public static long? HookNumber(string? gid) => Number(gid, "WebhookSubscription");

    public static string OrderNumber(DemoOrder order) => (1001 + order.Index).ToString(CultureInfo.InvariantCulture);

    private static long? Number(string? gid, string type) =>
        gid?.Split('/') is ["gid:", "", "shopify", var found, var number] && found == type
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
