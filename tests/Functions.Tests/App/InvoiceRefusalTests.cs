using System.Text.Json;
using Customers.Domain.Stores;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>What is refused of invoices, and what of an order's deliveries and returns its status refuses; and then nothing is written.</summary>
public sealed class InvoiceRefusalTests(HubHost hub) : IClassFixture<HubHost>
{
    [Theory]
    [InlineData("draft", "", false)]
    [InlineData("confirmed", "confirm", true)]
    [InlineData("fulfilled", "confirm fulfil", true)]
    [InlineData("closed", "confirm fulfil close", false)]
    [InlineData("cancelled", "cancel", false)]
    public async Task An_order_is_invoiced_and_delivered_where_its_status_allows(string status, string moves, bool may)
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        var order = await customer.PostAsync("orders", new { lines = AccountDriver.Lines(10) });
        foreach (var move in moves.Split(' ', StringSplitOptions.RemoveEmptyEntries)) order = await hub.Admin.PostAsync($"/api/orders/{order.Text("id")}/{move}");
        Assert.Equal(status, order.Text("status"));
        var of = new { orderId = order.Text("id") };
        await customer.RefusesAsync("422 exceeds-order", "returns", new { of.orderId, reason = "Unsold" }); // nothing is invoiced yet
        foreach (var what in new[] { "delivery-notes", "invoices" })
        {
            if (may) await customer.PostAsync(what, of);
            else await customer.RefusesAsync("409 wrong-order-status", what, of);
        }

        Assert.Equal($"{status} {(may ? "10.00" : "0.00")} 0.00 {(status == "cancelled" ? "0.00" : "10.00")}", await customer.OrderFiguresAsync(order));
    }

    [Fact]
    public async Task Of_a_stores_order_its_store_alone_invoices_delivers_and_takes_back()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "invoices-refused");
        await store.SendAsync(store.Told(new ToldOrder { Id = 1, Email = "theirs@buyer.example" }));
        await store.DrainedAsync();
        var order = (await store.OrdersAsync()).Single();
        var customer = new AccountDriver(hub.Admin, order.Text("customerId"));
        foreach (var what in new[] { "invoices", "delivery-notes" }) await customer.RefusesAsync("409 store-order", what, new { orderId = order.Text("id") });
        await customer.RefusesAsync("409 store-order", "returns", new { orderId = order.Text("id"), reason = "Unsold" });
    }

    [Theory]
    [InlineData("""{}""", "400 validation-failed")]
    [InlineData("""{"lines":null}""", "400 validation-failed")]
    [InlineData("""{"lines":[]}""", "400 validation-failed")]
    [InlineData("""{"lines":[{"description":"a","quantity":0,"unitPrice":1}]}""", "400 validation-failed")]
    [InlineData("""{"lines":[{"description":"a","quantity":-1,"unitPrice":1}]}""", "400 validation-failed")]
    [InlineData("""{"lines":[{"description":"a","quantity":1,"unitPrice":-1}]}""", "400 validation-failed")]
    [InlineData("""{"lines":[{"description":"a","quantity":1,"unitPrice":1,"discountPercent":"100.01"}]}""", "400 validation-failed")]
    [InlineData("""{"lines":[{"description":"a","quantity":1,"unitPrice":1,"discountPercent":-1}]}""", "400 validation-failed")]
    [InlineData("""{"lines":[{"description":"a","quantity":1,"unitPrice":1,"line":1}]}""", "400 validation-failed")]
    [InlineData("""{"lines":[LINE],"adjustments":[{"kind":"discount","percent":101}]}""", "400 validation-failed")]
    [InlineData("""{"lines":[LINE],"adjustments":[{"kind":"discount","percent":60},{"kind":"discount","amount":"4.01"}]}""", "400 validation-failed")]
    [InlineData("""{"lines":[LINE],"issueDate":"2026-11-25"}""", "400 validation-failed")]
    [InlineData("""{"lines":[LINE],"issueDate":"9999-12-31"}""", "400 validation-failed")]
    [InlineData("""{"lines":[LINE],"issueDate":"1999-12-31"}""", "400 validation-failed")]
    [InlineData("""{"lines":[LINE],"issueDate":"0001-01-01"}""", "400 validation-failed")]
    [InlineData("""{"lines":[LINE],"issueDate":"2026-02-30"}""", "400 validation-failed")]
    [InlineData("""{"lines":[LINE],"issueDate":"yesterday"}""", "400 validation-failed")]
    [InlineData("""{"lines":[LINE],"dueDate":"2026-11-23"}""", "400 validation-failed")]
    [InlineData("""{"lines":[LINE],"dueDate":"2031-11-25"}""", "400 validation-failed")]
    [InlineData("""{"lines":[LINE],"dueDate":"9999-12-31"}""", "400 validation-failed")]
    [InlineData("""{"lines":[LINE],"issueDate":"2026-11-01","dueDate":"2026-10-31"}""", "400 validation-failed")]
    [InlineData("""{"lines":[LINE],"total":"10.00"}""", "400 validation-failed")]
    [InlineData("""{"lines":[LINE],"currency":"EURO"}""", "400 validation-failed")]
    [InlineData("""{"lines":[LINE],"currency":"USD"}""", "422 currency-mismatch")]
    [InlineData("""{"orderId":"ord_0"}""", "400 validation-failed")]
    [InlineData("""{"orderId":"THEIRS"}""", "400 validation-failed")]
    [InlineData("""{"orderId":"ORDER","lines":[]}""", "400 validation-failed")]
    [InlineData("""{"orderId":"ORDER","lines":[{"line":1,"quantity":-1}]}""", "400 validation-failed")]
    [InlineData("""{"orderId":"ORDER","lines":[{"line":2,"quantity":1}]}""", "400 validation-failed")]
    [InlineData("""{"orderId":"ORDER","lines":[{"line":1,"quantity":1,"unitPrice":9}]}""", "400 validation-failed")]
    [InlineData("""{"orderId":"ORDER","adjustments":[]}""", "400 validation-failed")]
    [InlineData("""{"orderId":"ORDER","issueDate":"9999-12-31"}""", "400 validation-failed")]
    [InlineData("""{"orderId":"ORDER","currency":"USD"}""", "422 currency-mismatch")]
    [InlineData("""{"orderId":"ORDER","lines":[{"line":1,"quantity":"2.0001"}]}""", "422 exceeds-order")]
    [InlineData("""{"orderId":"INVOICED"}""", "422 exceeds-order")]
    [InlineData("""{"orderId":"INVOICED","lines":[{"line":1,"quantity":1}]}""", "422 exceeds-order")]
    public async Task What_does_not_fit_is_refused_and_nothing_is_written(string body, string outcome)
    {
        var (customer, other) = (await AccountDriver.NewAsync(hub.Admin), await AccountDriver.NewAsync(hub.Admin));
        var (order, invoiced, theirs) = (await customer.OrderAsync(0, AccountDriver.Lines(10, 2)), await customer.OrderAsync(10), await other.OrderAsync(10));
        await customer.PostAsync("invoices", new { orderId = invoiced.Text("id") });
        body = body.Replace("LINE", """{"description":"a","quantity":1,"unitPrice":10}""", StringComparison.Ordinal);
        foreach (var (word, document) in new[] { ("ORDER", order), ("THEIRS", theirs), ("INVOICED", invoiced) }) body = body.Replace($"\"{word}\"", $"\"{document.Text("id")}\"", StringComparison.Ordinal);
        await customer.RefusesAsync(outcome, "invoices", body);
    }

    [Theory]
    [InlineData("""{"issueDate":"2000-01-01"}""", "2000-01-01 2000-01-31")]
    [InlineData("""{"issueDate":"2026-11-24","dueDate":"2026-11-24"}""", "2026-11-24 2026-11-24")]
    [InlineData("""{"dueDate":"2031-11-24"}""", "2026-11-24 2031-11-24")]
    public async Task The_furthest_dates_are_taken(string dates, string shown)
    {
        var customer = await AccountDriver.NewAsync(hub.Admin, new { name = "Far", paymentTerms = "net30" });
        var invoice = await customer.PostAsync("invoices", Wire.Json("""{"lines":[{"description":"a","quantity":1,"unitPrice":10}],""" + dates[1..]));
        Assert.Equal(shown, $"{invoice.Text("issueDate")} {invoice.Text("dueDate")}");
    }

    [Fact]
    public async Task A_thousand_lines_are_invoiced_and_credited_and_one_more_is_refused()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        foreach (var count in new[] { 1001, 5000 }) await customer.RefusesAsync("400 validation-failed", "invoices", new { lines = Lines(count) });
        var order = await customer.OrderAsync(0, Lines(1000));
        await customer.RefusesAsync("400 validation-failed", "invoices", new { orderId = order.Text("id"), lines = Enumerable.Range(1, 1001).Select(i => new { line = Math.Min(i, 1000), quantity = "0.5" }) });
        var invoices = new[] { await customer.PostAsync("invoices", new { lines = Lines(1000) }), await customer.PostAsync("invoices", new { orderId = order.Text("id") }) };
        Assert.Equal(["1000 10.00", "1000 10.00"], invoices.Select(invoice => $"{invoice.GetProperty("lines").GetArrayLength()} {invoice.Text("total")}"));
        foreach (var invoice in invoices) await customer.PostAsync("credit-notes", new { invoiceId = invoice.Text("id"), reason = "All of it" });
        Assert.Equal("0.00 0.00 0.00", await customer.FiguresAsync());
        await customer.AgreesAsync();

        static object[] Lines(int count) => [.. Enumerable.Range(0, count).Select(i => new { description = $"Line {i}", quantity = 1, unitPrice = "0.01" })];
    }
}
