using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Customers.Functions.Local.DemoStores;

namespace Customers.Functions.Tests.DemoStores;

public sealed class WooCommerceDemoTests
{
    private static string Gmt(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Pages_count_and_end_in_an_empty_list()
    {
        await using var demo = await DemoHost.Start();
        using var first = await demo.WooCommerce("/orders?per_page=100&orderby=id&order=asc");
        var total = int.Parse(first.Headers.GetValues("X-WP-Total").Single(), CultureInfo.InvariantCulture);
        Assert.InRange(total, 150, demo.Shops.WooCommerce.Count - 1);
        Assert.Equal((total + 99) / 100, int.Parse(first.Headers.GetValues("X-WP-TotalPages").Single(), CultureInfo.InvariantCulture));
        using var last = await demo.WooCommerce("/orders?per_page=100&page=9");
        Assert.Equal("[]", await last.Content.ReadAsStringAsync());
        Assert.Equal("0", last.Headers.GetValues("X-WP-TotalPages").Single());
    }

    [Theory]
    [InlineData("/orders?per_page=101", 400, "rest_invalid_param")]
    [InlineData("/orders?per_page=0", 400, "rest_invalid_param")]
    [InlineData("/orders?page=0", 400, "rest_invalid_param")]
    [InlineData("/orders?status=nonsense", 400, "rest_invalid_param")]
    [InlineData("/orders?orderby=nonsense", 400, "rest_invalid_param")]
    [InlineData("/orders?modified_after=2026-11-01T00:00:00+00:00", 400, "rest_invalid_param")]
    [InlineData("/orders?modified_after=yesterday", 400, "rest_invalid_param")]
    [InlineData("/orders/7", 404, "woocommerce_rest_shop_order_invalid_id")]
    [InlineData("/orders/7/refunds", 404, "woocommerce_rest_shop_order_invalid_id")]
    [InlineData("/customers/7", 404, "woocommerce_rest_invalid_id")]
    [InlineData("/nowhere", 404, "rest_no_route")]
    public async Task What_cannot_be_answered_says_why(string path, int status, string code)
    {
        await using var demo = await DemoHost.Start();
        using var response = await demo.WooCommerce(path);
        var json = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal((status, code, status), ((int)response.StatusCode, (string?)json["code"], (int)json["data"]!["status"]!));
    }

    [Fact]
    public async Task Any_status_leaves_out_the_trash_and_the_drafts()
    {
        await using var demo = await DemoHost.Start();
        List<JsonObject> any = [.. await demo.WooCommerceList("/orders?per_page=100"), .. await demo.WooCommerceList("/orders?per_page=100&page=2&status=any")];
        Assert.DoesNotContain(any, o => (string?)o["status"] is "trash" or "checkout-draft");
        Assert.Contains(any, o => (string?)o["status"] == "awaiting-pickup");
        var trash = await demo.WooCommerceList("/orders?per_page=100&status[0]=trash");
        Assert.NotEmpty(trash);
        Assert.All(trash, o => Assert.Equal("trash", (string?)o["status"]));
        Assert.NotEmpty(await demo.WooCommerceList("/orders?status[]=checkout-draft"));
    }

    [Fact]
    public async Task Modified_after_is_strict_and_right_without_a_suffix()
    {
        await using var demo = await DemoHost.Start();
        var moment = demo.Shops.WooCommerce.UpdatedAt(150);
        var found = await demo.WooCommerceList($"/orders?per_page=100&orderby=modified&order=asc&dates_are_gmt=true&modified_after={Gmt(moment)}");
        Assert.All(found, o => Assert.True(string.CompareOrdinal((string?)o["date_modified_gmt"], Gmt(moment)) > 0));
        var included = await demo.WooCommerceList($"/orders?per_page=100&orderby=modified&order=asc&dates_are_gmt=true&modified_after={Gmt(moment.AddSeconds(-1))}");
        Assert.Equal(Gmt(moment), (string?)included[0]["date_modified_gmt"]);
        Assert.True(included.Count > found.Count);
    }

    [Theory]
    [InlineData("2026-11-10T09:00:00", "&dates_are_gmt=true", "2026-11-10T09:00:00")]
    [InlineData("2026-11-10T09:00:00Z", "", "2026-11-10T09:00:00")]
    [InlineData("2026-11-10T09:00:00%2B00:00", "", "2026-11-10T09:00:00")]
    [InlineData("2026-11-10T10:00:00", "", "2026-11-10T09:00:00")]
    [InlineData("2026-11-10T09:00:00Z", "&dates_are_gmt=true", "2026-11-10T10:00:00")]
    [InlineData("2026-08-10T09:00:00Z", "&dates_are_gmt=1", "2026-08-10T11:00:00")]
    public async Task Z_together_with_gmt_skips_the_offsets_worth(string sent, string flag, string meant)
    {
        await using var demo = await DemoHost.Start(o => o with { WooCommerceOrders = 100_000 });
        var found = await demo.WooCommerceList($"/orders?per_page=1&orderby=modified&order=asc&modified_after={sent}{flag}");
        var first = DateTime.Parse((string)found[0]["date_modified_gmt"]!, CultureInfo.InvariantCulture);
        var bound = DateTime.Parse(meant, CultureInfo.InvariantCulture);
        Assert.InRange(first, bound.AddSeconds(1), bound.AddHours(2).AddSeconds(-1));
        Assert.True(first - bound < TimeSpan.FromMinutes(110));
    }

    [Fact]
    public async Task Orders_that_share_a_second_are_repeated_and_omitted_between_pages()
    {
        await using var demo = await DemoHost.Start();
        List<int> ids = [];
        for (var page = 1; page <= 20; page++)
            ids.AddRange((await demo.WooCommerceList($"/orders?per_page=20&orderby=modified&order=asc&page={page}")).Select(o => (int)o["id"]!));
        Assert.True(ids.Distinct().Count() < ids.Count);
        List<int> byId = [];
        for (var page = 1; page <= 20; page++)
            byId.AddRange((await demo.WooCommerceList($"/orders?per_page=20&orderby=id&order=asc&page={page}")).Select(o => (int)o["id"]!));
        Assert.Equal(byId.Count, byId.Distinct().Count());
        Assert.NotEmpty(byId.Except(ids));
    }

    [Fact]
    public async Task An_order_looks_as_the_shop_writes_it()
    {
        await using var demo = await DemoHost.Start();
        var refunded = (await demo.WooCommerceList("/orders?per_page=100")).First(o => (string?)o["status"] == "completed" && o["refunds"]!.AsArray().Count == 1);
        Assert.DoesNotContain('Z', (string)refunded["date_modified_gmt"]!);
        var total = (string)refunded["refunds"]![0]!["total"]!;
        Assert.StartsWith("-", total, StringComparison.Ordinal);
        Assert.Equal(System.Text.Json.JsonValueKind.Number, refunded["line_items"]![0]!["price"]!.GetValueKind());
        var refunds = await demo.WooCommerceList($"/orders/{refunded["id"]}/refunds");
        Assert.Equal(total, "-" + (string?)refunds.Single()["amount"]);
        var one = await demo.WooCommerce($"/orders/{refunded["id"]}");
        Assert.Equal(refunded.ToJsonString(), (await one.Content.ReadFromJsonAsync<JsonObject>())!.ToJsonString());
    }

    [Fact]
    public async Task Customers_are_listed_and_found()
    {
        await using var demo = await DemoHost.Start();
        var found = await demo.WooCommerceList("/customers?per_page=100");
        Assert.Equal(found.Count, found.Select(c => (int)c["id"]!).Distinct().Count());
        using var one = await demo.WooCommerce($"/customers/{found[^1]["id"]}");
        Assert.Equal((string?)found[^1]["email"], (string?)(await one.Content.ReadFromJsonAsync<JsonObject>())!["email"]);
        Assert.Equal(HttpStatusCode.OK, (await demo.WooCommerce("/system_status")).StatusCode);
    }
}
