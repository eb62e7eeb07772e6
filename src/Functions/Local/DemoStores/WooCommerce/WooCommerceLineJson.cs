using System.Globalization;
using System.Text.Json.Nodes;

namespace Customers.Functions.Local.DemoStores.WooCommerce;

/// <summary>The rows of an order: totals are texts without tax, the price is a number, and a deleted product is number 0.</summary>
internal static class WooCommerceLineJson
{
    private const int TaxRow = 900, ShippingRow = 910, FeeRow = 911, CouponRow = 912;

    public static JsonObject Item(DemoOrder order, DemoLine line) => new()
    {
        ["id"] = WooCommerceIds.Line(order, line.Position),
        ["name"] = line.Product.Title,
        ["product_id"] = line.Product.Deleted ? 0 : line.Product.Id,
        ["variation_id"] = 0,
        ["quantity"] = line.Quantity,
        ["tax_class"] = line.Product.Reduced ? "reduced-rate" : "",
        ["subtotal"] = Money(line.Full.Net),
        ["subtotal_tax"] = Money(line.Full.Tax),
        ["total"] = Money(line.Charged.Net),
        ["total_tax"] = Money(line.Charged.Tax),
        ["taxes"] = Parts(line.Charged, Money(line.Full.Tax)),
        ["meta_data"] = new JsonArray(),
        ["sku"] = line.Product.Deleted ? null : line.Product.Sku ?? "",
        ["global_unique_id"] = "",
        ["price"] = Math.Round(line.Charged.Gross / (1 + line.Charged.Rate) / line.Quantity, 7),
        ["image"] = new JsonObject { ["id"] = "", ["src"] = "" },
        ["parent_name"] = null,
    };

    public static JsonArray Taxes(DemoOrder order) => WooCommerceOrderJson.Array(
        order.Lines.Select(l => l.Charged).Append(order.Shipping).Append(order.Fee)
            .Where(t => t.Rate > 0)
            .Select(t => t.Rate)
            .Distinct()
            .Select(rate => TaxLine(order, rate)));

    public static JsonArray Shipping(DemoOrder order) => [new JsonObject
    {
        ["id"] = WooCommerceIds.Line(order, ShippingRow),
        ["method_title"] = order.Shipping.Gross == 0 ? "Local pickup" : "Flat rate",
        ["method_id"] = order.Shipping.Gross == 0 ? "local_pickup" : "flat_rate",
        ["instance_id"] = "2",
        ["total"] = Money(order.Shipping.Net),
        ["total_tax"] = Money(order.Shipping.Tax),
        ["taxes"] = Parts(order.Shipping, ""),
        ["tax_status"] = "taxable",
        ["meta_data"] = new JsonArray(),
    }];

    public static JsonArray Fees(DemoOrder order) => order.Fee.Gross == 0 ? [] : [new JsonObject
    {
        ["id"] = WooCommerceIds.Line(order, FeeRow),
        ["name"] = order.Fee.Gross < 0 ? "Rabatt" : "Verpackung",
        ["tax_class"] = "",
        ["tax_status"] = "taxable",
        ["amount"] = Money(order.Fee.Gross),
        ["total"] = Money(order.Fee.Net),
        ["total_tax"] = Money(order.Fee.Tax),
        ["taxes"] = Parts(order.Fee, ""),
        ["meta_data"] = new JsonArray(),
    }];

    public static JsonArray Coupons(DemoOrder order) => order.Discount == 0 ? [] : [new JsonObject
    {
        ["id"] = WooCommerceIds.Line(order, CouponRow),
        ["code"] = "herbst10",
        ["discount"] = Money(order.Lines.Sum(l => l.Full.Net - l.Charged.Net)),
        ["discount_tax"] = Money(order.Lines.Sum(l => l.Full.Tax - l.Charged.Tax)),
        ["meta_data"] = new JsonArray(),
        ["discount_type"] = "percent",
        ["nominal_amount"] = 10,
        ["free_shipping"] = false,
    }];

    public static int RateId(decimal rate) => rate == 0.07m ? 2 : 1;

    private static JsonObject TaxLine(DemoOrder order, decimal rate)
    {
        var percent = (rate * 100).ToString("0", CultureInfo.InvariantCulture);
        return new()
        {
            ["id"] = WooCommerceIds.Line(order, TaxRow + RateId(rate)),
            ["rate_code"] = $"DE-MWST {percent}%-1",
            ["rate_id"] = RateId(rate),
            ["label"] = $"MwSt {percent}%",
            ["compound"] = false,
            ["tax_total"] = Money(order.Lines.Where(l => l.Charged.Rate == rate).Sum(l => l.Charged.Tax) + (order.Fee.Rate == rate ? order.Fee.Tax : 0)),
            ["shipping_tax_total"] = Money(order.Shipping.Rate == rate ? order.Shipping.Tax : 0),
            ["rate_percent"] = (int)(rate * 100),
            ["meta_data"] = new JsonArray(),
        };
    }

    private static JsonArray Parts(Taxed amount, string subtotal) => amount.Rate == 0 ? [] : [new JsonObject
    {
        ["id"] = RateId(amount.Rate),
        ["total"] = Money(amount.Tax),
        ["subtotal"] = subtotal,
    }];

    private static string Money(decimal amount) => WooCommerceOrderJson.Money(amount);
}
