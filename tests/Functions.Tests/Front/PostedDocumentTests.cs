using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Front;

/// <summary>What was posted never changes: a correction is a document of its own (CONTRACT §4).</summary>
public sealed class PostedDocumentTests(HubHost hub) : IClassFixture<HubHost>
{
    [Theory]
    [InlineData("invoices", """{"lines":[$line]}""")]
    [InlineData("cash-sales", """{"lines":[$line]}""")]
    [InlineData("credit-notes", """{"amount":5,"reason":"a"}""")]
    [InlineData("payments", """{"amount":5}""")]
    [InlineData("refunds", """{"amount":5,"paymentId":"$payment"}""")]
    [InlineData("adjustments", """{"amount":5,"reason":"a"}""")]
    [InlineData("returns", """{"orderId":"$invoiced","reason":"a"}""")]
    [InlineData("delivery-notes", """{"orderId":"$invoiced"}""")]
    public async Task Nobody_changes_replaces_or_removes_it(string what, string body)
    {
        var scene = await SalesScene.NewAsync(hub.Admin);
        var made = await scene.Customer.PostAsync(what, Wire.Json(await scene.FillAsync(body)));
        var path = $"/api/{what}/{made.Text("id")}";
        foreach (var method in new[] { HttpMethod.Patch, HttpMethod.Put, HttpMethod.Delete }) Assert.Equal("405 method-not-allowed", await hub.Admin.OutcomeAsync(method, path, """{"notes":"b"}"""));
        Assert.Equal(made.ToString(), (await hub.Admin.GetAsync(path)).ToString());
    }

    [Fact]
    public async Task Order_and_customer_may_change_and_what_was_posted_for_them_says_the_same()
    {
        var customer = await AccountDriver.NewAsync(hub.Admin, new { name = "Moves", paymentTerms = "net30", discountPercent = 10 });
        await hub.Admin.PostAsync(customer.Path + "/addresses", new { line1 = "Elm 1", city = "Bonn", country = "DE", defaultBilling = true });
        var order = await customer.OrderAsync(0, AccountDriver.Lines(10, 2));
        var part = new { orderId = order.Text("id"), lines = new[] { new { line = 1, quantity = 1 } } };
        var posted = new[] { ("invoices", await customer.PostAsync("invoices", part)), ("delivery-notes", await customer.PostAsync("delivery-notes", part)) };
        foreach (var address in await hub.Admin.AllAsync(customer.Path + "/addresses")) await hub.Admin.PatchAsync($"{customer.Path}/addresses/{address.Text("id")}", new { city = "Graz" });
        await hub.Admin.PatchAsync(customer.Path, new { paymentTerms = "net10", discountPercent = 50 });
        foreach (var move in new[] { "fulfil", "close" }) await hub.Admin.PostAsync($"/api/orders/{order.Text("id")}/{move}");
        foreach (var (what, made) in posted) Assert.Equal(made.ToString(), (await hub.Admin.GetAsync($"/api/{what}/{made.Text("id")}")).ToString());
    }
}
