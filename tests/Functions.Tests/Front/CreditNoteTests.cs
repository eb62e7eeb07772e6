using System.Net;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Front;

/// <summary>Credit notes of invoices and by themselves.</summary>
public sealed class CreditNoteTests(HubHost hub) : IClassFixture<HubHost>
{
    /// <summary>40.00 and 5.00, less 10 %, and 20 % of 36.00: 47.70.</summary>
    private static readonly object ShirtsAndHat = new
    {
        lines = new object[] { new { sku = "SHIRT", description = "Shirt", quantity = 4, unitPrice = 10, taxPercent = 20 }, new { sku = "HAT", description = "Hat", quantity = 1, unitPrice = 5 } },
        adjustments = new[] { new { kind = "discount", percent = 10 } },
    };

    [Fact]
    public async Task An_invoice_is_credited_by_lines_by_an_amount_and_then_the_rest()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        var invoice = (await customer.PostAsync("invoices", ShirtsAndHat)).Text("id");
        using var made = await hub.Admin.TryAsync(HttpMethod.Post, customer.Path + "/credit-notes", new { invoiceId = invoice, lines = new[] { new { line = 1, quantity = 1 } }, reason = "Torn" });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var credit = await made.JsonAsync();
        Assert.Equal($"10.80 1.80 Torn {invoice} 0.00 0.00", $"{credit.Text("total")} {credit.Text("taxTotal")} {credit.Text("reason")} {credit.Text("invoiceId")} {credit.Text("unallocated")} {credit.Text("refunded")}");
        Assert.Equal(["SHIRT 1 10.00"], credit.GetProperty("lines").EnumerateArray().Select(line => $"{line.Text("sku")} {line.Text("quantity")} {line.Text("net")}"));
        Assert.Equal(credit.ToString(), (await hub.Admin.GetAsync(made.Headers.Location!.ToString())).ToString());
        Assert.Equal("open 10.80 36.90", await InvoiceAsync(invoice));
        Assert.Equal(["created"], (await hub.Admin.AllAsync("/api/history?subject=" + credit.Text("id"))).Select(entry => entry.Text("action")));

        credit = await customer.PostAsync("credit-notes", new { invoiceId = invoice, amount = "15.90", reason = "Late" });
        Assert.Equal("15.90 2.40", $"{credit.Text("total")} {credit.Text("taxTotal")}"); // a third of the invoice, a third of its 7.20
        Assert.Equal("open 26.70 21.00", await InvoiceAsync(invoice));
        Assert.Equal("21.00", (await customer.PostAsync("credit-notes", new { invoiceId = invoice, reason = "All of it" })).Text("total"));
        Assert.Equal("paid 47.70 0.00", await InvoiceAsync(invoice));
        await customer.RefusesAsync("422 credit-exceeds-invoice", "credit-notes", new { invoiceId = invoice, reason = "Again" });
        Assert.Equal("0.00 0.00 0.00 47.70 47.70", await customer.FiguresAsync("balance amountDue unallocated invoiced credited"));
        await customer.AgreesAsync();
    }

    [Fact]
    public async Task Line_by_line_an_invoice_is_credited_to_the_cent()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        var invoice = (await customer.PostAsync("invoices", ShirtsAndHat)).Text("id");
        foreach (var line in new object[] { new { sku = "hat", quantity = "0.3333" }, new { description = "Shirt", quantity = "3.3333" }, new { line = 1, quantity = "0.6667" } })
            await customer.PostAsync("credit-notes", new { invoiceId = invoice, lines = new[] { line }, reason = "Torn" });
        await customer.RefusesAsync("422 credit-exceeds-invoice", "credit-notes", new { invoiceId = invoice, lines = new[] { new { line = 1, quantity = "0.0001" } }, reason = "Torn" });
        var rest = await customer.PostAsync("credit-notes", new { invoiceId = invoice, reason = "The rest" });
        Assert.Equal(["HAT 0.6667"], rest.GetProperty("lines").EnumerateArray().Select(line => $"{line.Text("sku")} {line.Text("quantity")}"));
        var credits = await customer.AllAsync("credit-notes");
        Assert.Equal((47.70m, 7.20m), (credits.Sum(credit => credit.Amount("total")), credits.Sum(credit => credit.Amount("taxTotal"))));
        await customer.AgreesAsync();
    }

    [Fact]
    public async Task What_an_invoice_has_no_need_of_any_more_waits_for_the_next_or_is_given_back()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        var invoice = (await customer.InvoiceAsync(30)).Text("id");
        await customer.PayAsync(25);
        var credit = await customer.PostAsync("credit-notes", new { invoiceId = invoice, amount = 20, reason = "Torn" });
        Assert.Equal("15.00 paid 5.00 0.00", $"{credit.Text("unallocated")} {await InvoiceAsync(invoice)}");
        Assert.Equal("-15.00 0.00 15.00", await customer.FiguresAsync());
        Assert.Equal("paid 4.00 0.00", await InvoiceAsync((await customer.InvoiceAsync(4)).Text("id")));
        Assert.Equal("409 refund-exceeds-credit", await customer.OutcomeAsync("refunds", new { amount = "11.01", creditNoteId = credit.Text("id") }));
        await customer.PostAsync("refunds", new { amount = 11, creditNoteId = credit.Text("id") });
        Assert.Equal("0.00 0.00 0.00 20.00 11.00", await customer.FiguresAsync("balance amountDue unallocated credited refunded"));
        await customer.AgreesAsync();
    }

    [Fact]
    public async Task By_itself_it_settles_the_oldest_due_first_and_takes_no_discount_of_the_customers()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin, new { name = "Complains", discountPercent = 10 });
        foreach (var due in new[] { "2026-12-20", "2026-12-10" }) await customer.PostAsync("invoices", new { lines = AccountDriver.Lines(10), adjustments = Array.Empty<object>(), dueDate = due });
        var amount = await customer.PostAsync("credit-notes", new { amount = "12.50", reason = "Goodwill" });
        Assert.Equal("null null 0 12.50 0.00", $"{amount.GetProperty("invoiceId").GetRawText()} {amount.GetProperty("orderId").GetRawText()} {amount.GetProperty("lines").GetArrayLength()} {amount.Text("total")} {amount.Text("taxTotal")}");
        Assert.Equal("7.50 0.00", await customer.RemainingAsync());
        var lines = await customer.PostAsync("credit-notes", new { reason = "Bottles", lines = new[] { new { description = "Bottle", quantity = 10, unitPrice = 1, taxPercent = 19 } } });
        Assert.Equal("11.90 1.90 4.40", $"{lines.Text("total")} {lines.Text("taxTotal")} {lines.Text("unallocated")}");
        Assert.Equal("-4.40 0.00 4.40", await customer.FiguresAsync());
        await customer.AgreesAsync();
    }

    [Fact]
    public async Task Of_ten_who_credit_all_of_an_invoice_at_once_one_does()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        var invoice = (await customer.InvoiceAsync(30)).Text("id");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => customer.OutcomeAsync("credit-notes", i % 2 == 0 ? new { invoiceId = invoice, amount = (int?)30, reason = "Torn" } : new { invoiceId = invoice, amount = (int?)null, reason = "Torn" })));
        Assert.Equal(["1 201", "9 422 credit-exceeds-invoice"], outcomes.CountBy(o => o).Select(o => $"{o.Value} {o.Key}").Order(StringComparer.Ordinal));
        Assert.Equal("0.00 0.00 0.00 30.00", await customer.FiguresAsync("balance amountDue unallocated credited"));
        await customer.AgreesAsync();
    }

    private async Task<string> InvoiceAsync(string id)
    {
        var invoice = await hub.Admin.GetAsync("/api/invoices/" + id);
        return $"{invoice.Text("status")} {invoice.Text("credited")} {invoice.Text("remaining")}";
    }
}
