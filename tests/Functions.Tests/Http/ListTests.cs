using System.Buffers.Text;
using System.Net;
using System.Text.Json;

namespace Customers.Functions.Tests.Http;

public sealed class ListTests(HubFixture hub) : IClassFixture<HubFixture>
{
    [Theory]
    [InlineData("", "50 id False ")]
    [InlineData("?limit=1", "1 id False ")]
    [InlineData("?limit=200&sort=-createdAt", "200 id True ")]
    [InlineData("?sort=-name", "50 name True ")]
    public async Task A_list_has_a_limit_and_an_order(string query, string expected) => Assert.Equal(expected, (await ListAsync(query)).Items[1]);

    [Fact]
    public async Task Filters_are_read_by_their_type()
    {
        var (items, _) = await ListAsync("?kind=notSmall&since=2026-01-31&active=true&tag=a&tag=b&class.tier=Gold");
        Assert.Equal("NotSmall 2026-01-31 True a+b [tier, Gold]", items[0]);
    }

    [Fact]
    public async Task Every_fault_of_the_query_is_told_at_once()
    {
        using var response = await hub.Client().GetAsync("/api/things?limit=0&sort=email&after=xyz&kind=huge&since=yesterday&active=yes");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(
            [
                "active: must be true or false",
                "after: must be the 'next' of a page of this very list: same address, filters and sort",
                "kind: must be one of small, notSmall",
                "limit: must be a whole number from 1 to 200",
                "since: must be a date like 2026-01-31, from 1900 to 2999",
                "sort: must be one of createdAt, name, with - before it for descending",
            ],
            (await response.FaultsAsync()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("201")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("%201")]
    [InlineData("")]
    [InlineData("1&limit=2")]
    [InlineData("99999999999")]
    public async Task A_limit_lies_between_1_and_200(string limit)
    {
        using var response = await hub.Client().GetAsync($"/api/things?limit={limit}");
        Assert.StartsWith("limit: ", Assert.Single(await response.FaultsAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?sort=name&tag=b&tag=a")]
    [InlineData("?")]
    public async Task A_cursor_goes_on_where_the_page_ended(string query)
    {
        var (_, next) = await ListAsync(query);
        var (items, end) = await ListAsync($"{query}&limit=7&other=x&after={next}");
        Assert.EndsWith(query == "?" ? "{ SortValue = , Id = thg_9 }" : "Id = thg_9 }", items[1], StringComparison.Ordinal);
        Assert.Null(end);
    }

    [Fact]
    public async Task Naming_the_default_order_is_the_same_list()
    {
        var (_, next) = await ListAsync("");
        Assert.Null((await ListAsync($"?sort=createdAt&after={next}")).Next);
    }

    [Theory]
    [InlineData("?sort=-name&tag=a")]
    [InlineData("?sort=name&tag=b")]
    [InlineData("?sort=name")]
    [InlineData("?sort=name&tag=a&tag=b")]
    [InlineData("?sort=name&tag=a&class.tier=Gold")]
    public async Task A_cursor_is_refused_with_another_filter_or_sort(string other)
    {
        var (_, next) = await ListAsync("?sort=name&tag=a");
        using var response = await hub.Client().GetAsync($"/api/things{other}&after={next}");
        Assert.StartsWith("after: ", Assert.Single(await response.FaultsAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_cursor_is_refused_wherever_the_damage_lies()
    {
        var (_, next) = await ListAsync("?sort=name");
        var bytes = Base64Url.DecodeFromChars(next);
        foreach (var damaged in Enumerable.Range(0, 10).Select(i => Flipped(bytes, i)).Append(bytes[..5]).Append(bytes[..12]).Append([]))
        {
            using var response = await hub.Client().GetAsync($"/api/things?sort=name&after={Base64Url.EncodeToString(damaged)}");
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    private static byte[] Flipped(byte[] bytes, int at) => [.. bytes.Select((b, i) => i == at ? (byte)~b : b)];

    private async Task<(string[] Items, string? Next)> ListAsync(string query)
    {
        using var response = await hub.Client().GetAsync("/api/things" + query);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var list = await response.JsonAsync();
        return (list.GetProperty("items").Deserialize<string[]>()!, list.GetProperty("next").GetString());
    }
}
