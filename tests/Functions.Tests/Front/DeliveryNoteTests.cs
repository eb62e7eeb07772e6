using System.Net;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Front;

/// <summary>What of an order was handed over.</summary>
public sealed class DeliveryNoteTests(DeliveryNoteTests.NumberingHub hub) : IClassFixture<DeliveryNoteTests.NumberingHub>
{
    private static readonly object[] ShirtsAndHat = [new { sku = "SHIRT", description = "Shirt", quantity = 4, unitPrice = 10 }, new { sku = "HAT", description = "Hat", quantity = "0.5", unitPrice = 5 }];

    /// <summary>A hub whose settings number delivery notes otherwise.</summary>
    public sealed class NumberingHub : HubHost
    {
        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            await Admin.PutAsync("/api/settings", new { numbering = new { deliveryNote = new { prefix = "GO-", next = 7000, gapless = true } } });
        }
    }

    [Fact]
    public async Task An_order_is_delivered_in_parts_that_cost_nothing_until_nothing_is_left()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        var order = await customer.PostAsync("orders", new { status = "confirmed", lines = ShirtsAndHat, shippingAddress = new { city = "Graz" } });
        using var made = await hub.Admin.TryAsync(HttpMethod.Post, customer.Path + "/delivery-notes", new { orderId = order.Text("id"), lines = new[] { new { sku = "shirt", quantity = "1.5" } }, date = "2026-11-20", notes = "Left with the porter" });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var part = await made.JsonAsync();
        Assert.Equal("2026-11-20 Graz Left with the porter", $"{part.Text("date")} {part.GetProperty("shippingAddress").Text("city")} {part.Text("notes")}");
        Assert.Equal("""[{"line":1,"sku":"SHIRT","description":"Shirt","quantity":"1.5"}]""", part.GetProperty("lines").GetRawText());
        Assert.Equal(part.ToString(), (await hub.Admin.GetAsync(made.Headers.Location!.ToString())).ToString());

        var rest = await customer.PostAsync("delivery-notes", new { orderId = order.Text("id") });
        Assert.Equal(["1 2.5", "2 0.5"], rest.GetProperty("lines").EnumerateArray().Select(line => $"{line.GetProperty("line")} {line.Text("quantity")}"));
        Assert.Equal("2026-11-24", rest.Text("date"));
        await customer.RefusesAsync("422 exceeds-order", "delivery-notes", new { orderId = order.Text("id") });
        Assert.Equal("0.00 42.50 0.00", await customer.FiguresAsync("balance openOrders invoiced"));
        Assert.Equal("confirmed 0.00 0.00 42.50", await customer.OrderFiguresAsync(order));
        Assert.Equal([part.ToString(), rest.ToString()], (await hub.Admin.GetAsync($"/api/orders/{order.Text("id")}/documents")).GetProperty("deliveries").EnumerateArray().Select(d => d.ToString()));
        Assert.Equal(["created"], (await hub.Admin.AllAsync("/api/history?subject=" + part.Text("id"))).Select(entry => entry.Text("action")));
        Assert.Equal("2", (await hub.Admin.GetAsync(customer.Path + "/profile")).GetProperty("counts").GetProperty("deliveryNotes").GetRawText());
    }

    [Fact]
    public async Task Its_number_is_as_settings_say_or_as_it_is_given()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        var order = (await customer.OrderAsync(0, AccountDriver.Lines(1, 9))).Text("id");
        var next = (await hub.Admin.GetAsync("/api/settings")).GetProperty("numbering").GetProperty("deliveryNote").GetProperty("next").GetInt64();
        var numbers = new List<string>();
        foreach (var given in new[] { null, "By hand 9", null }) numbers.Add((await customer.PostAsync("delivery-notes", new { orderId = order, number = given, lines = new[] { new { line = 1, quantity = 1 } } })).Text("number"));
        Assert.Equal([$"GO-{next}", "By hand 9", $"GO-{next + 1}"], numbers);
        Assert.True(next >= 7000);
        await customer.RefusesAsync("400 validation-failed", "delivery-notes", new { orderId = order, number = "go-8000" });
        Assert.Equal(["By hand 9", $"GO-{next}", $"GO-{next + 1}"], (await customer.AllAsync("delivery-notes?sort=number")).Select(note => note.Text("number")));
    }

    [Fact]
    public async Task The_same_twice_is_one_and_of_ten_who_deliver_the_same_at_once_one_does()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin);
        var wish = new { orderId = (await customer.OrderAsync(0, AccountDriver.Lines(1, 2))).Text("id"), lines = new[] { new { line = 1, quantity = 1 } } };
        foreach (var _ in new[] { 1, 2 }) Assert.Equal("201", await customer.OutcomeAsync("delivery-notes", wish, ("Idempotency-Key", "once")));
        Assert.Single(await customer.AllAsync("delivery-notes"));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => customer.OutcomeAsync("delivery-notes", wish)));
        Assert.Equal(["1 201", "9 422 exceeds-order"], outcomes.CountBy(o => o).Select(o => $"{o.Value} {o.Key}").Order(StringComparer.Ordinal));
        Assert.Equal(2, (await customer.AllAsync("delivery-notes")).Count);
    }
}
