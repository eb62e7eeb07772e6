namespace Customers.Functions.Local.DemoStores.WooCommerce;

/// <summary>Orders and refunds share one row of numbers, as posts do.</summary>
internal static class WooCommerceIds
{
    private const int FirstOrder = 1000;
    private const int Step = 10;
    private const int FirstCustomer = 100;

    public static int Order(DemoOrder order) => FirstOrder + order.Index * Step;
    public static int Refund(DemoOrder order) => Order(order) + 1;
    public static long Line(DemoOrder order, int position) => Order(order) * 1000L + position;
    public static int Customer(DemoPerson person) => FirstCustomer + person.Number;

    public static int PersonNumber(int customerId) => customerId - FirstCustomer;

    public static bool TryIndex(int orderId, DemoShop shop, out int index)
    {
        index = (orderId - FirstOrder) / Step;
        return orderId >= FirstOrder && orderId % Step == 0 && index < shop.Count;
    }
}
