using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Customers.Domain.Orders;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.WooCommerce;

namespace Customers.Functions.Tests.WooCommerce;

public sealed class WooCommerceMapperTests
{
    [Fact]
    public void A_recorded_order_keeps_what_the_hub_needs()
    {
        var order = Map(WooCommerceRecordings.Webhook("009"));

        Assert.Equal(("86", "86", OrderStatus.Confirmed, "processing"), (order.ExternalId, order.Number, order.Status, order.SourceStatus));
        Assert.Equal("2026-11-22T01:05:23Z 2026-11-22T01:05:38Z 2026-11-22T01:05:38Z",
            string.Create(CultureInfo.InvariantCulture, $"{order.PlacedAt:yyyy-MM-ddTHH:mm:ssK} {order.UpdatedAt:yyyy-MM-ddTHH:mm:ssK} {order.PaidAt:yyyy-MM-ddTHH:mm:ssK}").Replace("+00:00", "Z", StringComparison.Ordinal));
        Assert.Equal([("COF-1KG", "Coffee beans 1kg", 2m, 17.665m, "35.33"), ("TSH-M-Blue", "T-Shirt - M, Blue", 1m, 16.8m, "16.80")],
            order.Lines.Select(l => (l.Sku!, l.Description, l.Quantity, l.UnitPrice, l.Net.ToString())));
        Assert.Equal("52.13 - 0.00 + 0.00 + 4.12 + 6.44 = 62.69", Sum(order));
        Assert.Equal((null, "guest.hook@example.test", "Guest Ünal"), (order.Customer!.ExternalId, order.Customer.Email, order.Customer.FullName));
        Assert.Equal(("Weg 1", "Berlin", "10115", "DE"), (order.BillingAddress!.Line1, order.BillingAddress.City, order.BillingAddress.PostalCode, order.BillingAddress.Country));
        Assert.Null(order.ShippingAddress);
    }

    [Theory]
    [InlineData("processing", true, "62.69", "62.69", OrderStatus.Confirmed)]
    [InlineData("processing", false, "62.69", "0.00", OrderStatus.Confirmed)]
    [InlineData("pending", false, "62.69", "0.00", OrderStatus.Confirmed)]
    [InlineData("on-hold", false, "62.69", "0.00", OrderStatus.Confirmed)]
    [InlineData("in-der-post", true, "62.69", "62.69", OrderStatus.Confirmed)]
    [InlineData("completed", true, "62.69", "62.69", OrderStatus.Fulfilled)]
    [InlineData("refunded", true, "62.69", "62.69", OrderStatus.Closed)]
    [InlineData("cancelled", true, "0.00", "62.69", OrderStatus.Cancelled)]
    [InlineData("cancelled", false, "0.00", "0.00", OrderStatus.Cancelled)]
    [InlineData("failed", true, "0.00", "0.00", OrderStatus.Cancelled)]
    [InlineData("trash", true, "0.00", "0.00", OrderStatus.Cancelled)]
    [InlineData("checkout-draft", false, "0.00", "0.00", OrderStatus.Draft)]
    [InlineData("auto-draft", false, "0.00", "0.00", OrderStatus.Draft)]
    public void What_is_billed_and_paid_hangs_on_the_status(string status, bool paid, string billed, string received, OrderStatus expected)
    {
        var body = JsonNode.Parse(WooCommerceRecordings.Webhook("009"))!.AsObject().With("status", status);
        if (!paid) body["date_paid_gmt"] = null;

        var order = Map(body.ToBytes());

        Assert.Equal((billed, received, "0.00", expected, status), (order.Billed.ToString(), order.Paid.ToString(), order.Refunded.ToString(), order.Status, order.SourceStatus));
        Assert.Equal("62.69", order.Totals.Total.ToString());
    }

    [Fact]
    public void A_refund_lowers_what_is_billed_and_paid_but_not_the_total()
    {
        var order = Map(WooCommerceRecordings.Read("order_with_refund.json"));

        Assert.Equal(("56.70", "56.70", "18.90", "75.60"), (order.Billed.ToString(), order.Paid.ToString(), order.Refunded.ToString(), order.Totals.Total.ToString()));
        Assert.Equal("2", order.Customer!.ExternalId);
    }

    [Fact]
    public void A_cancelled_order_owes_back_what_was_paid_less_what_was_refunded()
    {
        var order = Map(WooCommerceRecordings.Order(21).With("status", "cancelled").ToBytes());

        Assert.Equal(("0.00", "56.70", "18.90"), (order.Billed.ToString(), order.Paid.ToString(), order.Refunded.ToString()));
    }

    [Fact]
    public void Yen_with_cents_on_everything_but_the_total_still_add_up()
    {
        var order = Map(WooCommerceRecordings.Order(45).ToBytes());

        Assert.Equal(("10", "5"), (order.Billed.ToString(), order.Refunded.ToString()));
        Assert.Equal("13 - 0 + 0 + 0 + 2 = 15", Sum(order));
    }

    [Fact]
    public void Every_recorded_order_adds_up_to_the_stores_own_total()
    {
        foreach (var json in WooCommerceRecordings.Page())
        {
            var order = Map(json!.ToBytes());
            Assert.Equal(decimal.Parse((string)json!["total"]!, CultureInfo.InvariantCulture), order.Totals.Total.Units);
            Assert.Equal(order.Totals.Subtotal.Units, order.Lines.Sum(line => line.Net.Units));
            Assert.Equal(json["fee_lines"]!.AsArray().Sum(fee => decimal.Parse((string)fee!["total"]!, CultureInfo.InvariantCulture)), order.Totals.Fees.Units);
        }
    }

    [Fact]
    public void An_order_without_customer_or_email_has_no_buyer()
    {
        var order = Map(WooCommerceRecordings.Order(21).With("customer_id", 0).With("billing", JsonNode.Parse("[]")).ToBytes());

        Assert.Null(order.Customer);
        Assert.Null(order.BillingAddress);
    }

    [Fact]
    public void Numbers_as_strings_and_strings_as_numbers_are_the_same_order()
    {
        var plain = WooCommerceRecordings.Order(21);
        var mixed = WooCommerceRecordings.Order(21).With("id", "21").With("total", 75.6).With("number", 21).With("customer_id", "2").With("total_tax", 4.950);
        mixed["line_items"]![0]!["quantity"] = "4.00";

        Assert.Equal(Map(plain.ToBytes()).ContentHash(), Map(mixed.ToBytes()).ContentHash());
    }

    [Fact]
    public void Lists_that_a_plugin_has_turned_into_objects_are_the_same_order()
    {
        var keyed = WooCommerceRecordings.Order(21).With("refunds", JsonNode.Parse("""{"3":{"id":1,"total":"-5.00"},"x":null}"""));
        keyed["line_items"] = new JsonObject(keyed["line_items"]!.AsArray().Select((line, i) => KeyValuePair.Create($"{i + 1}", line?.DeepClone())));
        var plain = WooCommerceRecordings.Order(21).With("refunds", JsonNode.Parse("""[{"id":1,"total":"-5.00"}]"""));

        Assert.NotEmpty(Map(keyed.ToBytes()).Lines);
        Assert.Equal(Map(plain.ToBytes()).ContentHash(), Map(keyed.ToBytes()).ContentHash());
    }

    [Fact]
    public void Ten_thousand_lines_are_kept_and_more_are_refused()
    {
        Assert.Equal(10_000, Map(WithLines(10_000, "Coffee").ToBytes()).Lines.Count);
        Assert.Equal("too-many-lines", Interpret(WithLines(10_001, "Coffee").ToBytes()).Refusal?.Code);
        Assert.Equal("order-too-large", Interpret(WithLines(10_000, new string('x', 400)).ToBytes()).Refusal?.Code);
    }

    [Fact]
    public void Amounts_that_add_up_to_too_much_are_refused()
    {
        var refunds = new JsonArray([.. Enumerable.Range(0, 100_000).Select(_ => JsonNode.Parse("""{"total":"-999999999999"}"""))]);

        Assert.Equal("unusable-order", Interpret(WooCommerceRecordings.Order(21).With("refunds", refunds).ToBytes()).Refusal?.Code);
    }

    [Fact]
    public void A_very_long_text_is_cut_between_characters()
    {
        var order = Map(WooCommerceRecordings.Order(21).With("customer_note", "  " + new string('n', 4999) + "😀 and more").ToBytes());

        Assert.Equal(new string('n', 4999), order.Note);
    }

    private static JsonObject WithLines(int count, string name)
    {
        var line = JsonNode.Parse("""{"quantity":1,"subtotal":"1.00","sku":"COF-1KG"}""")!.AsObject().With("name", name);
        return WooCommerceRecordings.Order(21).With("line_items", new JsonArray([.. Enumerable.Range(0, count).Select(_ => line.DeepClone())]));
    }

    private static string Sum(StoreOrder order) =>
        $"{order.Totals.Subtotal} - {order.Totals.Discount} + {order.Totals.Fees} + {order.Totals.Shipping} + {order.Totals.Tax} = {order.Totals.Total}";

    private static Outcome<StoreMessage> Interpret(byte[] body) => WooCommerceWebhook.Interpret("order.updated", body, WooCommerceRecordings.At);

    private static StoreOrder Map(byte[] body) => Assert.IsType<StoreMessage.OrderChanged>(Interpret(body).Value).Order;
}
