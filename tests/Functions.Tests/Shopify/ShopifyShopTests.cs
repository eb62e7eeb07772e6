using System.Net;
using System.Text.Json.Nodes;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Shopify;
using Customers.Functions.Tests.Stores;

namespace Customers.Functions.Tests.Shopify;

public sealed class ShopifyShopTests : IDisposable
{
    private static readonly ShopConnection Fixed = new("sto_1", new("https://demo.myshopify.com"), new() { AccessToken = "shpat_1" });
    private static readonly ShopConnection Granted = new("sto_1", new("https://demo.myshopify.com/"), new() { ClientId = "id", ClientSecret = "secret" });
    private static readonly PullCursor Since = new(new DateTimeOffset(2026, 11, 1, 1, 0, 0, TimeSpan.FromHours(1)));
    private readonly StrictStore _store = new();
    private readonly ShopifyShop _reader;

    public ShopifyShopTests() => _reader = new(_store.Shopify, _store.Clock);

    [Theory]
    [InlineData("""{"data":{"ordersCount":{"count":3}}}""", 3L)]
    [InlineData("""{"data":{"ordersCount":null}}""", null)]
    [InlineData("""{"data":{"ordersCount":{"count":"3"}}}""", null)]
    [InlineData("""{"errors":[{"message":"No","extensions":{"code":"ACCESS_DENIED"}}]}""", null)]
    public async Task Changes_are_paged_by_the_shops_cursor_and_counted_where_the_shop_lets_one(string count, long? total)
    {
        _store.Answers(Page("c1", Node(1), Node(2))).Answers(count).Answers(Page(null, Node(3)));

        var first = (await Changes(Since)).Value;
        var second = (await Changes(first.Next!)).Value;

        Assert.Equal(["1", "2", "3"], first.Orders.Concat(second.Orders).Select(order => order.Order.Value.ExternalId));
        Assert.Equal((total, null, null), (first.Total, second.Total, second.Next));
        Assert.Equal("https://demo.myshopify.com/admin/api/2026-01/graphql.json", _store.Requests[0].Url.AbsoluteUri);
        Assert.Equal(("updated_at:>='2026-11-01T00:00:00Z'", 25, null), Variables(0));
        Assert.Equal(("updated_at:>='2026-11-01T00:00:00Z'", 25, "c1"), Variables(2));
    }

    [Fact]
    public async Task Lines_beyond_the_first_page_are_read_to_the_end()
    {
        var node = Node(1);
        node["lineItems"] = Lines("l1", "A");
        _store.Answers(Page(null, node))
            .Answers(Data("order", new JsonObject { ["lineItems"] = Lines("l2", "B", "C") }))
            .Answers(Data("order", new JsonObject { ["lineItems"] = Lines(null, "D") }));

        var order = (await Changes(Since)).Value.Orders.Single();

        Assert.Equal(["A", "B", "C", "D"], order.Order.Value.Lines.Select(line => line.Description));
        Assert.Contains("\"D\"", System.Text.Encoding.UTF8.GetString(order.Raw.Span), StringComparison.Ordinal);
        Assert.Equal("gid://shopify/Order/1", (string?)Body(2)["variables"]!["id"]);
        Assert.Equal("l2", (string?)Body(2)["variables"]!["after"]);
    }

    [Fact]
    public async Task Lines_that_cost_too_much_are_asked_for_in_smaller_pages()
    {
        var node = Node(1);
        node["lineItems"] = Lines("l1", "A");
        _store.Answers(Page(null, node)).Answers(TooCostly).Answers(Data("order", new JsonObject { ["lineItems"] = Lines("l2", "B") })).Answers(Data("order", new JsonObject { ["lineItems"] = Lines(null, "C") }));

        Assert.Equal(["A", "B", "C"], (await Changes(Since)).Value.Orders.Single().Order.Value.Lines.Select(line => line.Description));
        Assert.Equal([(250, "l1"), (125, "l1"), (125, "l2")], Enumerable.Range(1, 3).Select(i => (Variables(i).First, Variables(i).After)));
    }

    [Theory]
    [InlineData("100.0", 7.9, 8.5)]
    [InlineData("2", 29.9, 30.5)]
    [InlineData("10000", 0.4, 1)]
    public async Task Throttling_is_waited_for_as_long_as_points_are_missing_up_to_a_cap(string restored, double atLeast, double atMost)
    {
        _store.Answers($$"""
            {"errors":[{"message":"Throttled","extensions":{"code":"THROTTLED"} }],
             "extensions":{"cost":{"requestedQueryCost":900,"throttleStatus":{"maximumAvailable":2000.0,"currentlyAvailable":100,"restoreRate":{{restored}} } } } }
            """).Answers(Page(null));

        Assert.Empty((await Changes(Since)).Value.Orders);
        Assert.InRange((_store.Requests[1].At - _store.Requests[0].At).TotalSeconds, atLeast, atMost);
    }

    [Fact]
    public async Task Throttling_without_end_makes_the_store_unreachable()
    {
        for (var attempt = 0; attempt < 6; attempt++) _store.Answers("""{"errors":[{"extensions":{"code":"THROTTLED"}}]}""");

        await Assert.ThrowsAsync<StoreUnreachableException>(() => Changes(Since));
    }

    [Fact]
    public async Task A_page_that_costs_too_much_is_asked_for_in_smaller_ones()
    {
        _store.Answers(TooCostly).Answers(Page("c1", Node(1))).Answers("""{"data":{"ordersCount":null}}""").Answers(Page(null));

        var first = (await Changes(Since)).Value;
        await Changes(first.Next!);

        Assert.Equal([25, 12, 12], new[] { 0, 1, 3 }.Select(i => Variables(i).First));
    }

    [Fact]
    public async Task A_granted_token_is_kept_until_shortly_before_it_expires()
    {
        _store.Answers(Token("t1")).Answers(Shop).Answers(Shop).Answers(Token("t2")).Answers(Shop);

        await Test(Granted);
        _store.Clock.Advance(TimeSpan.FromHours(23.9));
        await Test(Granted);
        _store.Clock.Advance(TimeSpan.FromMinutes(2));
        await Test(Granted);

        Assert.Equal("grant_type=client_credentials&client_id=id&client_secret=secret", _store.Requests[0].Body);
        Assert.Equal([true, false, false, true, false], _store.Requests.Select(request => request.Url.AbsolutePath == "/admin/oauth/access_token"));
    }

    [Fact]
    public async Task A_granted_token_that_was_taken_back_is_asked_for_once_more()
    {
        _store.Answers(Token("t1")).Answers(HttpStatusCode.Unauthorized, "{}").Answers(Token("t2")).Answers(Shop);

        Assert.Equal("Demo", (await Test(Granted)).Value);
    }

    [Fact]
    public async Task A_token_taken_back_from_several_calls_at_once_is_renewed_for_each_of_them()
    {
        var tokens = new ShopifyTokens(_store.Client, _store.Calls, _store.Clock);
        _store.Answers(Token("t1")).Answers(Token("t2"));

        var old = (await tokens.GetAsync(Granted, default)).Value;
        Assert.True(tokens.Forget(Granted, old));
        Assert.True(tokens.Forget(Granted, old));
        Assert.Equal("t2", (await tokens.GetAsync(Granted, default)).Value);
        Assert.True(tokens.Forget(Granted, old));
        Assert.Equal("t2", (await tokens.GetAsync(Granted, default)).Value);
        Assert.False(tokens.Forget(Fixed, "shpat_1"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"access_token":"t"}""")]
    [InlineData("""{"access_token":7,"expires_in":86399}""")]
    [InlineData("""{"access_token":"t","expires_in":"86399"}""")]
    [InlineData("<html>")]
    public async Task What_is_no_token_is_told(string answer)
    {
        _store.Answers(answer);

        Assert.Equal("store-answered-error", (await Test(Granted)).Refusal?.Code);
    }

    [Theory]
    [InlineData(401, "{}", "store-refused-credentials", "credentials")]
    [InlineData(403, "{}", "store-refused-credentials", "credentials")]
    [InlineData(404, "{}", "store-answered-error", "404")]
    [InlineData(402, "{}", "store-answered-error", "402")]
    [InlineData(200, "<html>", "store-answered-error", "something else than JSON")]
    [InlineData(200, "[]", "store-answered-error", "something else than JSON")]
    [InlineData(200, """{"errors":"Not Found"}""", "store-answered-error", "an error")]
    [InlineData(200, """{"errors":[{"message":"x","extensions":{"code":"undefinedField"}}]}""", "store-answered-error", "undefinedField")]
    [InlineData(200, """{"data":{"shop":null},"errors":[{"message":"x","extensions":{"code":"ACCESS_DENIED"}}]}""", "store-refused-credentials", "ACCESS_DENIED")]
    public async Task What_a_store_answers_instead_is_told(int status, string body, string code, string detail)
    {
        _store.Answers((HttpStatusCode)status, body);

        var refusal = (await Test(Fixed)).Refusal;

        Assert.Equal(code, refusal?.Code);
        Assert.Contains(detail, refusal!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_that_grant_nothing_are_refused()
    {
        _store.Answers(HttpStatusCode.BadRequest, """{"error":"invalid_client"}""");

        Assert.Equal("store-refused-credentials", (await Test(Granted)).Refusal?.Code);
    }

    [Fact]
    public async Task An_order_is_read_although_personal_data_was_not_granted()
    {
        var denied = JsonNode.Parse(Data("order", Node(1).With("customer", null)))!.AsObject()
            .With("errors", JsonNode.Parse("""[{"message":"not approved","path":["order","customer"],"extensions":{"code":"ACCESS_DENIED"}}]"""));
        _store.Answers(denied.ToJsonString());

        var order = (await Read("1")).Value;

        Assert.Equal("1", order!.Order.Value.ExternalId);
    }

    [Fact]
    public async Task An_order_that_the_store_does_not_have_is_null()
    {
        _store.Answers(Data("order", null));

        Assert.Null((await Read("1")).Value);
        Assert.Null((await Read("1\") { x }")).Value);
        Assert.Single(_store.Requests);
    }

    [Fact]
    public async Task A_customer_and_its_orders_are_read_by_its_id()
    {
        var person = JsonNode.Parse("""{"id":"gid://shopify/Customer/7","firstName":"Ada","lastName":"B","defaultEmailAddress":{"emailAddress":"a@b.example"},"defaultPhoneNumber":null,"defaultAddress":{"company":"C"}}""");
        _store.Answers(Data("customer", person)).Answers(OrdersOf("c1", Node(1))).Answers(OrdersOf(null, Node(2))).Answers(Data("customer", null)).Answers(Data("customer", null));

        var who = (await _store.Run(_reader.ReadCustomerAsync(Fixed, "7", default))).Value;
        var first = (await _store.Run(_reader.ReadOrdersOfAsync(Fixed, "7", null, default))).Value;
        var second = (await _store.Run(_reader.ReadOrdersOfAsync(Fixed, "7", first.Next, default))).Value;

        Assert.Equal(("7", "a@b.example", "Ada B", "C"), (who!.ExternalId, who.Email, who.FullName, who.Company));
        Assert.Equal(["1", "2"], first.Orders.Concat(second.Orders).Select(order => order.Order.Value.ExternalId));
        Assert.Null(second.Next);
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal("gid://shopify/Customer/7", (string?)Body(i)["variables"]!["id"]));
        Assert.Equal("c1", Variables(2).After);
        Assert.Null((await _store.Run(_reader.ReadCustomerAsync(Fixed, "7", default))).Value);
        Assert.Empty((await _store.Run(_reader.ReadOrdersOfAsync(Fixed, "7", null, default))).Value.Orders);
        Assert.Null((await _reader.ReadCustomerAsync(Fixed, "7\")", default)).Value);

        static string OrdersOf(string? next, JsonNode node) => Data("customer", new JsonObject { ["orders"] = Connection(next, [node]) });
    }

    public void Dispose() => _store.Dispose();

    private const string TooCostly = """{"errors":[{"message":"Query cost is 2000","extensions":{"code":"MAX_COST_EXCEEDED"}}]}""";

    private const string Shop = """{"data":{"shop":{"name":"Demo"}}}""";

    private static string Token(string token) => $$"""{"access_token":"{{token}}","scope":"read_orders","expires_in":86399}""";

    private static string Data(string part, JsonNode? value) => new JsonObject { ["data"] = new JsonObject { [part] = value } }.ToJsonString();

    private static string Page(string? next, params JsonNode[] nodes) => Data("orders", Connection(next, nodes));

    private static JsonObject Lines(string? next, params string[] names) => Connection(next, [.. names.Select(name => new JsonObject { ["name"] = name, ["quantity"] = 1 })]);

    private static JsonObject Connection(string? next, JsonNode[] nodes) => new()
    {
        ["pageInfo"] = new JsonObject { ["hasNextPage"] = next is not null, ["endCursor"] = next },
        ["nodes"] = new JsonArray(nodes),
    };

    private static JsonObject Node(int id) => JsonNode.Parse($$$$"""
        {"id":"gid://shopify/Order/{{{{id}}}}","name":"#{{{{id}}}}","updatedAt":"2026-11-02T10:00:00Z","currencyCode":"EUR","taxesIncluded":false,
         "currentTotalPriceSet":{"shopMoney":{"amount":"100.0"}},"netPaymentSet":{"shopMoney":{"amount":"40.0"}},"totalRefundedSet":{"shopMoney":{"amount":"0.0"}}}
        """)!.AsObject();

    private JsonNode Body(int request) => JsonNode.Parse(_store.Requests[request].Body)!;

    private (string? Filter, int First, string? After) Variables(int request) =>
        ((string?)Body(request)["variables"]!["filter"], (int)Body(request)["variables"]!["first"]!, (string?)Body(request)["variables"]!["after"]);

    private Task<Outcome<OrderPage>> Changes(PullCursor cursor) => _store.Run(_reader.ReadChangesAsync(Fixed, cursor, CancellationToken.None));

    private Task<Outcome<string>> Test(ShopConnection shop) => _store.Run(_reader.TestAsync(shop, CancellationToken.None));

    private Task<Outcome<ShopOrder?>> Read(string id) => _store.Run(_reader.ReadOrderAsync(Fixed, id, CancellationToken.None));
}
