using System.Globalization;
using System.Text.Json.Nodes;

namespace Customers.Functions.Local.DemoStores.Shopify;

/// <summary>An order as Shopify's REST resource, which webhooks carry.</summary>
internal static class ShopifyWebhookJson
{
    public static JsonObject Of(DemoOrder order)
    {
        var json = Head(order);
        State(json, order);
        Amount(json, order, "total_price", order.Total);
        Amount(json, order, "subtotal_price", order.Subtotal());
        Amount(json, order, "total_tax", order.TotalTax);
        Amount(json, order, "total_discounts", order.Discount);
        Amount(json, order, "total_line_items_price", order.Lines.Sum(l => l.Full.Gross));
        Amount(json, order, "current_total_price", order.CurrentTotal());
        Amount(json, order, "current_subtotal_price", order.CurrentSubtotal());
        Amount(json, order, "current_total_tax", order.CurrentTax());
        Amount(json, order, "current_total_discounts", order.CurrentDiscount());
        json["current_shipping_price_set"] = Set(order, order.CurrentShipping());
        json["total_shipping_price_set"] = Set(order, order.Shipping.Gross);
        json["total_outstanding"] = ShopifyAmounts.WebhookText(order.Outstanding(), order.Currency);
        json["customer"] = order is { AccountSince: { } since, Buyer: { } buyer } ? ShopifyWebhookPersonJson.Customer(buyer, since) : null;
        json["billing_address"] = ShopifyWebhookPersonJson.Address(order.Buyer);
        json["shipping_address"] = order.Index % 8 == 6 ? null : ShopifyWebhookPersonJson.Address(order.Buyer);
        json["line_items"] = new JsonArray([.. order.Lines.Select(l => ShopifyWebhookLineJson.Item(order, l))]);
        json["shipping_lines"] = ShopifyWebhookLineJson.Shipping(order);
        json["refunds"] = new JsonArray([.. order.Refunds.Select(r => ShopifyWebhookLineJson.Refund(order, r))]);
        json["fulfillments"] = new JsonArray();
        return json;
    }

    public static JsonObject Set(DemoOrder order, decimal amount) => new()
    {
        ["shop_money"] = new JsonObject
        {
            ["amount"] = ShopifyAmounts.WebhookText(amount, order.Currency),
            ["currency_code"] = order.Currency.Code,
        },
        ["presentment_money"] = new JsonObject
        {
            ["amount"] = ShopifyAmounts.WebhookText(order.ToPresentment(amount), order.PresentmentCurrency),
            ["currency_code"] = order.PresentmentCurrency.Code,
        },
    };

    /// <summary>Webhooks keep the shop's own offset.</summary>
    public static string? Time(DateTimeOffset? moment) =>
        moment?.ToOffset(TimeSpan.FromHours(1)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static void Amount(JsonObject json, DemoOrder order, string name, decimal amount)
    {
        json[name] = ShopifyAmounts.WebhookText(amount, order.Currency);
        json[name + "_set"] = Set(order, amount);
    }

    private static void State(JsonObject json, DemoOrder order)
    {
        json["created_at"] = Time(order.CreatedAt);
        json["processed_at"] = Time(order.CreatedAt);
        json["updated_at"] = Time(order.UpdatedAt);
        json["closed_at"] = order.IsFulfilled ? Time(order.UpdatedAt) : null;
        json["cancelled_at"] = Time(order.CancelledAt);
        json["cancel_reason"] = order.CancelledAt is null ? null : "customer";
        json["financial_status"] = order.FinancialStatus();
        json["fulfillment_status"] = order.IsFulfilled ? "fulfilled" : null;
    }

    private static JsonObject Head(DemoOrder order) => new()
    {
        ["id"] = ShopifyIds.Order(order),
        ["admin_graphql_api_id"] = ShopifyIds.Gid("Order", ShopifyIds.Order(order)),
        ["app_id"] = null,
        ["confirmed"] = true,
        ["contact_email"] = order.Buyer?.Email,
        ["currency"] = order.Currency.Code,
        ["customer_locale"] = "en",
        ["discount_codes"] = new JsonArray(),
        ["email"] = order.Buyer?.Email,
        ["name"] = "#" + ShopifyIds.OrderNumber(order),
        ["note"] = ShopifyTypes.NullIfEmpty(order.Note),
        ["note_attributes"] = new JsonArray(),
        ["number"] = 1 + order.Index,
        ["order_number"] = 1001 + order.Index,
        ["phone"] = null,
        ["po_number"] = order.Index % 50 == 3 ? "PO/2026-7" : null,
        ["presentment_currency"] = order.PresentmentCurrency.Code,
        ["source_name"] = "web",
        ["tags"] = order.Index % 9 == 2 ? "großkunde, VIP 🎖" : "",
        ["taxes_included"] = true,
        ["test"] = order.Index % 60 == 59,
    };
}
