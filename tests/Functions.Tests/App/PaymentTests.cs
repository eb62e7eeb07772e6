using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>Money that comes, what it settles, and money that goes.</summary>
public sealed class PaymentTests(HubHost hub) : IClassFixture<HubHost>
{
    [Fact]
    public async Task A_payment_settles_the_oldest_due_first_and_ties_by_number()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        var mark = customer.Id[^4..] + "-";
        foreach (var (number, due) in new[] { ("1", "2026-12-05"), ("10", "2026-12-01"), ("9", "2026-12-01") }) await customer.InvoiceAsync(10, due, number: mark + number);
        var payment = await customer.PayAsync(25);
        Assert.Equal("5.00 0.00 0.00", await customer.RemainingAsync());
        Assert.Equal(["10.00", "10.00", "5.00"], payment.GetProperty("allocations").EnumerateArray().Select(to => to.Text("amount")));
        Assert.Equal("5.00 5.00 0.00", await customer.FiguresAsync());
        await customer.PayAsync(8);
        Assert.Equal("-3.00 0.00 3.00", await customer.FiguresAsync());
        await customer.AgreesAsync();
    }

    [Fact]
    public async Task Allocations_are_given_added_and_taken_off()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        var (first, second) = ((await customer.InvoiceAsync(10)).Text("id"), (await customer.InvoiceAsync(20)).Text("id"));
        var path = "/api/payments/" + (await customer.PostAsync("payments", new { amount = 25, allocations = new[] { new { invoiceId = second, amount = 15 } } })).Text("id");
        Assert.Equal("10.00 5.00", await customer.RemainingAsync());
        Assert.Equal("422 allocation-exceeds-remaining", await hub.Admin.OutcomeAsync(HttpMethod.Post, path + "/allocations", new { allocations = new[] { new { invoiceId = second, amount = "5.01" } } }));
        await hub.Admin.PostAsync(path + "/allocations", new { allocations = new[] { new { invoiceId = first, amount = 10 } } });
        Assert.Equal("0.00 5.00", await customer.RemainingAsync());
        Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Delete, path + "/allocations?invoiceId=inv_0"));
        Assert.Equal("204", await hub.Admin.OutcomeAsync(HttpMethod.Delete, $"{path}/allocations?invoiceId={second}"));
        Assert.Equal("5.00 20.00 15.00", await customer.FiguresAsync());
        await customer.InvoiceAsync(1);
        Assert.Equal("15.00", await customer.FiguresAsync("unallocated"));
        await customer.AgreesAsync();
    }

    [Fact]
    public async Task A_voided_payment_opens_its_invoices_again_and_one_that_was_refunded_stays()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        await customer.InvoiceAsync(10);
        var path = $"/api/payments/{(await customer.PayAsync(30)).Text("id")}/void";
        foreach (var _ in new[] { 1, 2 }) Assert.Equal("voided 0.00", $"{(await hub.Admin.PostAsync(path)).Text("status")} {await customer.FiguresAsync("paid")}");
        Assert.Equal("10.00 10.00 0.00", await customer.FiguresAsync());
        var kept = (await customer.PayAsync(30)).Text("id");
        Assert.Equal("409 refund-exceeds-credit", await customer.OutcomeAsync("refunds", new { amount = "20.01", paymentId = kept }));
        await customer.PostAsync("refunds", new { amount = 20, paymentId = kept, method = "bank transfer" });
        Assert.Equal("409 payment-refunded", await hub.Admin.OutcomeAsync(HttpMethod.Post, $"/api/payments/{kept}/void"));
        await customer.PostAsync("adjustments", new { amount = "-2.50", reason = "Small difference" });
        Assert.Equal("-2.50 0.00 0.00 20.00 -2.50", await customer.FiguresAsync("balance amountDue unallocated refunded adjusted"));
        await customer.AgreesAsync();
    }

    [Fact]
    public async Task A_payment_over_many_invoices_settles_all_and_is_voided_whole()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        for (var i = 0; i < 90; i++) await customer.InvoiceAsync(1);
        var payment = await customer.PayAsync(100);
        Assert.Equal((90, "10.00"), (payment.GetProperty("allocations").GetArrayLength(), payment.Text("unallocated")));
        await hub.Admin.PostAsync($"/api/payments/{payment.Text("id")}/void");
        Assert.Equal("90.00 90.00 0.00", await customer.FiguresAsync());
        await customer.AgreesAsync();
    }

    [Fact]
    public async Task Where_partial_payments_are_off_an_invoice_is_paid_whole_or_not_at_all()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin, new { name = "Whole", allowPartialPayments = false });
        var invoice = (await customer.InvoiceAsync(10)).Text("id");
        Assert.Equal("422 partial-payment-not-allowed", await customer.OutcomeAsync("payments", new { amount = 9, allocations = new[] { new { invoiceId = invoice, amount = 9 } } }));
        await customer.PayAsync(9);
        Assert.Equal("1.00 10.00 9.00", await customer.FiguresAsync());
        await customer.PayAsync(1);
        Assert.Equal("0.00 0.00 0.00", await customer.FiguresAsync());
    }

    [Fact]
    public async Task Fifty_callers_at_once_leave_books_that_agree_and_numbers_without_a_gap()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => (i % 3) switch
        {
            0 => customer.OutcomeAsync("invoices", new { lines = AccountDriver.Lines(10) }),
            1 => customer.OutcomeAsync("payments", new { amount = 7 }),
            _ => customer.OutcomeAsync("credit-notes", new { amount = 2, reason = "Late" }),
        }));
        Assert.All(outcomes, outcome => Assert.Equal("201", outcome));
        Assert.Equal("19.00", await customer.FiguresAsync("balance"));
        await customer.AgreesAsync();
    }

    [Theory]
    [InlineData("payments", """{"amount":5}""")]
    [InlineData("invoices", """{"lines":[{"description":"a","quantity":1,"unitPrice":1}]}""")]
    [InlineData("credit-notes", """{"amount":5,"reason":"a"}""")]
    [InlineData("cash-sales", """{"lines":[{"description":"a","quantity":1,"unitPrice":1}]}""")]
    [InlineData("adjustments", """{"amount":5,"reason":"a"}""")]
    public async Task The_same_twice_is_one_document(string what, string body)
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        foreach (var _ in new[] { 1, 2 }) Assert.Equal("201", await customer.OutcomeAsync(what, body, ("Idempotency-Key", "once")));
        Assert.Single(await customer.AllAsync(what));
        await customer.AgreesAsync();
    }

    [Theory]
    [InlineData("payments", """{}""", "400 validation-failed")]
    [InlineData("payments", """{"amount":0}""", "400 validation-failed")]
    [InlineData("payments", """{"amount":"1.001"}""", "400 validation-failed")]
    [InlineData("payments", """{"amount":1,"date":"2026-11-26"}""", "400 validation-failed")]
    [InlineData("payments", """{"amount":1,"date":"1999-12-31"}""", "400 validation-failed")]
    [InlineData("payments", """{"amount":1,"number":"PAY7"}""", "400 validation-failed")]
    [InlineData("payments", """{"amount":1,"currency":"USD"}""", "422 currency-mismatch")]
    [InlineData("payments", """{"amount":1,"allocations":[{"invoiceId":"inv_0","amount":1}]}""", "400 validation-failed")]
    [InlineData("refunds", """{"amount":1,"paymentId":"pay_0"}""", "400 validation-failed")]
    [InlineData("adjustments", """{"amount":0,"reason":"a"}""", "400 validation-failed")]
    [InlineData("invoices", """{}""", "400 validation-failed")]
    [InlineData("invoices", """{"orderId":"ord_0","contactId":"con_0"}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":[{"description":"a","quantity":-1,"unitPrice":1}]}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":[{"description":"a","quantity":1,"unitPrice":1,"discountPercent":101}]}""", "400 validation-failed")]
    [InlineData("invoices", """{"lines":[{"description":"a","quantity":1,"unitPrice":1}],"issueDate":"2026-11-26"}""", "400 validation-failed")]
    [InlineData("cash-sales", """{"lines":[]}""", "400 validation-failed")]
    [InlineData("credit-notes", """{"amount":1}""", "400 validation-failed")]
    [InlineData("returns", """{"orderId":"ord_0","reason":"a"}""", "400 validation-failed")]
    [InlineData("delivery-notes", """{"orderId":"ord_0"}""", "400 validation-failed")]
    public async Task What_does_not_fit_is_refused_and_nothing_is_written(string what, string body, string outcome)
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        Assert.Equal(outcome, await customer.OutcomeAsync(what, body));
        Assert.Empty(await customer.AllAsync(what));
    }
}
