using System.Text.Json.Nodes;

namespace Customers.Functions.Local.DemoStores.WooCommerce;

/// <summary>A refund: negative within its order, positive as a resource of its own.</summary>
internal static class WooCommerceRefundJson
{
    private const string Reason = "Artikel beschädigt";

    public static JsonObject Short(DemoOrder order, DemoRefund refund) => new()
    {
        ["id"] = WooCommerceIds.Refund(order),
        ["reason"] = refund.Lines.Count > 0 ? Reason : "",
        ["total"] = WooCommerceOrderJson.Money(-refund.Amount),
        ["total_tax"] = refund.Lines.Count > 0 ? WooCommerceOrderJson.Money(-refund.Tax) : "0.00",
    };

    public static JsonObject Resource(DemoOrder order, DemoRefund refund) => new()
    {
        ["id"] = WooCommerceIds.Refund(order),
        ["date_created"] = WooCommerceTime.Local(refund.At),
        ["date_created_gmt"] = WooCommerceTime.Gmt(refund.At),
        ["amount"] = WooCommerceOrderJson.Money(refund.Amount),
        ["reason"] = refund.Lines.Count > 0 ? Reason : "",
        ["refunded_by"] = 1,
        ["refunded_payment"] = false,
        ["meta_data"] = new JsonArray(),
        ["line_items"] = WooCommerceOrderJson.Array(refund.Lines.Select(l => Returned(order, l))),
        ["shipping_lines"] = new JsonArray(),
        ["tax_lines"] = new JsonArray(),
        ["fee_lines"] = new JsonArray(),
    };

    private static JsonObject Returned(DemoOrder order, DemoLine line)
    {
        var item = WooCommerceLineJson.Item(order, line);
        item["quantity"] = -line.Quantity;
        foreach (var total in new[] { "subtotal", "total" })
        {
            item[total] = WooCommerceOrderJson.Money(-line.Charged.Net);
            item[total + "_tax"] = WooCommerceOrderJson.Money(-line.Charged.Tax);
        }
        return item;
    }
}
