using System.Globalization;
using System.Net;
using System.Text;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Tests.Stores;
using Customers.Functions.WooCommerce;

namespace Customers.Functions.Tests.WooCommerce;

public sealed class WooCommerceShopTests : IDisposable
{
    private static readonly StoreCredentials Credentials = new() { ConsumerKey = "ck_1", ConsumerSecret = "cs_2" };
    private static readonly DateTimeOffset Since = new(2026, 8, 1, 2, 0, 0, 700, TimeSpan.FromHours(2));
    /// <summary>Without <c>meta_data</c>, in which plugins keep what they like.</summary>
    private const string Fields =
        "id,number,status,currency,total,total_tax,shipping_total,discount_total,date_created_gmt,date_modified_gmt,date_paid_gmt,customer_id,customer_note,billing,shipping,line_items,refunds";

    private readonly StrictStore _store = new();
    private readonly WooCommerceShop _reader;

    public WooCommerceShopTests() => _reader = new(_store.WooCommerce, _store.Clock);

    [Fact]
    public async Task Changes_are_asked_for_in_the_one_way_that_is_right_on_every_version()
    {
        _store.Answers(HttpStatusCode.OK, Encoding.UTF8.GetString(WooCommerceRecordings.Read("orders_page1.json")), ("X-WP-Total", "53"));

        var page = (await Changes(new(Since))).Value;

        Assert.Equal(
            "https://shop.example.com/de/wp-json/wc/v3/orders?status[0]=any&dates_are_gmt=true&modified_after=2026-07-31T23:59:59&orderby=modified&order=asc&per_page=100&page=1&_fields=" + Fields,
            Uri.UnescapeDataString(_store.Requests[0].Url.AbsoluteUri));
        Assert.Equal("Basic " + Convert.ToBase64String("ck_1:cs_2"u8), _store.Requests[0].Authorization);
        Assert.Equal((25, 53L), (page.Orders.Count, page.Total));
        Assert.All(page.Orders, order => Assert.Equal(order.ExternalId, order.Order.Value.ExternalId));
        Assert.Equal(WooCommerceRecordings.Page()[0]!.ToJsonString(), System.Text.Json.Nodes.JsonNode.Parse(page.Orders[0].Raw.Span)!.ToJsonString());
    }

    [Fact]
    public async Task A_customer_and_its_orders_are_read_by_its_id()
    {
        var orders = Encoding.UTF8.GetString(WooCommerceRecordings.Read("orders_page1.json"));
        _store.Answers("""{"id":25,"email":"a@b.example","first_name":"Ada","last_name":"B","billing":{"company":"C"}}""").Answers(HttpStatusCode.OK, orders, ("X-WP-Total", "25"))
            .Answers(HttpStatusCode.NotFound, """{"code":"woocommerce_rest_invalid_id","message":"Invalid resource ID.","data":{"status":404}}""");

        var who = (await _store.Run(_reader.ReadCustomerAsync(new("sto_1", new("https://shop.example.com"), Credentials), "25", default))).Value;
        var page = (await _store.Run(_reader.ReadOrdersOfAsync(new("sto_1", new("https://shop.example.com"), Credentials), "25", null, default))).Value;

        Assert.Equal(("25", "a@b.example", "Ada B", "C"), (who!.ExternalId, who.Email, who.FullName, who.Company));
        Assert.Equal("https://shop.example.com/wp-json/wc/v3/customers/25", _store.Requests[0].Url.GetLeftPart(UriPartial.Path));
        Assert.Equal("?customer=25&status[0]=any&orderby=id&order=asc&per_page=100&page=1&_fields=" + Fields, Uri.UnescapeDataString(_store.Requests[1].Url.Query));
        Assert.Equal((25, null), (page.Orders.Count, page.Next));
        Assert.Null((await _store.Run(_reader.ReadCustomerAsync(new("sto_1", new("https://shop.example.com"), Credentials), "26", default))).Value);
    }

    [Theory]
    [InlineData(1, null, 99, 99L, null, null)]
    [InlineData(1, null, 100, 150L, 2, 150L)]
    [InlineData(2, 150L, 50, 150L, null, null)]
    [InlineData(2, 150L, 49, 149L, 1, null)]
    [InlineData(2, 250L, 100, 250L, 3, 250L)]
    [InlineData(3, 200L, 0, 0L, null, null)]
    public void Orders_of_a_customer_are_read_again_from_the_start_when_one_of_them_left(int page, long? held, int count, long now, int? nextPage, long? nextHeld) =>
        Assert.Equal(nextPage is { } next ? new OrdersOfPosition(next, nextHeld) : null, new OrdersOfPosition(page, held).Next(count, now));

    [Fact]
    public async Task The_trash_is_read_last()
    {
        _store.Answers("[]").Answers("[]");

        var first = (await Changes(new(Since))).Value;
        var second = (await Changes(first.Next!)).Value;

        Assert.Contains("status[0]=trash", Uri.UnescapeDataString(_store.Requests[1].Url.Query), StringComparison.Ordinal);
        Assert.Contains("modified_after=2026-07-31T23:59:59", Uri.UnescapeDataString(_store.Requests[1].Url.Query), StringComparison.Ordinal);
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task Over_plain_http_requests_are_signed_for_the_sites_own_url()
    {
        _store.Answers("[]");

        await _reader.ReadChangesAsync(new("sto_1", new("http://127.0.0.1:8088/"), Credentials), new(Since), CancellationToken.None);

        var request = _store.Requests[0];
        var query = Uri.UnescapeDataString(request.Url.Query[1..]).Split('&').Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        var signed = OAuthSignature.Sign(HttpMethod.Get, new("http://127.0.0.1:8088/wp-json/wc/v3/orders"),
            query.Where(p => !p.Key.StartsWith("oauth_", StringComparison.Ordinal)), "ck_1", "cs_2",
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(query["oauth_timestamp"], CultureInfo.InvariantCulture)), query["oauth_nonce"]);
        Assert.Equal(signed.Single(p => p.Key == "oauth_signature").Value, query["oauth_signature"]);
        Assert.Null(request.Authorization);
        Assert.DoesNotContain("cs_2", request.Url.Query, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_is_what_RFC_5849_says()
    {
        var signed = OAuthSignature.Sign(HttpMethod.Get, new("http://shop.example.com/wp-json/wc/v3/orders"), [new("status[0]", "any"), new("search", "a b&c")],
            "ck", "cs", DateTimeOffset.FromUnixTimeSeconds(1700000000), "nonce");

        // Computed apart from this code, over the base string written out by hand.
        Assert.Equal("+F4rOF8VZjugrRoMcex16U/1tbGU5osFSGhYKxuhO/0=", signed[^1].Value);
    }

    [Theory]
    [InlineData(401, """{"code":"woocommerce_rest_cannot_view","message":"Sorry","data":{"status":401}}""", "store-refused-credentials", "woocommerce_rest_cannot_view")]
    [InlineData(403, "<html>Forbidden</html>", "store-refused-credentials", "credentials")]
    [InlineData(404, """{"code":"rest_no_route","message":"No route","data":{"status":404}}""", "store-answered-error", "rest_no_route")]
    [InlineData(404, "<html>Not found</html>", "store-answered-error", "404")]
    [InlineData(400, """{"code":"rest_invalid_param"}""", "store-answered-error", "rest_invalid_param")]
    [InlineData(301, "", "store-answered-error", "301")]
    [InlineData(200, "<html>Back soon</html>", "store-answered-error", "something else than JSON")]
    [InlineData(200, "{}", "store-answered-error", "something else than a list")]
    [InlineData(200, "", "store-answered-error", "something else than JSON")]
    [InlineData(400, """{"code":"<script>x</script>"}""", "store-answered-error", "status 400.")]
    [InlineData(200, """{"code":"woocommerce_rest_cannot_view","message":"Sorry","data":{"status":401}}""", "store-refused-credentials", "woocommerce_rest_cannot_view")]
    [InlineData(200, """{"code":"rest_no_route","message":"No route","data":{"status":404}}""", "store-answered-error", "status 404 (rest_no_route)")]
    public async Task What_a_store_answers_instead_is_told(int status, string body, string code, string detail)
    {
        _store.Answers((HttpStatusCode)status, body).Answers((HttpStatusCode)status, body);

        var refusal = (await Changes(new(Since))).Refusal;

        Assert.Equal(code, refusal?.Code);
        Assert.Contains(detail, refusal!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_that_may_pass_is_waited_for_whatever_its_status()
    {
        _store.Answers("""{"code":"wp_die","message":"Back soon","data":{"status":503}}""").Answers(HttpStatusCode.ServiceUnavailable, "<html>Back soon</html>").Answers("[]");

        Assert.Empty((await Changes(new(Since))).Value.Orders);
    }

    [Fact]
    public async Task A_byte_order_mark_before_the_answer_does_not_matter()
    {
        _store.Answers("\uFEFF[]");

        Assert.Null((await Changes(new(Since))).Refusal);
    }

    [Fact]
    public async Task One_order_is_read_as_it_is_now()
    {
        _store.Answers(Encoding.UTF8.GetString(WooCommerceRecordings.Read("order_with_refund.json")));

        var order = (await _store.Run(_reader.ReadOrderAsync(Shop, "21", CancellationToken.None))).Value;

        Assert.Equal("56.70", order!.Order.Value.Billed.ToString());
        Assert.Equal("/de/wp-json/wc/v3/orders/21", _store.Requests[0].Url.AbsolutePath);
    }

    [Fact]
    public async Task An_order_that_the_store_does_not_have_is_null_and_a_missing_shop_is_not()
    {
        _store.Answers(HttpStatusCode.NotFound, """{"code":"woocommerce_rest_shop_order_invalid_id","data":{"status":404}}""").Answers(HttpStatusCode.NotFound, "<html>").Answers(HttpStatusCode.NotFound, "<html>");

        Assert.Null((await _reader.ReadOrderAsync(Shop, "21", CancellationToken.None)).Value);
        Assert.Equal("store-answered-error", (await _reader.ReadOrderAsync(Shop, "21", CancellationToken.None)).Refusal?.Code);
        Assert.Null((await _reader.ReadOrderAsync(Shop, "../21", CancellationToken.None)).Value);
    }

    [Fact]
    public async Task An_order_that_cannot_be_used_does_not_stop_the_page()
    {
        _store.Answers(HttpStatusCode.OK, $"[{WooCommerceRecordings.Order(21).With("total", "-1")},{WooCommerceRecordings.Order(23)},7]");

        var orders = (await Changes(new(Since))).Value.Orders;

        Assert.Equal(["unusable-order", null, "unreadable-content"], orders.Select(order => order.Order.Refusal?.Code));
        Assert.Equal(["21", "23", ""], orders.Select(order => order.ExternalId));
    }

    [Fact]
    public async Task Credentials_that_work_tell_the_shops_name()
    {
        _store.Answers("[]").Answers("""{"name":"Kaffee & Söhne"}""");
        Assert.Equal("Kaffee & Söhne", (await _reader.TestAsync(Shop, CancellationToken.None)).Value);

        _store.Answers("[]").Answers(HttpStatusCode.Forbidden, "<html>");
        Assert.Equal("shop.example.com", (await _reader.TestAsync(Shop, CancellationToken.None)).Value);

        _store.Answers(HttpStatusCode.Unauthorized, "{}");
        Assert.Equal("store-refused-credentials", (await _reader.TestAsync(Shop, CancellationToken.None)).Refusal?.Code);
    }

    public void Dispose() => _store.Dispose();

    private static ShopConnection Shop => new("sto_1", new("https://shop.example.com/de/"), Credentials);

    private Task<Outcome<OrderPage>> Changes(PullCursor cursor) => _store.Run(_reader.ReadChangesAsync(Shop, cursor, CancellationToken.None));
}
