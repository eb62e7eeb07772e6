using System.Text.Json;
using Customers.Domain.Stores;
using Customers.Functions.Local.DemoStores;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;
using Microsoft.Extensions.Options;

namespace Customers.Functions.Tests.Front;

/// <summary>What the hub must be told before stores can tell it anything, and what it does not start with.</summary>
public sealed class StoreSettingsTests : IAsyncLifetime
{
    private readonly SetHub _hub = new();

    /// <summary>Started by each test, with the settings of its case.</summary>
    private sealed class SetHub : HubHost
    {
        public string[] Settings { get; set; } = [];
        protected override IEnumerable<string> Arguments => [.. base.Arguments, .. Settings];
    }

    public Task InitializeAsync() => Task.CompletedTask;
    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Without_an_address_of_its_own_the_hub_registers_nothing_and_asks_no_store()
    {
        _hub.Settings = ["--Customers:PublicUrl", ""];
        await _hub.InitializeAsync();
        await using var shops = await ShopsHost.StartAsync(_hub.Clock);
        var store = await StoreDriver.RegisterAsync(_hub.Admin, StoreKind.Shopify, "no-address", shops.Shopify, new { accessToken = DemoCredentials.ShopifyToken });
        Assert.Equal("422 public-url-missing", await _hub.Admin.OutcomeAsync(HttpMethod.Post, store.Path + "/webhooks"));
        Assert.Equal(JsonValueKind.Null, (await _hub.Admin.GetAsync(store.Path + "/status")).GetProperty("webhooks").ValueKind);
        Assert.Empty(shops.Shops.ShopifyHooks.All);

        await _hub.RestartAsync("--Customers:PublicUrl", "https://hub.example.com/behind/");
        Assert.Equal("200", await _hub.Admin.OutcomeAsync(HttpMethod.Post, store.Path + "/webhooks"));
        Assert.All(shops.Shops.ShopifyHooks.All, hook => Assert.Equal("https://hub.example.com/behind" + store.WebhookPath, hook.Address));
    }

    [Theory]
    [InlineData("http://hub.example.com")]
    [InlineData("ftp://hub.example.com")]
    [InlineData("https://me:word@hub.example.com")]
    [InlineData("https://hub.example.com/?a=b")]
    [InlineData("https://hub.example.com/#a")]
    [InlineData("hub.example.com")]
    [InlineData("/hub")]
    public async Task An_address_that_stores_cannot_reach_refuses_the_start(string url)
    {
        _hub.Settings = ["--Customers:AllowLocalStores", "false", "--Customers:PublicUrl", url];
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(_hub.InitializeAsync);
        Assert.Contains("Customers:PublicUrl must be the hub's https address, without user, query or fragment.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sdk", "Stores:Transport must be http, or sdk in a build that is published for Azure.")]
    [InlineData("7", "Stores:Transport must be http, or sdk in a build that is published for Azure.")]
    [InlineData("telepathy", "'telepathy' at 'Stores:Transport'")]
    public async Task A_way_to_ask_stores_that_this_build_does_not_have_refuses_the_start(string transport, string told)
    {
        _hub.Settings = ["--Stores:Transport", transport];
        var refused = await Assert.ThrowsAnyAsync<Exception>(_hub.InitializeAsync);
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
    }
}
