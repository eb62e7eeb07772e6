using System.Text.Json;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>Invoices of orders and by themselves.</summary>
public sealed class InvoiceTests(HubHost hub) : IClassFixture<HubHost>
{
    [Fact]
    public async Task An_invoice_by_itself_inherits_from_its_customer_and_is_owed()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin, new { name = "Inherits", paymentTerms = "net30", discountPercent = 10, cardFeePercent = 2 });
        using var made = await hub.Admin.TryAsync(HttpMethod.Post, customer.Path + "/invoices", new { lines = new[] { new { description = "Thing", quantity = 3, unitPrice = "9.99", taxPercent = 19 } } });
        var invoice = await made.JsonAsync();
        // 29.97 − 3.00 = 26.97; 2 % of it 0.54; 19 % of it 5.12.
        Assert.Equal("29.97 3.00 0.54 0.00 5.12 32.63", string.Join(' ', new[] { "subtotal", "discountTotal", "feeTotal", "shippingTotal", "taxTotal", "total" }.Select(f => invoice.Text(f))));
        Assert.Equal("open 2026-11-24 2026-12-24 0.00 0.00 32.63", $"{invoice.Text("status")} {invoice.Text("issueDate")} {invoice.Text("dueDate")} {invoice.Text("paid")} {invoice.Text("credited")} {invoice.Text("remaining")}");
        Assert.Equal(["customerDiscount 3.00", "cardFee 0.54"], invoice.GetProperty("adjustments").EnumerateArray().Select(a => $"{a.Text("kind")} {a.Text("amount")}"));
        Assert.Equal($"/api/invoices/{invoice.Text("id")}", made.Headers.Location!.ToString());
        Assert.Equal(invoice.ToString(), (await hub.Admin.GetAsync(made.Headers.Location.ToString())).ToString());
        Assert.Equal("304", await hub.Admin.OutcomeAsync(HttpMethod.Get, made.Headers.Location.ToString(), null, ("If-None-Match", made.Headers.ETag!.ToString())));
        Assert.Equal("32.63 32.63 0.00 32.63", await customer.FiguresAsync("balance amountDue overdue invoiced"));
        Assert.Equal(["receivables 32.63 0.00", "sales 0.00 30.51", "discounts 3.00 0.00", "tax 0.00 5.12"], (await customer.AllAsync("account/entries")).Select(e => $"{e.Text("account")} {e.Text("debit")} {e.Text("credit")}"));
        foreach (var method in new[] { HttpMethod.Patch, HttpMethod.Put, HttpMethod.Delete }) Assert.Equal("405 method-not-allowed", await hub.Admin.OutcomeAsync(method, made.Headers.Location.ToString(), "{}"));
        await customer.AgreesAsync();
    }

    [Theory]
    [InlineData("EUR", "19.99", "33.33", 3, "12.5")]
    [InlineData("JPY", "1999", "333", 3, "12.5")]
    [InlineData("KWD", "19.999", "0.0333333", 7, "3.3333")]
    [InlineData("EUR", "0.01", "0.0049", 1, "50")]
    public async Task Invoices_over_parts_of_an_order_come_to_the_order_exactly(string currency, string price, string other, int quantity, string discount)
    {
        var customer = await AccountDriver.NewAsync(hub.Admin, new { name = "Parts", currency, discountPercent = discount, cardFeePercent = "1.7" });
        var order = await customer.PostAsync("orders", new
        {
            status = "confirmed",
            lines = new object[] { new { sku = "A", description = "A", quantity, unitPrice = price, taxPercent = "7.7" }, new { sku = "B", description = "B", quantity = 11, unitPrice = other, discountPercent = "3.3", taxPercent = 19 } },
        });
        for (var i = 0; i < quantity; i++) await customer.PostAsync("invoices", new { orderId = order.Text("id"), lines = new object[] { new { line = 1, quantity = "0.5" }, new { sku = "b", quantity = 1 } } });
        await customer.PostAsync("invoices", new { orderId = order.Text("id") });
        var invoices = await customer.AllAsync("invoices");
        Assert.Equal(quantity + 1, invoices.Count);
        foreach (var field in new[] { "subtotal", "discountTotal", "feeTotal", "taxTotal", "total" }) Assert.Equal(order.Amount(field), invoices.Sum(invoice => invoice.Amount(field)));
        var after = await hub.Admin.GetAsync("/api/orders/" + order.Text("id"));
        Assert.Equal((order.Text("total"), order.Amount("total")), (after.Text("invoiced"), after.Amount("remaining")));
        Assert.Equal(0, (await customer.BalanceAsync()).Amount("openOrders"));
        Assert.Equal("422 exceeds-order", await customer.OutcomeAsync("invoices", new { orderId = order.Text("id") }));
        await customer.AgreesAsync();
    }

    [Fact]
    public async Task What_was_posted_for_an_order_is_found_by_the_order_across_customers()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        var order = await hub.Admin.PostAsync(customer.Path + "/orders", new { status = "confirmed", lines = new[] { new { description = "Thing", quantity = 1, unitPrice = 5 } } });
        var invoice = await hub.Admin.PostAsync(customer.Path + "/invoices", new { orderId = order.Text("id") });
        await customer.InvoiceAsync(7);
        Assert.Equal([invoice.Text("id")], (await hub.Admin.AllAsync("/api/invoices?orderId=" + order.Text("id"))).Select(found => found.Text("id")));
        Assert.Empty(await hub.Admin.AllAsync("/api/invoices?orderId=ord_none"));
        Assert.Empty(await hub.Admin.AllAsync("/api/delivery-notes?orderId=" + order.Text("id")));
    }

    [Fact]
    public async Task An_invoice_of_an_order_takes_its_terms_and_prices_and_what_is_open_of_it()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin, new { name = "Terms", discountPercent = 10 });
        var order = await customer.PostAsync("orders", new { status = "confirmed", poNumber = "PO 9", paymentTerms = "net10", shippingAddress = new { city = "Graz" }, lines = AccountDriver.Lines(10, 4), adjustments = new[] { new { kind = "shipping", amount = 8 } } });
        Assert.Equal("48.00", await customer.FiguresAsync("openOrders"));
        var part = await customer.PostAsync("invoices", new { orderId = order.Text("id"), lines = new[] { new { description = "Thing", quantity = 1 } }, notes = "Rest follows" });
        Assert.Equal("12.00 2.00 2026-12-04 PO 9 Graz Rest follows", $"{part.Text("total")} {part.Text("shippingTotal")} {part.Text("dueDate")} {part.Text("poNumber")} {part.GetProperty("shippingAddress").Text("city")} {part.Text("notes")}");
        Assert.Equal("12.00 36.00", await customer.FiguresAsync("balance openOrders"));
        await customer.PayAsync(12);
        var read = await hub.Admin.GetAsync("/api/orders/" + order.Text("id"));
        Assert.Equal("12.00 12.00 36.00", $"{read.Text("invoiced")} {read.Text("paid")} {read.Text("remaining")}");
        Assert.Equal("409 wrong-order-status", await hub.Admin.OutcomeAsync(HttpMethod.Post, $"/api/orders/{order.Text("id")}/cancel"));
        await hub.Admin.PostAsync($"/api/orders/{order.Text("id")}/fulfil");
        Assert.Equal("36.00", (await customer.PostAsync("invoices", new { orderId = order.Text("id"), paymentTerms = "net0", poNumber = "PO 10" })).Text("total"));
        Assert.Equal([order.Text("id")], (await customer.AllAsync("orders-with-balance")).Select(open => open.Text("id")));
        await customer.PayAsync(36);
        Assert.Empty(await customer.AllAsync("orders-with-balance"));
        await customer.AgreesAsync();
    }

    [Fact]
    public async Task Money_and_credit_that_wait_settle_the_next_invoice_oldest_first()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        await customer.PayAsync(10, autoAllocate: false);
        await customer.PostAsync("payments", new { amount = 5, date = "2026-11-20" });
        await customer.PostAsync("credit-notes", new { amount = 7, reason = "Goodwill", date = "2026-11-19" });
        var invoice = await customer.InvoiceAsync(9);
        Assert.Equal("paid 2.00 7.00 0.00", $"{invoice.Text("status")} {invoice.Text("paid")} {invoice.Text("credited")} {invoice.Text("remaining")}");
        invoice = await customer.InvoiceAsync(20);
        Assert.Equal("open 3.00 17.00", $"{invoice.Text("status")} {invoice.Text("paid")} {invoice.Text("remaining")}");
        Assert.Equal("7.00 17.00 10.00", await customer.FiguresAsync());
        await customer.AgreesAsync();
    }

    [Theory]
    [InlineData("", "I-2 I-10 I-1")]
    [InlineData("sort=number", "I-1 I-2 I-10")]
    [InlineData("sort=-dueDate", "I-10 I-2 I-1")]
    [InlineData("status=open", "I-10")]
    [InlineData("status=overdue", "I-2")]
    [InlineData("status=paid", "I-1")]
    [InlineData("from=2026-11-01&to=2026-11-24", "I-10 I-1")]
    [InlineData("to=2026-10-31", "I-2")]
    public async Task Invoices_are_filtered_and_sorted(string query, string numbers)
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        var mark = customer.Id[^4..] + "-";
        await customer.InvoiceAsync(5, due: "2026-11-23", issued: "2026-10-31", number: mark + "I-2");
        await customer.InvoiceAsync(6, due: "2026-12-01", number: mark + "I-10");
        var paid = await customer.InvoiceAsync(7, due: "2026-11-01", issued: "2026-11-01", number: mark + "I-1");
        await customer.PostAsync("payments", new { amount = 7, allocations = new[] { new { invoiceId = paid.Text("id"), amount = 7 } } });
        var (own, across) = ($"{customer.Path}/invoices?{query}", $"/api/invoices?customerId={customer.Id}&{query}");
        // Across customers, invoices are listed in the order of their creation.
        foreach (var list in query.StartsWith("sort", StringComparison.Ordinal) ? new[] { own } : [own, across])
            foreach (var limit in new[] { 1, 200 })
                Assert.Equal(numbers, string.Join(' ', (await hub.Admin.AllAsync($"{list}&limit={limit}")).Select(invoice => invoice.Text("number")[5..])));
        Assert.Equal("11.00 11.00 5.00", await customer.FiguresAsync("balance amountDue overdue"));
    }

    [Fact]
    public async Task A_cash_sale_is_sold_and_paid_at_once()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin, new { name = "Cash", discountPercent = 10 });
        await customer.InvoiceAsync(100);
        var sale = await customer.PostAsync("cash-sales", new { method = "card", reference = "T4", lines = AccountDriver.Lines(50) });
        Assert.Equal("45.00 card T4 2026-11-24", $"{sale.Text("total")} {sale.Text("method")} {sale.Text("reference")} {sale.Text("date")}");
        Assert.StartsWith("CS", sale.Text("number"), StringComparison.Ordinal);
        Assert.Equal("90.00 90.00 0.00 135.00 45.00", await customer.FiguresAsync("balance amountDue unallocated invoiced paid"));
        Assert.Equal(sale.Text("id"), Assert.Single(await customer.AllAsync("transactions?view=moneyIn")).Text("documentId"));
        Assert.Equal(sale.ToString(), Assert.Single(await customer.AllAsync("cash-sales")).ToString());
        await customer.AgreesAsync();
    }

    [Fact]
    public async Task An_account_ages_by_days_past_the_due_date()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        string[] dues = ["2026-12-24", "2026-11-24", "2026-11-23", "2026-10-25", "2026-10-24", "2026-09-25", "2026-09-24", "2026-08-26", "2026-08-25", "2020-01-01"];
        foreach (var due in dues) await customer.InvoiceAsync(1, due, issued: string.CompareOrdinal(due, "2026-11-24") < 0 ? due : null);
        var account = await hub.Admin.GetAsync(customer.Path + "/account");
        var ageing = Assert.Single(account.GetProperty("ageing").EnumerateArray());
        Assert.Equal("2.00 2.00 2.00 2.00 2.00", string.Join(' ', new[] { "current", "days1To30", "days31To60", "days61To90", "over90" }.Select(age => ageing.Text(age))));
        Assert.Equal("2020-01-01", account.Text("oldestDueDate"));
        Assert.Equal("8.00", await customer.FiguresAsync("overdue"));
    }
}
