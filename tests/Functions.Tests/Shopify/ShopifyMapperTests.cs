using System.Text.Json.Nodes;
using Customers.Domain.Orders;
using Customers.Domain.Stores;
using Customers.Functions.Shopify;

namespace Customers.Functions.Tests.Shopify;

public sealed class ShopifyMapperTests
{
    [NpmFact]
    public void A_sample_order_keeps_what_the_hub_needs()
    {
        var order = Map(ShopifySamples.Body("orders/updated"));

        Assert.Equal(("820982911946154508", "#9999", OrderStatus.Cancelled, "cancelled", "voided"),
            (order.ExternalId, order.Number, order.Status, order.SourceStatus, order.FinancialStatus));
        Assert.Equal(("115310627314723954", "john@example.com", "John Smith", "CA"),
            (order.Customer!.ExternalId, order.Customer.Email, order.Customer.FullName, order.Customer.Address!.Country));
        Assert.Equal(("0.00", "0.00", "0.00"), (order.Billed.ToString(), order.Paid.ToString(), order.Refunded.ToString()));
        Assert.Equal("414.95 - 20.00 + 0.00 + 10.00 + 0.00 = 404.95", Sum(order));
        Assert.Equal(("SKU2006-001", "Aviator sunglasses", 1m, 89.99m), (order.Lines[0].Sku, order.Lines[0].Description, order.Lines[0].Quantity, order.Lines[0].UnitPrice));
        Assert.Equal(("Steve Shipper", "KY", "US"), (order.ShippingAddress!.Name, order.ShippingAddress.Region, order.ShippingAddress.Country));
    }

    [NpmTheory]
    [InlineData("414.95", null, "414.95", "0.00")]
    [InlineData("0.00", null, "414.95", "414.95")]
    [InlineData("100.00", null, "414.95", "314.95")]
    [InlineData("500.00", null, "414.95", "0.00")]
    [InlineData("-5.00", null, "414.95", "419.95")]
    [InlineData("100.00", "2022-01-02T00:00:00Z", "0.00", "314.95")]
    public void What_was_paid_is_the_total_less_what_is_outstanding(string outstanding, string? cancelledAt, string billed, string paid)
    {
        var order = Map(ShopifySamples.Body("orders/updated").With("total_outstanding", outstanding).With("cancelled_at", cancelledAt));

        Assert.Equal((billed, paid), (order.Billed.ToString(), order.Paid.ToString()));
    }

    [NpmTheory]
    [InlineData(null, OrderStatus.Confirmed, "unfulfilled")]
    [InlineData("partial", OrderStatus.Confirmed, "partially_fulfilled")]
    [InlineData("fulfilled", OrderStatus.Fulfilled, "fulfilled")]
    [InlineData("restocked", OrderStatus.Confirmed, "restocked")]
    public void An_order_that_stands_has_the_status_of_its_fulfilment(string? fulfilment, OrderStatus status, string words)
    {
        var order = Map(ShopifySamples.Body("orders/updated").With("cancelled_at", null).With("fulfillment_status", fulfilment));

        Assert.Equal((status, words, "414.95"), (order.Status, order.SourceStatus, order.Totals.Total.ToString()));
    }

    [NpmFact]
    public void Successful_refunds_add_up()
    {
        var refund = JsonNode.Parse("""
            {"transactions":[{"kind":"refund","status":"success","amount":"75.00","currency":null},
                             {"kind":"refund","status":"success","amount":4.5,"currency":"USD"},
                             {"kind":"refund","status":"failure","amount":"9.00"},
                             {"kind":"void","status":"success","amount":"9.00"}]}
            """);

        Assert.Equal("79.50", Map(ShopifySamples.Body("orders/updated").With("refunds", new JsonArray(refund))).Refunded.ToString());
    }

    [NpmFact]
    public void An_order_refunded_in_another_currency_is_read_from_the_store()
    {
        var refund = JsonNode.Parse("""{"transactions":[{"kind":"refund","status":"success","amount":"75.00","currency":"CAD"}]}""");
        var body = ShopifySamples.Body("orders/updated").With("refunds", new JsonArray(refund)).ToBytes();

        Assert.Equal(new StoreMessage.OrderTouched("820982911946154508"), ShopifyWebhook.Interpret("orders/updated", body, ShopifySamples.At).Value);
    }

    [Fact]
    public void Taxes_within_prices_come_out_of_the_lines_they_are_in()
    {
        var order = Map(JsonNode.Parse("""
            {"id":7,"name":"#1001","created_at":"2026-10-01T10:00:00+02:00","updated_at":"2026-10-02T10:00:00+02:00","currency":"EUR","taxes_included":true,
             "current_total_price":"140.80","current_subtotal_price":"135.90","current_total_tax":"19.45","total_outstanding":"0.00","total_price":"157.80",
             "current_shipping_price_set":{"shop_money":{"amount":"4.90"}},
             "line_items":[
               {"name":"Coffee","sku":"COF","quantity":2,"current_quantity":1,"price":"17.00","tax_lines":[{"price":"2.22"}]},
               {"name":"Shirt","sku":"TSH","quantity":1,"current_quantity":1,"price":"119.00","tax_lines":[{"price":"17.48"}]}]}
            """)!.AsObject());

        Assert.Equal(["15.89", "101.52"], order.Lines.Select(line => line.Net.ToString()));
        Assert.Equal("117.41 - 0.10 + 0.00 + 4.04 + 19.45 = 140.80", Sum(order));
        Assert.Equal(("140.80", "140.80"), (order.Billed.ToString(), order.Paid.ToString()));
    }

    [Fact]
    public void What_is_neither_line_nor_shipping_nor_tax_is_a_fee()
    {
        var order = Map(JsonNode.Parse("""
            {"id":7,"updated_at":"2026-10-02T10:00:00Z","currency":"JPY","current_total_price":"1150.00","current_subtotal_price":"900","current_total_tax":"90",
             "total_tip_received":"100","total_outstanding":"1150.00","current_shipping_price_set":{"shop_money":{"amount":"60"}},
             "line_items":[{"name":"茶","quantity":2,"price":"500"}]}
            """)!.AsObject());

        Assert.Equal("1000 - 100 + 100 + 60 + 90 = 1150", Sum(order));
        Assert.Equal(("7", "0"), (order.Number, order.Paid.ToString()));
    }

    [NpmFact]
    public void Without_protected_data_there_is_no_buyer()
    {
        var body = ShopifySamples.Body("orders/updated").With("customer", null).With("email", null).With("billing_address", null).With("shipping_address", null);

        Assert.Null(Map(body).Customer);
    }

    [NpmFact]
    public void A_guest_is_known_by_the_orders_email_and_billing_address()
    {
        var buyer = Map(ShopifySamples.Body("orders/updated").With("customer", null)).Customer!;

        Assert.Equal((null, "jon@example.com", "Steve Shipper", "Shipping Company", "555-555-SHIP"), (buyer.ExternalId, buyer.Email, buyer.FullName, buyer.Company, buyer.Phone));
    }

    private static string Sum(StoreOrder order) =>
        $"{order.Totals.Subtotal} - {order.Totals.Discount} + {order.Totals.Fees} + {order.Totals.Shipping} + {order.Totals.Tax} = {order.Totals.Total}";

    private static StoreOrder Map(JsonObject body) =>
        Assert.IsType<StoreMessage.OrderChanged>(ShopifyWebhook.Interpret("orders/updated", body.ToBytes(), ShopifySamples.At).Value).Order;
}
