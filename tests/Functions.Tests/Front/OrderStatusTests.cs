using Customers.Domain.Stores;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Front;

/// <summary>What may follow from an order: its status says it, and of a store's order its store.</summary>
public sealed class OrderStatusTests(HubHost hub) : IClassFixture<HubHost>
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
}
