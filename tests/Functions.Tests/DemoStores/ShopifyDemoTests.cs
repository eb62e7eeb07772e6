using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Customers.Functions.Local.DemoStores;
using Customers.Functions.Local.DemoStores.Shopify;

namespace Customers.Functions.Tests.DemoStores;

public sealed class ShopifyDemoTests
{
    private const string OrdersQuery = """
        query Changed($first: Int!, $after: String, $query: String) {
          orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
            nodes { id updatedAt }
            pageInfo { hasNextPage endCursor }
          }
        }
        """;

    [Fact]
    public async Task A_wrong_token_is_refused()
    {
        await using var demo = await DemoHost.Start();
        using var response = await demo.Shopify("{ shop { name } }", token: "wrong");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.StartsWith("[API] Invalid API key or access token", (string?)(await response.Content.ReadFromJsonAsync<JsonObject>())!["errors"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_granted_token_opens_for_a_day()
    {
        await using var demo = await DemoHost.Start();
        var grant = new { client_id = DemoCredentials.ShopifyClientId, client_secret = DemoCredentials.ShopifyClientSecret, grant_type = "client_credentials" };
        using var granted = await demo.Client.PostAsJsonAsync("/demo/shopify/admin/oauth/access_token", grant);
        var token = (string?)(await granted.Content.ReadFromJsonAsync<JsonObject>())!["access_token"];
        Assert.Equal(HttpStatusCode.OK, (await demo.Shopify("{ shop { name } }", token: token)).StatusCode);
        demo.Time.Advance(TimeSpan.FromHours(24));
        Assert.Equal(HttpStatusCode.Unauthorized, (await demo.Shopify("{ shop { name } }", token: token)).StatusCode);
        using var refused = await demo.Client.PostAsJsonAsync("/demo/shopify/admin/oauth/access_token", grant with { client_secret = "wrong" });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Theory]
    [InlineData("2026-10", "2026-10")]
    [InlineData("2025-07", "2026-01")]
    public async Task The_version_served_is_told(string asked, string served)
    {
        await using var demo = await DemoHost.Start();
        using var response = await demo.Shopify("{ shop { currencyCode } }", version: asked);
        Assert.Equal(served, response.Headers.GetValues("X-Shopify-API-Version").Single());
    }

    [Fact]
    public async Task Pages_bring_every_order_once_in_the_order_of_updates()
    {
        await using var demo = await DemoHost.Start();
        var found = await AllPages(demo, 50, query: null);
        Assert.Equal(demo.Shops.Shopify.Count, found.Select(o => (string?)o["id"]).Distinct().Count());
        Assert.Equal(demo.Shops.Shopify.Count, found.Count);
        var times = found.Select(o => (DateTimeOffset)o["updatedAt"]!).ToList();
        Assert.Equal(times.Order(), times);
    }

    [Theory]
    [InlineData("updated_at:>='{0}'", true)]
    [InlineData("updated_at:>={0}", true)]
    [InlineData("updated_at:>\"{0}\"", false)]
    public async Task Changes_since_a_moment_are_found(string search, bool inclusive)
    {
        await using var demo = await DemoHost.Start();
        var moment = demo.Shops.Shopify.UpdatedAt(100);
        var found = await AllPages(demo, 250, string.Format(System.Globalization.CultureInfo.InvariantCulture, search, ShopifyTypes.Text(moment)));
        var expected = Enumerable.Range(0, demo.Shops.Shopify.Count).Count(i => inclusive ? demo.Shops.Shopify.UpdatedAt(i) >= moment : demo.Shops.Shopify.UpdatedAt(i) > moment);
        Assert.Equal(expected, found.Count);
    }

    [Fact]
    public async Task The_lines_of_a_long_order_are_read_page_by_page()
    {
        await using var demo = await DemoHost.Start();
        var order = demo.Shops.Shopify.Order(7);
        const string query = "query($id: ID!, $after: String) { order(id: $id) { lineItems(first: 50, after: $after) { edges { node { id product { id } } } pageInfo { hasNextPage endCursor } } } }";
        List<string?> lines = [];
        for (string? after = null; ;)
        {
            var page = (await demo.ShopifyJson(query, new { id = "gid://shopify/Order/" + ShopifyIds.Order(order), after }))["data"]!["order"]!["lineItems"]!;
            lines.AddRange(page["edges"]!.AsArray().Select(e => (string?)e!["node"]!["id"]));
            if (!(bool)page["pageInfo"]!["hasNextPage"]!) break;
            after = (string?)page["pageInfo"]!["endCursor"];
        }
        Assert.True(lines.Count > 50);
        Assert.Equal(order.Lines.Count, lines.Distinct().Count());
    }

    [Fact]
    public async Task Aliases_money_and_people_are_shown_as_the_schema_says()
    {
        await using var demo = await DemoHost.Start();
        var order = Enumerable.Range(6, 100).Select(demo.Shops.Shopify.Order).First(o => o is { AccountSince: not null, Currency.Code: "EUR", PresentmentCurrency.Code: "JPY" });
        var json = (await demo.ShopifyJson(
            $$"""{ it: order(id: "gid://shopify/Order/{{ShopifyIds.Order(order)}}") { currentTotalPriceSet { shopMoney { amount currencyCode } presentmentMoney { currencyCode } } customer { defaultEmailAddress { emailAddress } } } nobody: order(id: "gid://shopify/Order/1") { id } }"""))["data"]!;
        Assert.Null(json["nobody"]);
        Assert.Equal(order.Buyer!.Email, (string?)json["it"]!["customer"]!["defaultEmailAddress"]!["emailAddress"]);
        Assert.Equal("JPY", (string?)json["it"]!["currentTotalPriceSet"]!["presentmentMoney"]!["currencyCode"]);
        Assert.Equal(("EUR", ShopifyAmounts.GraphText(order.CurrentTotal())), ((string?)json["it"]!["currentTotalPriceSet"]!["shopMoney"]!["currencyCode"], (string?)json["it"]!["currentTotalPriceSet"]!["shopMoney"]!["amount"]));
    }

    [Theory]
    [InlineData("{ shop { nonsense } }", "doesn't exist on type 'Shop'")]
    [InlineData("{ shop }", "must have selections")]
    [InlineData("{ shop { name { first } } }", "Selections can't be made on scalars")]
    [InlineData("{ shop { ...Fields } }", "no fragments")]
    [InlineData("{ shop { name ", "unexpected end of file")]
    [InlineData("subscription { shop { name } }", "answers queries")]
    [InlineData("mutation { shop { name } }", "doesn't exist on type 'Mutation'")]
    [InlineData("{ orders(first: 251) { nodes { id } } }", "between 0 and 250")]
    [InlineData("{ orders { nodes { id } } }", "first or last")]
    [InlineData("{ orders(first: 2, after: \"no cursor\") { nodes { id } } }", "Invalid cursor")]
    [InlineData("{ orders(first: 2, query: \"tag:x\") { nodes { id } } }", "updated_at only")]
    [InlineData("query($a: Int!) { orders(first: $a) { nodes { id } } }", "invalid value")]
    [InlineData("{ orders(first: 250) { nodes { lineItems(first: 10) { nodes { id } } } } }", "exceeds the single query max cost")]
    public async Task A_bad_query_is_answered_with_errors_and_no_data(string query, string message)
    {
        await using var demo = await DemoHost.Start();
        using var response = await demo.Shopify(query);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var json = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.False(json.ContainsKey("data"));
        Assert.Contains(message, (string?)json["errors"]![0]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_bucket_throttles_until_it_has_filled_again()
    {
        await using var demo = await DemoHost.Start(o => o with { BucketPoints = 150, RestoredPerSecond = 50 });
        const string query = "{ orders(first: 100) { nodes { id } } }";
        var first = await demo.ShopifyJson(query);
        Assert.Equal(102, (double)first["extensions"]!["cost"]!["requestedQueryCost"]!);
        Assert.Equal(48, (double)first["extensions"]!["cost"]!["throttleStatus"]!["currentlyAvailable"]!);
        var second = await demo.ShopifyJson(query);
        Assert.Equal("THROTTLED", (string?)second["errors"]![0]!["extensions"]!["code"]);
        Assert.False(second.ContainsKey("data"));
        demo.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.True((await demo.ShopifyJson(query)).ContainsKey("data"));
    }

    [Fact]
    public async Task Now_and_then_a_request_is_throttled_or_one_too_many()
    {
        await using var demo = await DemoHost.Start(o => o with { ThrottledEvery = 2, TooManyRequestsEvery = 3 });
        Assert.True((await demo.ShopifyJson("{ shop { name } }")).ContainsKey("data"));
        Assert.Equal("THROTTLED", (string?)(await demo.ShopifyJson("{ shop { name } }"))["errors"]![0]!["extensions"]!["code"]);
        using var third = await demo.Shopify("{ shop { name } }");
        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.Equal("1.0", third.Headers.NonValidated["Retry-After"].ToString());
    }

    [Fact]
    public async Task Customers_are_those_with_an_account()
    {
        await using var demo = await DemoHost.Start();
        var found = (await demo.ShopifyJson("{ customers(first: 250) { nodes { id email } } }"))["data"]!["customers"]!["nodes"]!.AsArray();
        Assert.Equal(demo.Shops.Shopify.Population * 4 / 5, found.Count);
        var one = await demo.ShopifyJson("query($id: ID!) { customer(id: $id) { email } }", new { id = (string?)found[0]!["id"] });
        Assert.Equal((string?)found[0]!["email"], (string?)one["data"]!["customer"]!["email"]);
    }

    private static async Task<List<JsonNode>> AllPages(DemoHost demo, int first, string? query)
    {
        List<JsonNode> found = [];
        for (string? after = null; ;)
        {
            var page = (await demo.ShopifyJson(OrdersQuery, new { first, after, query }))["data"]!["orders"]!;
            found.AddRange(page["nodes"]!.AsArray().Select(n => n!));
            if (!(bool)page["pageInfo"]!["hasNextPage"]!) return found;
            after = (string?)page["pageInfo"]!["endCursor"];
        }
    }
}
