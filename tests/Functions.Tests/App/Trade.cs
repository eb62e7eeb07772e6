using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>A customer's trade with something of every kind: parts of an order delivered, invoiced and sent back, money that is used in part.</summary>
internal static class Trade
{
    /// <summary>2 orders, a quote, 3 invoices, 2 payments, 2 credit notes, 2 delivery notes, 2 returns, a cash sale, a refund, an adjustment.</summary>
    public static async Task TradeAsync(this AccountDriver customer, HubDriver hub)
    {
        await customer.PostAsync("quotes", new { lines = AccountDriver.Lines(70) });
        await customer.PostAsync("orders", new { lines = AccountDriver.Lines(60) });
        var order = (await customer.OrderAsync(10, AccountDriver.Lines(10, 4))).Text("id");
        await hub.PostAsync($"/api/orders/{order}/fulfil");
        var half = new[] { new { line = 1, quantity = 2 } };
        foreach (var kind in new[] { "delivery-notes", "invoices" })
            foreach (var _ in new[] { 1, 2 }) await customer.PostAsync(kind, new { orderId = order, lines = half });
        var invoice = (await customer.InvoiceAsync(50, due: "2026-12-24")).Text("id");
        await customer.PayAsync(35);
        var waiting = (await customer.PayAsync(15, autoAllocate: false)).Text("id");
        await hub.PostAsync($"/api/payments/{waiting}/allocations", new { allocations = new[] { new { invoiceId = invoice, amount = 5 } } });
        await customer.PostAsync("refunds", new { amount = 4, paymentId = waiting, method = "bank transfer" });
        await customer.PostAsync("credit-notes", new { invoiceId = invoice, amount = 3, reason = "Scratched" });
        var one = new[] { new { line = 1, quantity = 1 } };
        var back = (await customer.PostAsync("returns", new { orderId = order, reason = "Wrong size", lines = one })).Text("id");
        await hub.PostAsync($"/api/returns/{back}/receive");
        await customer.PostAsync("returns", new { orderId = order, reason = "Wrong colour", lines = one });
        await customer.PostAsync("cash-sales", new { method = "card", lines = AccountDriver.Lines(12) });
        await customer.PostAsync("adjustments", new { amount = "-1.50", reason = "Small difference" });
    }
}
