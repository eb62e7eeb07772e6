using System.Globalization;
using System.Text.Json.Nodes;

namespace Customers.Functions.Local.DemoStores.WooCommerce;

/// <summary>An order as REST and webhooks show it, shaped as recorded from a running shop.</summary>
internal static class WooCommerceOrderJson
{
    private const string Version = "11.0.1";

    public static JsonObject Of(DemoOrder order, string site)
    {
        var json = Head(order);
        json["billing"] = WooCommercePersonJson.Billing(order.Buyer);
        json["shipping"] = WooCommercePersonJson.Shipping(order.Index % 8 == 6 ? null : order.Buyer);
        Payment(json, order);
        json["meta_data"] = WooCommerceMeta.Of(order);
        json["line_items"] = Array(order.Lines.Select(l => WooCommerceLineJson.Item(order, l)));
        json["tax_lines"] = WooCommerceLineJson.Taxes(order);
        json["shipping_lines"] = WooCommerceLineJson.Shipping(order);
        json["fee_lines"] = WooCommerceLineJson.Fees(order);
        json["coupon_lines"] = WooCommerceLineJson.Coupons(order);
        json["refunds"] = Array(order.Refunds.Select(r => WooCommerceRefundJson.Short(order, r)));
        Tail(json, order, site);
        return json;
    }

    public static string Money(decimal amount) => amount.ToString("F2", CultureInfo.InvariantCulture);

    public static JsonArray Array(IEnumerable<JsonObject> items) => new([.. items]);

    private static JsonObject Head(DemoOrder order) => new()
    {
        ["id"] = WooCommerceIds.Order(order),
        ["parent_id"] = 0,
        ["status"] = order.Status(),
        ["currency"] = order.Currency.Code,
        ["version"] = Version,
        ["prices_include_tax"] = true,
        ["date_created"] = WooCommerceTime.Local(order.CreatedAt),
        ["date_modified"] = WooCommerceTime.Local(order.UpdatedAt),
        ["discount_total"] = Money(order.Lines.Sum(l => l.Full.Net - l.Charged.Net)),
        ["discount_tax"] = Money(order.Lines.Sum(l => l.Full.Tax - l.Charged.Tax)),
        ["shipping_total"] = Money(order.Shipping.Net),
        ["shipping_tax"] = Money(order.Shipping.Tax),
        ["cart_tax"] = Money(order.TotalTax - order.Shipping.Tax),
        ["total"] = Money(order.Total),
        ["total_tax"] = Money(order.TotalTax),
        ["customer_id"] = order is { AccountSince: not null, Buyer: { } buyer } ? WooCommerceIds.Customer(buyer) : 0,
        ["order_key"] = "wc_order_" + Key(order),
    };

    private static void Payment(JsonObject json, DemoOrder order)
    {
        json["payment_method"] = order.PaidAt is null && order.Index % 3 == 0 ? "" : "bacs";
        json["payment_method_title"] = order.PaidAt is null && order.Index % 3 == 0 ? "" : "Direct bank transfer";
        json["transaction_id"] = order.PaidAt is null ? "" : "tx_" + Key(order);
        json["customer_ip_address"] = "";
        json["customer_user_agent"] = "";
        json["created_via"] = "checkout";
        json["customer_note"] = order.Note;
        json["date_completed"] = order.IsFulfilled ? WooCommerceTime.Local(order.UpdatedAt) : null;
        json["date_paid"] = order.PaidAt is { } paid ? WooCommerceTime.Local(paid) : null;
        json["cart_hash"] = "";
        json["number"] = Number(order);
    }

    private static void Tail(JsonObject json, DemoOrder order, string site)
    {
        var (id, status) = (WooCommerceIds.Order(order).ToString(CultureInfo.InvariantCulture), order.Status());
        json["payment_url"] = $"{site}/checkout/order-pay/{id}/?pay_for_order=true&key=wc_order_{Key(order)}";
        json["is_editable"] = status is "pending" or "on-hold" or WooCommerceStatus.CheckoutDraft;
        json["needs_payment"] = status is "pending" or "failed";
        json["needs_processing"] = true;
        json["date_created_gmt"] = WooCommerceTime.Gmt(order.CreatedAt);
        json["date_modified_gmt"] = WooCommerceTime.Gmt(order.UpdatedAt);
        json["date_completed_gmt"] = order.IsFulfilled ? WooCommerceTime.Gmt(order.UpdatedAt) : null;
        json["date_paid_gmt"] = order.PaidAt is { } paid ? WooCommerceTime.Gmt(paid) : null;
        json["currency_symbol"] = order.Currency.Code switch { "EUR" => "€", "USD" => "$", "JPY" => "¥", "KWD" => "د.ك", var code => code };
        json["_links"] = WooCommercePersonJson.Links($"{site}/wp-json/wc/v3/orders", id);
    }

    // A plugin numbers some orders its own way: the number is a text and not the id.
    private static string Number(DemoOrder order) => order.Index % 11 == 4
        ? string.Create(CultureInfo.InvariantCulture, $"RE-2026/{order.Index}")
        : WooCommerceIds.Order(order).ToString(CultureInfo.InvariantCulture);

    private static string Key(DemoOrder order) => Dice.For(0, order.Index, purpose: 3).Next().ToString("x", CultureInfo.InvariantCulture);
}
