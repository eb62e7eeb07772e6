using System.Net;
using System.Text.Json;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Front;

/// <summary>Goods of an order that come back, and the credit notes for them.</summary>
public sealed class ReturnTests(HubHost hub) : IClassFixture<HubHost>
{
    private static readonly object[] ShirtsAndHat = [new { sku = "SHIRT", description = "Shirt", quantity = 4, unitPrice = 10, taxPercent = 20 }, new { sku = "HAT", description = "Hat", quantity = 1, unitPrice = 5 }];

    [Fact]
    public async Task What_comes_back_is_announced_and_credited_at_the_orders_prices_once_it_is_there()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin, new { name = "Sends back", discountPercent = 10 });
        var order = await customer.OrderAsync(0, ShirtsAndHat);
        var invoice = await customer.PostAsync("invoices", new { orderId = order.Text("id") });
        using var made = await hub.Admin.TryAsync(HttpMethod.Post, customer.Path + "/returns", new { orderId = order.Text("id"), lines = new[] { new { sku = "shirt", quantity = 1 } }, reason = "Wrong size" });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var announced = await made.JsonAsync();
        // Of 45.00 less 4.50 and 20 % of 36.00 = 47.70, one shirt: 10.00 less 1.00 and 20 % of 9.00.
        Assert.Equal("open 10.80 Wrong size null", $"{announced.Text("status")} {announced.Text("total")} {announced.Text("reason")} {announced.GetProperty("creditNoteId").GetRawText()}");
        Assert.Equal(["SHIRT 1 10.00 10.00 1.80"], announced.GetProperty("lines").EnumerateArray().Select(l => $"{l.Text("sku")} {l.Text("quantity")} {l.Text("unitPrice")} {l.Text("net")} {l.Text("tax")}"));
        Assert.Equal(announced.ToString(), (await hub.Admin.GetAsync(made.Headers.Location!.ToString())).ToString());
        Assert.Equal("47.70 47.70 0.00 0.00", await customer.FiguresAsync("balance amountDue unallocated credited"));

        var received = await hub.Admin.PostAsync(made.Headers.Location + "/receive");
        Assert.Equal("received", received.Text("status"));
        Assert.Equal(received.ToString(), (await hub.Admin.GetAsync(made.Headers.Location.ToString())).ToString());
        var credit = await hub.Admin.GetAsync("/api/credit-notes/" + received.Text("creditNoteId"));
        Assert.Equal($"10.80 1.80 0.00 Wrong size {order.Text("id")}", $"{credit.Text("total")} {credit.Text("taxTotal")} {credit.Text("unallocated")} {credit.Text("reason")} {credit.Text("orderId")}");
        Assert.Equal([$"{invoice.Text("id")} 10.80"], credit.GetProperty("allocations").EnumerateArray().Select(to => $"{to.Text("invoiceId")} {to.Text("amount")}"));
        Assert.Equal("36.90 36.90 0.00 10.80", await customer.FiguresAsync("balance amountDue unallocated credited"));
        Assert.Equal("confirmed 47.70 10.80 36.90", await customer.OrderFiguresAsync(order));
        Assert.Equal(["received", "created"], (await hub.Admin.AllAsync("/api/history?subject=" + announced.Text("id"))).Select(entry => entry.Text("action")));
        Assert.Equal(["created"], (await hub.Admin.AllAsync("/api/history?subject=" + credit.Text("id"))).Select(entry => entry.Text("action")));
        await customer.AgreesAsync();
    }

    [Fact]
    public async Task An_order_shows_what_was_posted_delivered_and_returned_of_it()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        var order = await customer.OrderAsync(0, ShirtsAndHat);
        var of = new { orderId = order.Text("id") };
        var (note, invoice) = (await customer.PostAsync("delivery-notes", of), await customer.PostAsync("invoices", of));
        var payment = await customer.PayAsync(50);
        var back = await customer.PostAsync("returns", new { of.orderId, reason = "Unsold" });
        var received = await hub.Admin.PostAsync($"/api/returns/{back.Text("id")}/receive");
        await customer.InvoiceAsync(99); // the credit that was free goes there

        var documents = await hub.Admin.GetAsync($"/api/orders/{of.orderId}/documents");
        Assert.Equal([$"{invoice.Text("id")} 53.00 0.00"], Shown("invoices", "total", "remaining"));
        Assert.Equal([$"{payment.Text("id")} 50.00 50.00"], Shown("payments", "total", "allocated"));
        Assert.Equal([$"{received.Text("creditNoteId")} 53.00 3.00"], Shown("creditNotes", "total", "allocated"));
        Assert.Equal([note.ToString()], documents.GetProperty("deliveries").EnumerateArray().Select(d => d.ToString()));
        Assert.Equal([received.ToString()], documents.GetProperty("returns").EnumerateArray().Select(d => d.ToString()));
        Assert.Empty(documents.GetProperty("refunds").EnumerateArray());
        Assert.Equal("49.00 49.00 0.00", await customer.FiguresAsync());
        await customer.AgreesAsync();

        IEnumerable<string> Shown(string kind, params string[] fields) => documents.GetProperty(kind).EnumerateArray().Select(d => string.Join(' ', fields.Prepend("id").Select(field => d.Text(field))));
    }

    [Fact]
    public async Task Without_lines_all_that_was_invoiced_comes_back_from_a_closed_order_too()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        var order = await customer.OrderAsync(10, AccountDriver.Lines(10, 3));
        await customer.PostAsync("invoices", new { orderId = order.Text("id"), lines = new[] { new { line = 1, quantity = 2 } } });
        var wish = new { orderId = order.Text("id"), reason = "Unsold" };
        var first = await customer.PostAsync("returns", wish);
        Assert.Equal("20.00", first.Text("total"));
        await customer.RefusesAsync("422 exceeds-order", "returns", wish);
        await customer.PostAsync("invoices", new { orderId = order.Text("id") });
        foreach (var move in new[] { "fulfil", "close" }) await hub.Admin.PostAsync($"/api/orders/{order.Text("id")}/{move}");
        var second = await customer.PostAsync("returns", wish);
        foreach (var back in new[] { second, first }) await hub.Admin.PostAsync($"/api/returns/{back.Text("id")}/receive");
        Assert.Equal("0.00 0.00 0.00 30.00", await customer.FiguresAsync("balance amountDue unallocated credited"));
        Assert.Equal("closed 30.00 30.00 0.00", await customer.OrderFiguresAsync(order));
        await customer.AgreesAsync();
    }

    [Fact]
    public async Task However_often_and_by_however_many_it_is_received_it_is_credited_once()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        var order = await InvoicedAsync(customer, 10);
        var wish = new { orderId = order.Text("id"), reason = "Unsold" };
        foreach (var _ in new[] { 1, 2 }) Assert.Equal("201", await customer.OutcomeAsync("returns", wish, ("Idempotency-Key", "once")));
        var path = $"/api/returns/{Assert.Single(await customer.AllAsync("returns")).Text("id")}/receive";
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => hub.Admin.PostAsync(path)));
        foreach (var _ in new[] { 1, 2 }) Assert.Equal("200", await hub.Admin.OutcomeAsync(HttpMethod.Post, path, null, ("Idempotency-Key", "received")));
        Assert.Single(answers.Append(await hub.Admin.PostAsync(path)).Select(answer => answer.ToString()).Distinct());
        Assert.Single(await customer.AllAsync("credit-notes"));
        Assert.Equal("0.00 0.00 0.00 10.00", await customer.FiguresAsync("balance amountDue unallocated credited"));
        await customer.AgreesAsync();
    }

    [Fact]
    public async Task Of_ten_who_send_the_same_goods_back_at_once_one_does()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        var order = await InvoicedAsync(customer, 10);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => customer.OutcomeAsync("returns", new { orderId = order.Text("id"), reason = "Unsold" })));
        Assert.Equal(["1 201", "9 422 exceeds-order"], outcomes.CountBy(o => o).Select(o => $"{o.Value} {o.Key}").Order(StringComparer.Ordinal));
        Assert.Single(await customer.AllAsync("returns"));
    }

    [Fact]
    public async Task What_was_paid_already_is_owed_to_the_customer_once_it_came_back()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        var order = await InvoicedAsync(customer, 10);
        await customer.PayAsync(10);
        var back = await customer.PostAsync("returns", new { orderId = order.Text("id"), reason = "Unsold" });
        var credit = (await hub.Admin.PostAsync($"/api/returns/{back.Text("id")}/receive")).Text("creditNoteId");
        Assert.Equal("-10.00 0.00 10.00", await customer.FiguresAsync());
        await customer.PostAsync("refunds", new { amount = 10, creditNoteId = credit, method = "bank transfer" });
        Assert.Equal("0.00 0.00 0.00 10.00 10.00", await customer.FiguresAsync("balance amountDue unallocated credited refunded"));
        await customer.AgreesAsync();
    }

    [Theory]
    [InlineData("ret_0")]
    [InlineData("ret_00000000000000000000000000")]
    [InlineData("ord_0")]
    public async Task What_was_never_announced_cannot_be_received(string id) =>
        Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Post, $"/api/returns/{id}/receive"));

    private static async Task<JsonElement> InvoicedAsync(AccountDriver customer, decimal amount)
    {
        var order = await customer.OrderAsync(amount);
        await customer.PostAsync("invoices", new { orderId = order.Text("id") });
        return order;
    }
}
