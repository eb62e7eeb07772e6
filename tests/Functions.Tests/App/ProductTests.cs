using System.Net;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

public sealed class ProductTests(HubHost hub) : IClassFixture<HubHost>
{
    private const string Products = "/api/products";

    [Fact]
    public async Task A_product_is_created_read_changed_and_deleted()
    {
        using var created = await hub.Admin.TryAsync(HttpMethod.Post, Products, new { sku = "CRUD-1", name = "Scarf", price = "12.5", collection = "Winter", category = "Accessories", brand = "Acme" });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var path = created.Headers.Location!.ToString();
        var product = await hub.Admin.GetAsync(path);
        Assert.Equal((await created.JsonAsync()).ToString(), product.ToString());
        Assert.Equal("CRUD-1 Scarf 12.50 EUR Winter Accessories Acme False [] True",
            $"{product.Text("sku")} {product.Text("name")} {product.Text("price")} {product.Text("currency")} {product.Text("collection")} {product.Text("category")} {product.Text("brand")} {product.GetProperty("isExclusive").GetBoolean()} {product.GetProperty("exclusiveCustomerIds")} {product.GetProperty("active").GetBoolean()}");
        Assert.Equal("304", await hub.Admin.OutcomeAsync(HttpMethod.Get, path, null, ("If-None-Match", created.Headers.ETag!.ToString())));

        var changed = await hub.Admin.PatchAsync(path, new { price = "0.012345", brand = (string?)null, active = false });
        Assert.Equal(("0.012345", "Scarf", "Winter"), (changed.Text("price"), changed.Text("name"), changed.Text("collection")));
        Assert.Equal("null False", $"{changed.GetProperty("brand").GetRawText()} {changed.GetProperty("active").GetBoolean()}");
        foreach (var method in new[] { HttpMethod.Patch, HttpMethod.Delete })
            Assert.Equal("412 version-mismatch", await hub.Admin.OutcomeAsync(method, path, method == HttpMethod.Patch ? new { name = "x" } : null, ("If-Match", created.Headers.ETag!.ToString())));

        await hub.Admin.DeleteAsync(path);
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Delete }) Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(method, path));
        Assert.Equal("201", await hub.Admin.OutcomeAsync(HttpMethod.Post, Products, new { sku = "crud-1", name = "Again", price = 1 }));
    }

    [Theory]
    [InlineData("POST", """{}""", "name price sku")]
    [InlineData("POST", """{"sku":" S","name":" ","price":"-1"}""", "name price sku")]
    [InlineData("POST", """{"sku":"a\u0007","name":"n","price":"1.0000001","currency":"EUR"}""", "price sku")]
    [InlineData("POST", """{"sku":"s","name":"n","price":"1.00001","currency":"JPY"}""", "price")]
    [InlineData("POST", """{"sku":"s","name":"n","price":"1","currency":"EURO","id":"x","more":1}""", "currency id more")]
    [InlineData("POST", """{"sku":"s","name":"n","price":1,"exclusiveCustomerIds":["cus_1",null]}""", "exclusiveCustomerIds[0] exclusiveCustomerIds[1]")]
    [InlineData("POST", """{"sku":"s","name":"n","price":1,"exclusiveCustomerIds":["cus_00000000000000000000000000"]}""", "exclusiveCustomerIds[0]")]
    [InlineData("POST", """{"sku":true,"name":1,"price":"x","active":"yes"}""", "active name price sku")]
    [InlineData("PATCH", """{"sku":"other"}""", "sku")]
    [InlineData("PATCH", """{"name":null,"price":null,"currency":null}""", "currency name price")]
    [InlineData("PATCH", """{"currency":"JPY"}""", "price")]
    [InlineData("PATCH", """{"price":"1000000000001"}""", "price")]
    public async Task Every_fault_is_told_at_once(string method, string body, string fields)
    {
        var path = method == "POST" ? Products : "/api/products/" + (await hub.Admin.PostAsync(Products, new { sku = "faulty " + body, name = "Faulty", price = "0.012345" })).Text("id");
        using var answer = await hub.Admin.TryAsync(new HttpMethod(method), path, body);
        Assert.Equal(fields, string.Join(' ', (await answer.FaultsAsync()).Select(f => f.Split(':')[0]).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("sku", 100)]
    [InlineData("name", 200)]
    [InlineData("brand", 100)]
    public async Task A_text_has_its_longest_length(string field, int longest)
    {
        foreach (var (length, outcome) in new[] { (longest, "201"), (longest + 1, "400 validation-failed") })
        {
            var product = new Dictionary<string, object> { ["sku"] = $"longest-{field}-{length}", ["name"] = "n", ["price"] = 1, [field] = new string('x', length) };
            Assert.Equal(outcome, await hub.Admin.OutcomeAsync(HttpMethod.Post, Products, product));
        }
    }

    [Fact]
    public async Task Of_twenty_at_once_one_gets_the_sku()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => hub.Admin.OutcomeAsync(HttpMethod.Post, Products, new { sku = i % 2 == 0 ? "race-É" : "RACE-e", name = $"Racer {i}", price = 1 })));
        Assert.Single(outcomes, "201");
        Assert.Equal(19, outcomes.Count(o => o == "409 sku-taken"));
        Assert.Single(await hub.Admin.AllAsync(Products + "?q=racer"));
    }

    [Fact]
    public async Task The_same_twice_is_one_product()
    {
        var product = new { sku = "twice", name = "Twice", price = 1 };
        using var first = await hub.Admin.TryAsync(HttpMethod.Post, Products, product, ("Idempotency-Key", "p"));
        using var again = await hub.Admin.TryAsync(HttpMethod.Post, Products, product, ("Idempotency-Key", "p"));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
    }

    [Theory]
    [InlineData("q=list shir", "List-B List-A")]
    [InlineData("q=list-a", "List-A")]
    [InlineData("sku=LIST-b", "List-B")]
    [InlineData("q=list&sort=name", "List-C List-B List-A")]
    [InlineData("q=list&sort=-sku", "List-C List-B List-A")]
    [InlineData("q=list&sort=-updatedAt", "List-C List-A List-B")]
    [InlineData("collection=LISTED summer", "List-B List-A")]
    [InlineData("category=listed tops&brand=listed acme", "List-B List-C")]
    [InlineData("brand=listed acme&active=false", "List-C")]
    [InlineData("q=list&active=true", "List-B List-A")]
    public async Task The_list_is_filtered_searched_and_sorted(string query, string skus)
    {
        if ((await hub.Admin.AllAsync(Products + "?sku=list-a")).Count == 0) await FillAsync();
        foreach (var limit in new[] { 1, 2, 200 })
            Assert.Equal(skus, string.Join(' ', (await hub.Admin.AllAsync($"{Products}?{query.Replace(" ", "%20", StringComparison.Ordinal)}&limit={limit}")).Select(p => p.Text("sku"))));
    }

    [Theory]
    [InlineData("?sort=price")]
    [InlineData("?active=maybe")]
    [InlineData("?color=red")]
    [InlineData("?after=x")]
    public async Task A_list_that_is_not_understood_is_refused(string query) =>
        Assert.Equal("400 validation-failed", await hub.Admin.OutcomeAsync(HttpMethod.Get, Products + query));

    private async Task FillAsync()
    {
        await hub.Admin.PostAsync(Products, new { sku = "List-B", name = "Shirt, blue", price = 1, collection = "Listed Summer", category = "Listed tops", brand = "Listed Acme" });
        await hub.Admin.PostAsync(Products, new { sku = "List-A", name = "Shirt, red", price = 1, collection = "Listed Summer", category = "Listed shirts", brand = "Other" });
        await hub.Admin.PostAsync(Products, new { sku = "List-C", name = "Hose", price = 1, category = "Listed tops", brand = "Listed Acme", active = false });
    }
}
