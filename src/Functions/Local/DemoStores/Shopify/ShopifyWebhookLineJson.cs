using System.Text.Json.Nodes;

namespace Customers.Functions.Local.DemoStores.Shopify;

/// <summary>Lines, shipping and refunds inside webhooks.</summary>
internal static class ShopifyWebhookLineJson
{
    public static JsonObject Item(DemoOrder order, DemoLine line) => new()
    {
        ["id"] = ShopifyIds.Line(order, line),
        ["admin_graphql_api_id"] = ShopifyIds.Gid("LineItem", ShopifyIds.Line(order, line)),
        ["current_quantity"] = order.Keeps(line) ? line.Quantity : 0,
        ["quantity"] = line.Quantity,
        ["name"] = line.Product.Title,
        ["title"] = line.Product.Title,
        ["sku"] = line.Product.Sku,
        ["product_exists"] = !line.Product.Deleted,
        ["product_id"] = line.Product.Deleted ? null : ShopifyIds.Product(line.Product),
        ["variant_id"] = null,
        ["variant_title"] = null,
        ["vendor"] = "Demo Goods",
        ["gift_card"] = false,
        ["taxable"] = line.Full.Rate > 0,
        ["price"] = Text(order, line.UnitPrice),
        ["price_set"] = ShopifyWebhookJson.Set(order, line.UnitPrice),
        ["total_discount"] = Text(order, 0),
        ["total_discount_set"] = ShopifyWebhookJson.Set(order, 0),
        ["discount_allocations"] = line.Discount == 0 ? [] : new JsonArray(new JsonObject
        {
            ["amount"] = Text(order, line.Discount),
            ["amount_set"] = ShopifyWebhookJson.Set(order, line.Discount),
            ["discount_application_index"] = 0,
        }),
        ["tax_lines"] = TaxLines(order, line.Charged),
    };

    public static JsonArray Shipping(DemoOrder order) => order.Shipping.Gross == 0 ? [] : [new JsonObject
    {
        ["id"] = ShopifyIds.Order(order) + 500_000_000_000,
        ["title"] = "DHL Paket",
        ["code"] = null,
        ["price"] = Text(order, order.Shipping.Gross),
        ["price_set"] = ShopifyWebhookJson.Set(order, order.Shipping.Gross),
        ["discounted_price"] = Text(order, order.Shipping.Gross),
        ["tax_lines"] = TaxLines(order, order.Shipping),
    }];

    public static JsonObject Refund(DemoOrder order, DemoRefund refund) => new()
    {
        ["id"] = ShopifyIds.Refund(order),
        ["admin_graphql_api_id"] = ShopifyIds.Gid("Refund", ShopifyIds.Refund(order)),
        ["order_id"] = ShopifyIds.Order(order),
        ["created_at"] = ShopifyWebhookJson.Time(refund.At),
        ["processed_at"] = ShopifyWebhookJson.Time(refund.At),
        ["note"] = "Beschädigt",
        ["restock"] = false,
        ["order_adjustments"] = new JsonArray(),
        ["refund_line_items"] = new JsonArray([.. refund.Lines.Select(l => Returned(order, l))]),
        ["transactions"] = new JsonArray(new JsonObject
        {
            ["id"] = ShopifyIds.Transaction(order, isRefund: true),
            ["order_id"] = ShopifyIds.Order(order),
            ["parent_id"] = ShopifyIds.Transaction(order, isRefund: false),
            ["kind"] = "refund",
            ["status"] = "success",
            ["gateway"] = "bogus",
            ["amount"] = Text(order, refund.Amount),
            ["currency"] = order.Currency.Code,
            ["created_at"] = ShopifyWebhookJson.Time(refund.At),
            ["processed_at"] = ShopifyWebhookJson.Time(refund.At),
        }),
    };

    private static JsonObject Returned(DemoOrder order, DemoLine line) => new()
    {
        ["id"] = ShopifyIds.Line(order, line) + 1_000_000_000_000,
        ["line_item_id"] = ShopifyIds.Line(order, line),
        ["quantity"] = line.Quantity,
        ["restock_type"] = "no_restock",
        // Numbers here, texts everywhere else.
        ["subtotal"] = line.Charged.Gross,
        ["total_tax"] = line.Charged.Tax,
        ["subtotal_set"] = ShopifyWebhookJson.Set(order, line.Charged.Gross),
        ["total_tax_set"] = ShopifyWebhookJson.Set(order, line.Charged.Tax),
    };

    private static JsonArray TaxLines(DemoOrder order, Taxed amount) => amount.Rate == 0 ? [] : [new JsonObject
    {
        ["title"] = "MwSt",
        ["rate"] = amount.Rate,
        ["price"] = Text(order, amount.Tax),
        ["price_set"] = ShopifyWebhookJson.Set(order, amount.Tax),
    }];

    private static string Text(DemoOrder order, decimal amount) => ShopifyAmounts.WebhookText(amount, order.Currency);
}
