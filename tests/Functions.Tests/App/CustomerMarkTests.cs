using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>Owner, tags, alerts and favourites of a customer.</summary>
public sealed class CustomerMarkTests(HubHost hub) : IClassFixture<HubHost>
{
    private const string Product = "prd_01jz0000000000000000000000";

    [Fact]
    public async Task A_customer_is_given_to_another_key_and_taken_back_without_a_body()
    {
        var path = await NewAsync();
        var key = await hub.Admin.PostAsync("/api/keys", new { name = "Owner", role = "staff" });
        using var other = hub.Driver(key.Text("key"));
        Assert.Equal(key.Text("id"), (await hub.Admin.PutAsync(path + "/owner", new { ownerId = key.Text("id") })).Text("ownerId"));
        Assert.Single(await hub.Admin.AllAsync("/api/customers?ownerId=" + key.Text("id")));

        using var taken = await hub.Admin.TryAsync(HttpMethod.Put, path + "/owner");
        Assert.Equal((await hub.Admin.GetAsync("/api/me")).Text("id"), (await taken.JsonAsync()).Text("ownerId"));
        Assert.Equal(key.Text("id"), (await other.PutAsync(path + "/owner", new { })).Text("ownerId"));
        Assert.Equal(["ownerId", "ownerId", "ownerId"], (await HistoryAsync(path)).Take(3));
    }

    [Fact]
    public async Task Tags_are_put_on_and_taken_off_and_listed_while_in_use()
    {
        var (path, other) = (await NewAsync(new { name = "Tagged", tags = new[] { "zeta of marks" } }), await NewAsync());
        foreach (var tag in new[] { "A/B & Co.", "Ünïcode", "A/B & Co." }) await hub.Admin.PutAsync($"{path}/tags/{Uri.EscapeDataString(tag)}", new { });
        Assert.Equal("""["zeta of marks","A/B & Co.","Ünïcode"]""", (await hub.Admin.GetAsync(path)).GetProperty("tags").GetRawText());
        await hub.Admin.PutAsync($"{other}/tags/zeta%20of%20marks", new { });

        Assert.Equal(["A/B & Co.", "Ünïcode", "zeta of marks"], await TagsAsync());
        foreach (var tagged in new[] { path, other }) await hub.Admin.DeleteAsync($"{tagged}/tags/zeta%20of%20marks");
        Assert.Equal(["A/B & Co.", "Ünïcode"], await TagsAsync());
        Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Delete, $"{path}/tags/zeta%20of%20marks"));
        Assert.Equal(["A/B & Co.", "Ünïcode"], await TagsAsync("?limit=1"));

        // Other tests have tags of their own.
        async Task<IEnumerable<string>> TagsAsync(string query = "") =>
            (await hub.Admin.AllAsync("/api/tags" + query)).Select(t => t.Text("tag")).Where(tag => tag is "A/B & Co." or "Ünïcode" or "zeta of marks");
    }

    [Fact]
    public async Task Alerts_show_wherever_the_customer_appears_until_they_are_removed()
    {
        var path = await NewAsync(new { name = "Alarming" });
        var alert = await hub.Admin.PostAsync(path + "/alerts", new { message = " Invoice overdue " });
        Assert.Equal("Invoice overdue", alert.Text("message"));
        Assert.Equal(alert.Text("id"), (await hub.Admin.AllAsync("/api/customers?q=alarming")).Single().GetProperty("alerts")[0].Text("id"));
        Assert.Equal([$"alerts.{alert.Text("id")}"], (await HistoryAsync(path)).Take(1));

        await hub.Admin.DeleteAsync($"{path}/alerts/{alert.Text("id")}");
        Assert.Equal("[]", (await hub.Admin.GetAsync(path)).GetProperty("alerts").GetRawText());
        Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Delete, $"{path}/alerts/{alert.Text("id")}"));
    }

    [Fact]
    public async Task A_repeated_alert_is_one()
    {
        var path = await NewAsync();
        for (var i = 0; i < 2; i++) Assert.Equal("201", await hub.Admin.OutcomeAsync(HttpMethod.Post, path + "/alerts", new { message = "Once" }, ("Idempotency-Key", "alert-" + path)));
        Assert.Equal(1, (await hub.Admin.GetAsync(path)).GetProperty("alerts").GetArrayLength());
    }

    [Fact]
    public async Task Favourites_come_and_go()
    {
        var (path, product) = (await NewAsync(), await ProductAsync("FAV"));
        for (var i = 0; i < 2; i++) await hub.Admin.PutAsync($"{path}/favorites/{product}", new { });
        Assert.Equal($"""["{product}"]""", (await hub.Admin.GetAsync(path)).GetProperty("favoriteProductIds").GetRawText());
        await hub.Admin.DeleteAsync($"{path}/favorites/{product}");
        Assert.Equal("[]", (await hub.Admin.GetAsync(path)).GetProperty("favoriteProductIds").GetRawText());
    }

    public static TheoryData<string, string, string?, string> Refusals => new()
    {
        { "PUT", "/owner", """{"ownerId":"key_none"}""", "400 validation-failed" },
        { "PUT", "/owner", """{"ownerId":null}""", "400 validation-failed" },
        { "PUT", "/owner", """{"owner":"x"}""", "400 validation-failed" },
        { "PUT", "/owner", "[]", "400 validation-failed" },
        { "PUT", "/owner", "{", "400 malformed-json" },
        { "PUT", "/tags/%20", null, "400 validation-failed" },
        { "PUT", "/tags/a%01", null, "400 validation-failed" },
        { "DELETE", "/tags/none", null, "404 not-found" },
        { "POST", "/alerts", """{}""", "400 validation-failed" },
        { "POST", "/alerts", """{"message":" "}""", "400 validation-failed" },
        { "POST", "/alerts", """{"message":1}""", "400 validation-failed" },
        { "POST", "/alerts", """{"message":"x","by":"me"}""", "400 validation-failed" },
        { "DELETE", "/alerts/alr_none", null, "404 not-found" },
        { "PUT", "/favorites/prd_1", null, "404 not-found" },
        { "PUT", "/favorites/" + Product, null, "404 not-found" },
        { "PUT", "/favorites/cus_01jz0000000000000000000000", null, "404 not-found" },
        { "DELETE", "/favorites/" + Product, null, "404 not-found" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task What_does_not_fit_is_refused(string method, string of, string? body, string outcome) =>
        Assert.Equal(outcome, await hub.Admin.OutcomeAsync(new HttpMethod(method), await NewAsync() + of, body));

    [Theory]
    [InlineData("PUT", "/tags/t51", null)]
    [InlineData("POST", "/alerts", """{"message":"one more"}""")]
    public async Task More_than_the_most_is_refused(string method, string of, string? body)
    {
        var path = await NewAsync(new { name = "Full", tags = Enumerable.Range(0, 50).Select(i => $"t{i}") });
        for (var i = 0; i < 20; i++) await hub.Admin.PostAsync(path + "/alerts", new { message = "x" });
        Assert.Equal("400 validation-failed", await hub.Admin.OutcomeAsync(new HttpMethod(method), path + of, body));
    }

    [Fact]
    public async Task A_customer_has_at_most_200_favourites()
    {
        var path = await NewAsync();
        var products = await Task.WhenAll(Enumerable.Range(0, 201).Select(i => ProductAsync($"MOST-{i}")));
        foreach (var product in products[1..]) await hub.Admin.PutAsync($"{path}/favorites/{product}", new { });
        Assert.Equal("400 validation-failed", await hub.Admin.OutcomeAsync(HttpMethod.Put, $"{path}/favorites/{products[0]}"));
    }

    [Fact]
    public async Task Marks_are_changes_of_the_record()
    {
        var path = await NewAsync();
        using var read = await hub.Admin.TryAsync(HttpMethod.Get, path);
        var before = ("If-Match", read.Headers.ETag!.ToString());
        Assert.Equal("200", await hub.Admin.OutcomeAsync(HttpMethod.Put, path + "/tags/a", null, before));
        Assert.Equal("412 version-mismatch", await hub.Admin.OutcomeAsync(HttpMethod.Put, path + "/tags/b", null, before));
        Assert.Equal("412 version-mismatch", await hub.Admin.OutcomeAsync(HttpMethod.Post, path + "/alerts", new { message = "x" }, before));
    }

    private async Task<string> ProductAsync(string sku) => (await hub.Admin.PostAsync("/api/products", new { sku, name = sku, price = 1 })).Text("id");

    private async Task<string> NewAsync(object? customer = null) => "/api/customers/" + (await hub.Admin.CreateCustomerAsync(customer)).Text("id");

    private async Task<IEnumerable<string>> HistoryAsync(string path) =>
        (await hub.Admin.AllAsync(path + "/history")).SelectMany(h => h.GetProperty("changes").EnumerateArray()).Select(c => c.Text("field"));
}
