using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Front;

/// <summary>May an invoice be paid in part? The customer says so, or else settings do.</summary>
public sealed class PartialPaymentTests(HubHost hub) : IClassFixture<HubHost>
{
    [Theory]
    [InlineData(true, null, true)]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, null, false)]
    [InlineData(false, true, true)]
    [InlineData(false, false, false)]
    public async Task Settings_decide_unless_the_customer_does(bool allowPartial, bool? allowPartialPayments, bool may)
    {
        await hub.Admin.PutAsync("/api/settings", new { payments = new { allowPartial } });
        var customer = await AccountDriver.NewAsync(hub.Admin, new { name = "Pays", allowPartialPayments });
        var first = (await customer.InvoiceAsync(10, due: "2026-12-01")).Text("id");
        await customer.InvoiceAsync(4, due: "2026-12-02");
        var part = new { amount = 3, allocations = new[] { new { invoiceId = first, amount = 3 } } };
        if (!may) await customer.RefusesAsync("422 partial-payment-not-allowed", "payments", part);

        // Explicitly, then added to money that waits, then by itself: 3 + 2 of 10, or nothing.
        if (may) await customer.PostAsync("payments", part);
        var waiting = (await customer.PayAsync(2, autoAllocate: false)).Text("id");
        Assert.Equal(may ? "200" : "422 partial-payment-not-allowed", await hub.Admin.OutcomeAsync(HttpMethod.Post, $"/api/payments/{waiting}/allocations", new { allocations = new[] { new { invoiceId = first, amount = 2 } } }));
        Assert.Equal(may ? "5.00 4.00" : "10.00 4.00", await customer.RemainingAsync());
        // 6 by itself: the older one and a part of the next, or only the one that it pays whole.
        await customer.PayAsync(6);
        Assert.Equal(may ? "0.00 3.00" : "10.00 0.00", await customer.RemainingAsync());
        Assert.Equal(may ? "3.00 3.00 0.00" : "6.00 10.00 4.00", await customer.FiguresAsync());
        await customer.AgreesAsync();
    }

    [Theory]
    [InlineData(true, "2.00 2.00 0.00")]
    [InlineData(false, "2.00 5.00 3.00")]
    public async Task Money_that_waits_pays_the_next_invoice_in_part_only_where_it_may(bool allowPartialPayments, string figures)
    {
        var customer = await AccountDriver.NewAsync(hub.Admin, new { name = "Pays before", allowPartialPayments });
        await customer.PayAsync(3);
        await customer.InvoiceAsync(5);
        Assert.Equal(figures, await customer.FiguresAsync());
        await customer.PayAsync(2); // together they pay it whole
        Assert.Equal("0.00 0.00 0.00", await customer.FiguresAsync());
        await customer.AgreesAsync();
    }

    [Fact]
    public async Task A_credit_note_lowers_what_is_owed_whatever_may_be_paid_in_part()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin, new { name = "Pays whole", allowPartialPayments = false });
        var invoice = (await customer.InvoiceAsync(10)).Text("id");
        await customer.PostAsync("credit-notes", new { invoiceId = invoice, amount = 4, reason = "Torn" });
        await customer.RefusesAsync("422 partial-payment-not-allowed", "payments", new { amount = 5, allocations = new[] { new { invoiceId = invoice, amount = 5 } } });
        await customer.PostAsync("payments", new { amount = 6, allocations = new[] { new { invoiceId = invoice, amount = 6 } } });
        Assert.Equal("0.00 0.00 0.00", await customer.FiguresAsync());
        await customer.AgreesAsync();
    }
}
