using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Front;

/// <summary>What is refused of invoices, credit notes, returns and delivery notes; and then nothing is written.</summary>
public sealed class SalesRefusalTests(SalesRefusalTests.SceneHub hub) : IClassFixture<SalesRefusalTests.SceneHub>
{
    /// <summary>A hub with one customer for all: what is refused leaves no trace for the next.</summary>
    public sealed class SceneHub : HubHost
    {
        internal SalesScene Scene { get; private set; } = null!;

        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            Scene = await SalesScene.NewAsync(Admin);
        }
    }

    [Theory]
    [InlineData("returns", """{"orderId":"$partly"}""", "400 validation-failed")]
    [InlineData("returns", """{"orderId":"$partly","reason":" "}""", "400 validation-failed")]
    [InlineData("returns", """{"reason":"a"}""", "400 validation-failed")]
    [InlineData("returns", """{"orderId":"ord_0","reason":"a"}""", "400 validation-failed")]
    [InlineData("returns", """{"orderId":"$theirOrder","reason":"a"}""", "400 validation-failed")]
    [InlineData("returns", """{"orderId":"$partly","reason":"a","status":"received"}""", "400 validation-failed")]
    [InlineData("returns", """{"orderId":"$partly","reason":"a","lines":[]}""", "400 validation-failed")]
    [InlineData("returns", """{"orderId":"$partly","reason":"a","lines":[{"line":1,"quantity":0}]}""", "400 validation-failed")]
    [InlineData("returns", """{"orderId":"$partly","reason":"a","lines":[{"line":1,"quantity":-1}]}""", "400 validation-failed")]
    [InlineData("returns", """{"orderId":"$partly","reason":"a","lines":[{"line":1,"quantity":"0.00001"}]}""", "400 validation-failed")]
    [InlineData("returns", """{"orderId":"$partly","reason":"a","lines":[{"line":2,"quantity":1}]}""", "400 validation-failed")]
    [InlineData("returns", """{"orderId":"$partly","reason":"a","lines":[{"quantity":1}]}""", "400 validation-failed")]
    [InlineData("returns", """{"orderId":"$partly","reason":"a","lines":[{"line":1,"quantity":"2.0001"}]}""", "422 exceeds-order")]
    [InlineData("returns", """{"orderId":"$partly","reason":"a","lines":[{"line":1,"quantity":"1.5"},{"description":"Thing","quantity":1}]}""", "422 exceeds-order")]
    [InlineData("returns", """{"orderId":"$delivered","reason":"a"}""", "422 exceeds-order")]
    [InlineData("delivery-notes", """{}""", "400 validation-failed")]
    [InlineData("delivery-notes", """{"orderId":"ord_0"}""", "400 validation-failed")]
    [InlineData("delivery-notes", """{"orderId":"$theirOrder"}""", "400 validation-failed")]
    [InlineData("delivery-notes", """{"orderId":"$order","lines":[]}""", "400 validation-failed")]
    [InlineData("delivery-notes", """{"orderId":"$order","lines":[{"line":1,"quantity":-1}]}""", "400 validation-failed")]
    [InlineData("delivery-notes", """{"orderId":"$order","lines":[{"line":2,"quantity":1}]}""", "400 validation-failed")]
    [InlineData("delivery-notes", """{"orderId":"$order","lines":[{"line":1}]}""", "400 validation-failed")]
    [InlineData("delivery-notes", """{"orderId":"$order","date":"2026-11-26"}""", "400 validation-failed")]
    [InlineData("delivery-notes", """{"orderId":"$order","date":"9999-12-31"}""", "400 validation-failed")]
    [InlineData("delivery-notes", """{"orderId":"$order","date":"1999-12-31"}""", "400 validation-failed")]
    [InlineData("delivery-notes", """{"orderId":"$order","notes":"\u0000"}""", "400 validation-failed")]
    [InlineData("delivery-notes", """{"orderId":"$order","shippingAddress":{"city":"Graz"}}""", "400 validation-failed")]
    [InlineData("delivery-notes", """{"orderId":"$order","lines":[{"line":1,"quantity":"2.0001"}]}""", "422 exceeds-order")]
    [InlineData("delivery-notes", """{"orderId":"$order","lines":[{"line":1,"quantity":2},{"line":1,"quantity":1}]}""", "422 exceeds-order")]
    [InlineData("credit-notes", """{"invoiceId":"$invoice"}""", "400 validation-failed")]
    [InlineData("credit-notes", """{"invoiceId":"inv_0","reason":"a"}""", "400 validation-failed")]
    [InlineData("credit-notes", """{"invoiceId":"$theirInvoice","reason":"a"}""", "400 validation-failed")]
    [InlineData("credit-notes", """{"invoiceId":"$payment","reason":"a"}""", "400 validation-failed")]
    [InlineData("credit-notes", """{"invoiceId":"$invoice","reason":"a","amount":0}""", "400 validation-failed")]
    [InlineData("credit-notes", """{"invoiceId":"$invoice","reason":"a","amount":-1}""", "400 validation-failed")]
    [InlineData("credit-notes", """{"invoiceId":"$invoice","reason":"a","amount":"1.001"}""", "400 validation-failed")]
    [InlineData("credit-notes", """{"invoiceId":"$invoice","reason":"a","amount":1,"lines":[{"line":1,"quantity":1}]}""", "400 validation-failed")]
    [InlineData("credit-notes", """{"invoiceId":"$invoice","reason":"a","lines":[]}""", "400 validation-failed")]
    [InlineData("credit-notes", """{"invoiceId":"$invoice","reason":"a","lines":[{"line":1,"quantity":-1}]}""", "400 validation-failed")]
    [InlineData("credit-notes", """{"invoiceId":"$invoice","reason":"a","lines":[{"line":2,"quantity":1}]}""", "400 validation-failed")]
    [InlineData("credit-notes", """{"invoiceId":"$invoice","reason":"a","lines":[{"line":1,"quantity":1,"unitPrice":9}]}""", "400 validation-failed")]
    [InlineData("credit-notes", """{"invoiceId":"$invoice","reason":"a","date":"2026-11-26"}""", "400 validation-failed")]
    [InlineData("credit-notes", """{"invoiceId":"$invoice","reason":"a","date":"9999-12-31"}""", "400 validation-failed")]
    [InlineData("credit-notes", """{"invoiceId":"$invoice","reason":"a","date":"1999-12-31"}""", "400 validation-failed")]
    [InlineData("credit-notes", """{"invoiceId":"$invoice","reason":"a","amount":"40.01"}""", "422 credit-exceeds-invoice")]
    [InlineData("credit-notes", """{"invoiceId":"$invoice","reason":"a","lines":[{"line":1,"quantity":"1.0001"}]}""", "422 credit-exceeds-invoice")]
    [InlineData("credit-notes", """{"invoiceId":"$invoice","reason":"a","amount":1,"currency":"USD"}""", "422 currency-mismatch")]
    [InlineData("credit-notes", """{"invoiceId":"$invoice","reason":"a","lines":[{"line":1,"quantity":1}],"currency":"USD"}""", "422 currency-mismatch")]
    [InlineData("credit-notes", """{"invoiceId":"$invoice","reason":"a","currency":"USD"}""", "422 currency-mismatch")]
    [InlineData("credit-notes", """{"reason":"a"}""", "400 validation-failed")]
    [InlineData("credit-notes", """{"reason":"a","lines":[{"line":1,"quantity":1}]}""", "400 validation-failed")]
    [InlineData("credit-notes", """{"reason":"a","lines":[{"description":"a","quantity":-1,"unitPrice":1}]}""", "400 validation-failed")]
    [InlineData("credit-notes", """{"reason":"a","lines":[{"description":"a","quantity":1,"unitPrice":0}]}""", "400 validation-failed")]
    [InlineData("credit-notes", """{"reason":"a","lines":[{"description":"a","quantity":1,"unitPrice":1}],"orderId":"ord_0"}""", "400 validation-failed")]
    [InlineData("credit-notes", """{"reason":"a","lines":[{"description":"a","quantity":1,"unitPrice":1}],"currency":"USD"}""", "422 currency-mismatch")]
    [InlineData("credit-notes", """{"reason":"a","amount":1,"currency":"USD"}""", "422 currency-mismatch")]
    [InlineData("invoices", """{}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":null}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":[]}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":[{"description":"a","quantity":0,"unitPrice":1}]}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":[{"description":"a","quantity":-1,"unitPrice":1}]}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":[{"description":"a","quantity":1,"unitPrice":-1}]}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":[{"description":"a","quantity":1,"unitPrice":1,"discountPercent":"100.01"}]}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":[{"description":"a","quantity":1,"unitPrice":1,"discountPercent":-1}]}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":[{"description":"a","quantity":1,"unitPrice":1,"line":1}]}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":[$line],"adjustments":[{"kind":"discount","percent":101}]}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":[$line],"adjustments":[{"kind":"discount","percent":60},{"kind":"discount","amount":"4.01"}]}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":[$line],"issueDate":"2026-11-25"}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":[$line],"issueDate":"9999-12-31"}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":[$line],"issueDate":"1999-12-31"}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":[$line],"issueDate":"0001-01-01"}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":[$line],"issueDate":"2026-02-30"}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":[$line],"issueDate":"yesterday"}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":[$line],"dueDate":"2026-11-23"}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":[$line],"dueDate":"2031-11-25"}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":[$line],"dueDate":"9999-12-31"}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":[$line],"issueDate":"2026-11-01","dueDate":"2026-10-31"}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":[$line],"total":"10.00"}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":[$line],"currency":"EURO"}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":[$line],"currency":"USD"}""", "422 currency-mismatch")]
    [InlineData("invoices", """{"orderId":"ord_0"}""", "400 validation-failed")]
    [InlineData("invoices", """{"orderId":"$theirOrder"}""", "400 validation-failed")]
    [InlineData("invoices", """{"orderId":"$order","lines":[]}""", "400 validation-failed")]
    [InlineData("invoices", """{"orderId":"$order","lines":[{"line":1,"quantity":-1}]}""", "400 validation-failed")]
    [InlineData("invoices", """{"orderId":"$order","lines":[{"line":2,"quantity":1}]}""", "400 validation-failed")]
    [InlineData("invoices", """{"orderId":"$order","lines":[{"line":1,"quantity":1,"unitPrice":9}]}""", "400 validation-failed")]
    [InlineData("invoices", """{"orderId":"$order","adjustments":[]}""", "400 validation-failed")]
    [InlineData("invoices", """{"orderId":"$order","issueDate":"9999-12-31"}""", "400 validation-failed")]
    [InlineData("invoices", """{"orderId":"$order","currency":"USD"}""", "422 currency-mismatch")]
    [InlineData("invoices", """{"orderId":"$order","lines":[{"line":1,"quantity":"2.0001"}]}""", "422 exceeds-order")]
    [InlineData("invoices", """{"orderId":"$invoiced"}""", "422 exceeds-order")]
    [InlineData("invoices", """{"orderId":"$invoiced","lines":[{"line":1,"quantity":1}]}""", "422 exceeds-order")]
    public async Task What_does_not_fit_is_refused_and_nothing_is_written(string what, string body, string outcome) =>
        await hub.Scene.Customer.RefusesAsync(outcome, what, await hub.Scene.FillAsync(body));

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
