using System.Net;
using System.Text.Json;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>Orders that people keep.</summary>
public sealed class OrderTests(HubHost hub) : IClassFixture<HubHost>
{
    private static readonly object[] Shirts = [new { sku = "SHIRT-1", description = "Shirt", quantity = 3, unitPrice = "19.99", discountPercent = "10", taxPercent = 19 }];

    [Fact]
    public async Task An_order_takes_from_its_customer_what_it_does_not_say()
    {
        await hub.Admin.PutAsync("/api/settings", new { customFields = new object[] { new { key = "route", label = "Route", type = "text", inherit = true }, new { key = "size", label = "Size", type = "number" } } });
        var customer = await CustomerAsync(new { name = "Inherits", paymentTerms = "net30", discountPercent = 5, cardFeePercent = "1.5", customFields = new { route = "North", size = 7 } });
        await hub.Admin.PostAsync($"/api/customers/{customer}/addresses", new { line1 = "Elm 1", city = "Bonn", country = "DE" });
        await hub.Admin.PostAsync($"/api/customers/{customer}/addresses", new { line1 = "Oak 2", city = "Graz", country = "AT", defaultShipping = true });

        using var created = await hub.Admin.TryAsync(HttpMethod.Post, $"/api/customers/{customer}/orders", new { lines = Shirts });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var order = await hub.Admin.GetAsync(created.Headers.Location!.ToString());
        Assert.Equal((await created.JsonAsync()).ToString(), order.ToString());
        Assert.Equal("draft EUR net30 2026-12-24 Bonn Graz", $"{order.Text("status")} {order.Text("currency")} {order.Text("paymentTerms")} {order.Text("dueDate")} {order.GetProperty("billingAddress").Text("city")} {order.GetProperty("shippingAddress").Text("city")}");
        Assert.Equal("""{"route":"North"}""", order.GetProperty("customFields").GetRawText());
        Assert.Equal(["customerDiscount 5 2.70", "cardFee 1.5 0.77"], AdjustmentsOf(order));
        // 3 × 19.99 less 10 % = 53.97; 5 % off = 2.70; 1.5 % of 51.27 = 0.77; 19 % of 51.27 = 9.74.
        Assert.Equal("53.97 2.70 0.77 0.00 9.74 61.78", TotalsOf(order));
        Assert.Equal("3 19.99 10 19 53.97 9.74", string.Join(' ', new[] { "quantity", "unitPrice", "discountPercent", "taxPercent", "net", "tax" }.Select(field => order.GetProperty("lines")[0].Text(field))));
        Assert.StartsWith("SO", order.Text("number"), StringComparison.Ordinal);
        Assert.All(["source", "poNumber", "notes", "contactId", "pendingReason"], field => Assert.Equal(JsonValueKind.Null, order.GetProperty(field).ValueKind));
        Assert.Equal("304", await hub.Admin.OutcomeAsync(HttpMethod.Get, created.Headers.Location.ToString(), null, ("If-None-Match", created.Headers.ETag!.ToString())));
    }

    [Theory]
    [InlineData("""{"adjustments":[]}""", "", "59.97")]
    [InlineData("""{"adjustments":[{"kind":"shipping","amount":"4.5"},{"kind":"discount","percent":50}]}""", "shipping  4.50, discount 50 29.99", "34.48")]
    [InlineData("""{"adjustments":[{"kind":"customerDiscount","percent":"2.5"}],"paymentTerms":"prepaid"}""", "customerDiscount 2.5 1.50", "58.47")]
    [InlineData("""{"adjustments":null,"dueDate":null,"billingAddress":null,"poNumber":null}""", "customerDiscount 10 6.00", "53.97")]
    public async Task What_an_order_says_stands(string more, string adjustments, string total)
    {
        var customer = await CustomerAsync(new { name = "Says", discountPercent = 10 });
        var order = await hub.Admin.PostAsync($"/api/customers/{customer}/orders", Wire.Json("""{"lines":[{"description":"a","quantity":3,"unitPrice":19.99}],""" + more[1..]));
        Assert.Equal((adjustments, total), (string.Join(", ", AdjustmentsOf(order)), order.Text("total")));
    }

    [Fact]
    public async Task A_draft_is_changed_by_merge_patch_with_its_history()
    {
        var customer = await CustomerAsync(new { name = "Changes", paymentTerms = "net10" });
        var order = await CreateAsync(customer, new { lines = Shirts, poNumber = "PO 7", notes = "Careful", billingAddress = new { company = "Elm AG", line1 = "Elm 1", city = "Bonn" } });
        var path = "/api/orders/" + order.Text("id");
        var changed = await hub.Admin.PatchAsync(path, new { notes = (string?)null, billingAddress = new { city = "Köln", line1 = (string?)null }, paymentTerms = "net20" });
        Assert.Equal("PO 7 Elm AG Köln net20 2026-12-14", $"{changed.Text("poNumber")} {changed.GetProperty("billingAddress").Text("company")} {changed.GetProperty("billingAddress").Text("city")} {changed.Text("paymentTerms")} {changed.Text("dueDate")}");
        Assert.All(new[] { changed.GetProperty("notes"), changed.GetProperty("billingAddress").GetProperty("line1") }, gone => Assert.Equal(JsonValueKind.Null, gone.ValueKind));
        Assert.Equal(TotalsOf(order), TotalsOf(changed));

        changed = await hub.Admin.PatchAsync(path, new { dueDate = "2027-01-01" });
        changed = await hub.Admin.PatchAsync(path, new { paymentTerms = "net30", lines = new[] { new { description = "Hat", quantity = "0.5", unitPrice = "10.0001" } } });
        Assert.Equal("2027-01-01 Hat 5.00", $"{changed.Text("dueDate")} {Assert.Single(changed.GetProperty("lines").EnumerateArray()).Text("description")} {changed.Text("total")}");
        changed = await hub.Admin.PatchAsync(path, new { dueDate = (string?)null, adjustments = new[] { new { kind = "shipping", amount = 1 } } });
        Assert.Equal("2026-12-24 6.00", $"{changed.Text("dueDate")} {changed.Text("total")}");

        var history = await hub.Admin.AllAsync($"/api/history?subject={order.Text("id")}");
        Assert.Equal(["changed", "changed", "changed", "changed", "created"], history.Select(entry => entry.Text("action")));
        Assert.Equal(["adjustments", "dueDate", "total"], history[0].GetProperty("changes").EnumerateArray().Select(change => change.Text("field")).Order(StringComparer.Ordinal));
        Assert.Contains("lines[0]", history[1].GetProperty("changes").EnumerateArray().Select(change => change.Text("field")));
    }

    [Fact]
    public async Task A_change_is_meant_for_a_version_and_one_that_changes_nothing_makes_none()
    {
        var order = await CreateAsync(await CustomerAsync(new { name = "Versions" }), new { lines = Shirts });
        var path = "/api/orders/" + order.Text("id");
        using var read = await hub.Admin.TryAsync(HttpMethod.Get, path);
        var tag = read.Headers.ETag!.ToString();
        using var same = await hub.Admin.TryAsync(HttpMethod.Patch, path, new { lines = Shirts, notes = (string?)null });
        Assert.Equal(tag, same.Headers.ETag!.ToString());
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(i => hub.Admin.OutcomeAsync(HttpMethod.Patch, path, new { notes = $"Note {i}" }, ("If-Match", tag))));
        Assert.Equal(["200", "412 version-mismatch"], outcomes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Confirmed_orders_are_open_on_the_account_until_they_are_cancelled()
    {
        var customer = await CustomerAsync(new { name = "Opens" });
        var draft = await CreateAsync(customer, new { lines = Shirts });
        var confirmed = await CreateAsync(customer, new { lines = Shirts, status = "confirmed" });
        Assert.Equal("confirmed", confirmed.Text("status"));
        await ShowsAsync("64.22");
        await MoveAsync(draft, "confirm", "confirmed");
        await ShowsAsync("128.44");
        await MoveAsync(draft, "fulfil", "fulfilled");
        await ShowsAsync("128.44");
        await MoveAsync(draft, "close", "closed");
        await ShowsAsync("64.22");
        await MoveAsync(draft, "reopen", "confirmed");
        await MoveAsync(draft, "cancel", "cancelled");
        await MoveAsync(confirmed, "cancel", "cancelled");
        await ShowsAsync("0.00");
        Assert.Equal("2", (await hub.Admin.GetAsync($"/api/customers/{customer}/profile")).GetProperty("counts").GetProperty("orders").GetRawText());
        Assert.Equal("409 customer-has-documents", await hub.Admin.OutcomeAsync(HttpMethod.Delete, "/api/customers/" + customer));

        async Task ShowsAsync(string openOrders) =>
            Assert.Equal(openOrders, (await hub.Admin.CustomerAsync(customer)).GetProperty("account").GetProperty("balances").EnumerateArray().Single().Text("openOrders"));
    }

    [Fact]
    public async Task A_contact_that_an_order_names_stays()
    {
        var customer = await CustomerAsync(new { name = "Contacts" });
        var contacts = new List<string>();
        foreach (var name in new[] { "Ada", "Bob" }) contacts.Add((await hub.Admin.PostAsync($"/api/customers/{customer}/contacts", new { firstName = name })).Text("id"));
        var order = await CreateAsync(customer, new { lines = Shirts, contactId = contacts[0] });
        Assert.Equal(contacts[0], order.Text("contactId"));
        Assert.Equal("409 contact-in-use", await DeleteAsync(0));
        await hub.Admin.PatchAsync("/api/orders/" + order.Text("id"), new { contactId = contacts[1] });
        Assert.Equal("409 contact-in-use", await DeleteAsync(1));
        Assert.Equal("204", await DeleteAsync(0));
        await hub.Admin.PatchAsync("/api/orders/" + order.Text("id"), new { contactId = (string?)null });
        Assert.Equal("204", await DeleteAsync(1));

        Task<string> DeleteAsync(int i) => hub.Admin.OutcomeAsync(HttpMethod.Delete, $"/api/customers/{customer}/contacts/{contacts[i]}");
    }

    [Fact]
    public async Task A_product_says_what_a_line_leaves_out()
    {
        var customer = await CustomerAsync(new { name = "Buys" });
        var product = (await hub.Admin.PostAsync("/api/products", new { sku = "ORD-1", name = "Beans", price = "31.345" })).Text("id");
        var hidden = (await hub.Admin.PostAsync("/api/products", new { sku = "ORD-2", name = "Secret", price = 1, isExclusive = true })).Text("id");
        var dollars = (await hub.Admin.PostAsync("/api/products", new { sku = "ORD-3", name = "Imported", price = 1, currency = "USD" })).Text("id");
        var order = await CreateAsync(customer, new { lines = new object[] { new { productId = product, quantity = 2 }, new { sku = "ord-1", description = "My beans", quantity = 1, unitPrice = 30 }, new { productId = dollars, quantity = 1, unitPrice = 2 } } });
        Assert.Equal(["ORD-1 Beans 31.345 62.69", "ord-1 My beans 30.00 30.00", "ORD-3 Imported 2.00 2.00"], order.GetProperty("lines").EnumerateArray().Select(l => $"{l.Text("sku")} {l.Text("description")} {l.Text("unitPrice")} {l.Text("net")}"));
        Assert.Equal([product, product, dollars], order.GetProperty("lines").EnumerateArray().Select(l => l.Text("productId")));
        Assert.Equal("422 product-not-available", await RefusedAsync(new { productId = hidden, quantity = 1 }));
        Assert.Equal("422 product-not-available", await RefusedAsync(new { sku = "ord-2", description = "x", quantity = 1, unitPrice = 1 }));
        Assert.Equal("400 validation-failed", await RefusedAsync(new { productId = dollars, quantity = 1 }));
        Assert.Equal("400 validation-failed", await RefusedAsync(new { productId = product, sku = "ORD-3", quantity = 1 }));

        Task<string> RefusedAsync(object line) => hub.Admin.OutcomeAsync(HttpMethod.Post, $"/api/customers/{customer}/orders", new { lines = new[] { line } });
    }

    private async Task MoveAsync(JsonElement order, string move, string status) =>
        Assert.Equal(status, (await hub.Admin.PostAsync($"/api/orders/{order.Text("id")}/{move}")).Text("status"));

    private async Task<string> CustomerAsync(object customer) => (await hub.Admin.CreateCustomerAsync(customer)).Text("id");

    private Task<JsonElement> CreateAsync(string customer, object order) => hub.Admin.PostAsync($"/api/customers/{customer}/orders", order);

    private static IEnumerable<string> AdjustmentsOf(JsonElement order) => order.GetProperty("adjustments").EnumerateArray().Select(a => $"{a.Text("kind")} {a.GetProperty("percent").GetString()} {a.Text("amount")}");

    private static string TotalsOf(JsonElement order) => string.Join(' ', new[] { "subtotal", "discountTotal", "feeTotal", "shippingTotal", "taxTotal", "total" }.Select(field => order.Text(field)));
}
