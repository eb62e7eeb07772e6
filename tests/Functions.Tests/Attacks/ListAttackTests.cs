using System.Buffers.Text;
using System.Net;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Attacks;

/// <summary>What a query can be made to hold.</summary>
public sealed class ListAttackTests(HubHost hub) : IClassFixture<HubHost>
{
    // Where a cursor keeps the kind of its sort value; the id's length follows, the id, the value.
    private const int Kind = 8;
    private const byte None = 0;
    private const byte Text = 1;

    [Theory]
    [InlineData("/api/customers")]
    [InlineData("/api/customers?sort=name")]
    [InlineData("/api/customers?sort=updatedAt")]
    [InlineData("/api/keys")]
    public async Task A_cursor_with_another_kind_of_sort_value_is_refused(string list)
    {
        await hub.Admin.CreateCustomerAsync();
        await hub.Admin.CreateCustomerAsync();
        await hub.Admin.PostAsync("/api/keys", new { name = "second", role = "viewer" });
        var page = $"{list}{(list.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=1";
        var cursor = Base64Url.DecodeFromChars((await hub.Admin.GetAsync(page)).Text("next"));
        var sort = Kind + 2 + cursor[Kind + 1];
        var wasNone = cursor[Kind] == None;
        cursor[Kind] = wasNone ? Text : None;
        cursor = wasNone ? [.. cursor, (byte)'x'] : cursor[..sort];
        Assert.StartsWith("400 ", await hub.Admin.OutcomeAsync(HttpMethod.Get, $"{page}&after={Base64Url.EncodeToString(cursor)}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/customers?q=", "%20")]
    [InlineData("/api/orders?q=", "%20")]
    [InlineData("/api/customers?tag=", "&tag=")]
    public async Task More_conditions_than_a_store_takes_are_refused(string list, string and)
    {
        Assert.Equal("200", await hub.Admin.OutcomeAsync(HttpMethod.Get, list + Words(50, and)));
        Assert.Equal("400 validation-failed", await hub.Admin.OutcomeAsync(HttpMethod.Get, list + Words(51, and)));
        Assert.Equal("400 validation-failed", await hub.Admin.OutcomeAsync(HttpMethod.Get, list + Words(700, and)));
    }

    [Fact]
    public async Task An_external_id_without_its_store_finds_nobody_rather_than_everybody()
    {
        using var answer = await hub.Admin.TryAsync(HttpMethod.Get, "/api/customers?externalId=12");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(["externalId: needs the storeId beside it"], await answer.FaultsAsync());
    }

    private static string Words(int count, string and) => string.Join(and, Enumerable.Range(0, count).Select(n => $"w{n:x}"));
}
