using Customers.Domain.Stores;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Attacks;

/// <summary>What a store's registration can be made to say.</summary>
public sealed class StoreAttackTests(HubHost hub) : IClassFixture<HubHost>
{
    [Theory]
    [InlineData("pasted-from-a-mail\n")]
    [InlineData("to\r\nX-Evil: 1")]
    [InlineData("tökén")]
    [InlineData("to ken")]
    public async Task Credentials_that_no_header_can_carry_are_refused(string token)
    {
        var request = new { kind = "shopify", name = "Pasted", url = "http://127.0.0.1:9", credentials = new { accessToken = token }, webhookSecrets = new[] { "pasted" } };
        using var answer = await hub.Admin.TryAsync(HttpMethod.Post, "/api/stores", request);
        Assert.Equal(["credentials: must be printable ASCII without spaces"], await answer.FaultsAsync());
    }

    [Fact]
    public async Task A_name_of_a_store_is_one_line()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "one-line");
        using var answer = await hub.Admin.TryAsync(HttpMethod.Patch, store.Path, new { name = "a\0b" });
        Assert.Equal(["name: contains control characters"], await answer.FaultsAsync());
    }
}
