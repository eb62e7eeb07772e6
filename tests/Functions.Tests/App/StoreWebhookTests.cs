using System.Net;
using System.Text;
using System.Text.Json;
using Customers.Domain.Documents;
using Customers.Domain.Stores;
using Customers.Functions.Jobs;
using Customers.Functions.Local.DemoStores;
using Customers.Functions.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.App;

/// <summary>The hub's subscriptions at the stores: made by a person, and looked after by the clock.</summary>
public sealed class StoreWebhookTests(HookHub hub) : IClassFixture<HookHub>, IAsyncLifetime
{
    private ShopsHost _shops = null!;

    public async Task InitializeAsync() => _shops = await ShopsHost.StartAsync(hub.Clock);

    /// <summary>Nobody answers any more for the stores of this test: the next tick must not wait for them.</summary>
    public async Task DisposeAsync()
    {
        foreach (var store in await hub.Admin.AllAsync("/api/stores")) await hub.Admin.DeleteAsync("/api/stores/" + store.Text("id"));
        await _shops.DisposeAsync();
    }

    [Theory]
    [InlineData(StoreKind.Shopify)]
    [InlineData(StoreKind.WooCommerce)]
    public async Task Every_topic_is_registered_once_however_often_that_is_asked_for(StoreKind kind)
    {
        var store = await hub.RegisterAsync(kind, $"once-{kind}", _shops);

        Assert.Equal(AllOf(kind, "created"), await RegisterAsync(store));
        Assert.Equal(AllOf(kind, "existing"), await RegisterAsync(store));

        Assert.Equal(WebhookPlan.TopicsOf(kind).Count, HooksOf(kind).All.Count);
        Assert.All(HooksOf(kind).All, hook => Assert.Equal((hub.Address.ToString().TrimEnd('/') + store.WebhookPath, "active"), (hook.Address, hook.Status)));
        var status = (await hub.Admin.GetAsync(store.Path + "/status")).GetProperty("webhooks");
        Assert.Equal((0, JsonValueKind.Null), (status.GetProperty("missing").GetArrayLength(), status.GetProperty("lastError").ValueKind));
    }

    [Fact]
    public async Task What_the_shop_sends_to_a_registered_address_arrives()
    {
        var store = await hub.RegisterAsync(StoreKind.WooCommerce, "arrives", _shops);
        await RegisterAsync(store);
        var hook = _shops.Shops.WooCommerceHooks.All.Single(h => h.Topic == "order.updated");

        using var ping = new StringContent($"webhook_id={hook.Id}", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var pinged = await hub.Admin.Http.PostAsync(hook.Address, ping);
        using var told = store.Told(new ToldOrder { Id = 77, Email = "arrives@buyer.example" }).ToRequest(new Uri(hook.Address));
        told.Headers.Remove("X-WC-Webhook-Signature");
        told.Headers.Add("X-WC-Webhook-Signature", DemoWebhook.Sign(await told.Content!.ReadAsByteArrayAsync(), hook.Secret!));
        using var taken = await hub.Admin.Http.SendAsync(told);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (pinged.StatusCode, taken.StatusCode));
        await store.DrainedAsync();
        Assert.Single(await store.OrdersAsync());
    }

    [Theory]
    [InlineData(StoreKind.Shopify, "ORDERS_CREATE", "orders/create")]
    [InlineData(StoreKind.WooCommerce, "order.created", "order.created")]
    public async Task One_that_led_to_a_former_address_is_led_here_and_those_of_others_are_left_alone(StoreKind kind, string name, string topic)
    {
        var store = await hub.RegisterAsync(kind, $"former-{kind}", _shops);
        var former = HooksOf(kind).Add(name, "https://former.example.com" + store.WebhookPath, "forgotten");
        var foreign = HooksOf(kind).Add(name, "https://other.example.com/orders", "theirs");

        Assert.Equal($"{topic} updated", (await RegisterAsync(store))[0]);

        var after = HooksOf(kind).All.ToDictionary(hook => hook.Id);
        Assert.Equal(hub.Address.ToString().TrimEnd('/') + store.WebhookPath, after[former.Id].Address);
        Assert.Equal(kind == StoreKind.WooCommerce ? $"former-{kind}" : "forgotten", after[former.Id].Secret);
        Assert.Equal(foreign, after[foreign.Id]);
    }

    [Theory]
    [InlineData(StoreKind.Shopify, "CUSTOMERS_CREATE", "customers/create", "store-answered-error: The store answered with an error (topic).")]
    [InlineData(StoreKind.WooCommerce, "customer.created", "customer.created", "store-answered-error: The store answered with status 400 (woocommerce_rest_webhook_invalid_topic).")]
    public async Task What_the_store_refuses_fails_alone_and_is_shown_until_it_is_let_in(StoreKind kind, string name, string topic, string reason)
    {
        HooksOf(kind).Refused.Add(name);
        var store = await hub.RegisterAsync(kind, $"refused-{kind}", _shops);

        var results = await RegisterAsync(store);

        Assert.Equal([$"{topic} failed: {reason}"], results.Where(result => !result.EndsWith(" created", StringComparison.Ordinal)));
        var status = (await hub.Admin.GetAsync(store.Path + "/status")).GetProperty("webhooks");
        Assert.Equal((topic, reason), (Assert.Single(status.GetProperty("missing").EnumerateArray()).GetString(), status.Text("lastError")));
        HooksOf(kind).Refused.Clear();
        await hub.TickAsync(Schedules.WatchWebhooks);
        status = (await hub.Admin.GetAsync(store.Path + "/status")).GetProperty("webhooks");
        Assert.Equal((0, JsonValueKind.Null), (status.GetProperty("missing").GetArrayLength(), status.GetProperty("lastError").ValueKind));
        Assert.Equal([$"{topic} created"], status.GetProperty("repaired").EnumerateArray().Select(Told));
    }

    [Fact]
    public async Task What_the_store_removed_or_switched_off_is_back_within_the_hour_though_another_does_not_answer()
    {
        var (shopify, woo) = (await hub.RegisterAsync(StoreKind.Shopify, "removed", _shops), await hub.RegisterAsync(StoreKind.WooCommerce, "switched-off", _shops));
        var silent = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "silent-hooks", _shops.Odd);
        var unwatched = await hub.RegisterAsync(StoreKind.WooCommerce, "unwatched", hub.Shops);
        foreach (var store in new[] { shopify, woo }) await RegisterAsync(store);
        _shops.Answering = new TaskCompletionSource().Task;
        Assert.Equal("422 store-unreachable", await hub.PassAsync(hub.Admin.OutcomeAsync(HttpMethod.Post, silent.Path + "/webhooks")));
        HooksOf(StoreKind.Shopify).Remove(HooksOf(StoreKind.Shopify).All.Single(hook => hook.Topic == "ORDERS_PAID").Id);
        var off = HooksOf(StoreKind.WooCommerce).All.Single(hook => hook.Topic == "order.updated");
        HooksOf(StoreKind.WooCommerce).Change(off.Id, hook => hook with { Status = "disabled" });

        var tick = hub.TickAsync(Schedules.WatchWebhooks);
        foreach (var store in new[] { shopify, woo })
            await hub.Admin.UntilAsync(store.Path + "/status", status => status.GetProperty("webhooks").GetProperty("repaired").GetArrayLength() == 1);
        Assert.False(tick.IsCompleted);
        await hub.PassAsync(tick);

        Assert.Contains(HooksOf(StoreKind.Shopify).All, hook => hook.Topic == "ORDERS_PAID");
        Assert.Equal("active", HooksOf(StoreKind.WooCommerce).All.Single(hook => hook.Id == off.Id).Status);
        Assert.Equal(["orders/paid created"], await RepairedAsync(shopify));
        Assert.Equal(["order.updated reenabled"], await RepairedAsync(woo));
        Assert.StartsWith("store-unreachable", (await hub.Admin.GetAsync(silent.Path + "/status")).GetProperty("webhooks").Text("lastError"), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, (await hub.Admin.GetAsync(unwatched.Path + "/status")).GetProperty("webhooks").ValueKind);
        Assert.Contains($"Store {shopify.Id} did not tell of orders/paid: Created", hub.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_of_a_store_that_is_no_longer_registered_are_looked_after_no_more()
    {
        var store = await hub.RegisterAsync(StoreKind.WooCommerce, "left-behind", _shops);
        await RegisterAsync(store);
        await hub.Admin.DeleteAsync(store.Path);
        HooksOf(StoreKind.WooCommerce).Remove(HooksOf(StoreKind.WooCommerce).All[0].Id);
        await hub.TickAsync(Schedules.WatchWebhooks);
        Assert.Equal(WebhookPlan.TopicsOf(StoreKind.WooCommerce).Count - 1, HooksOf(StoreKind.WooCommerce).All.Count);
        var id = WebhookWatch.IdOf(store.Id);
        Assert.Null(await hub.Services.GetRequiredService<IDocumentStore>().ReadAsync(WebhookWatch.Type, id, id, default));
    }

    [Fact]
    public async Task While_they_are_being_registered_a_second_request_is_refused()
    {
        var answering = new TaskCompletionSource();
        (_shops.Answering, _shops.OddAnswer) = (answering.Task, (401, "{}"));
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.WooCommerce, "twice-hooks", _shops.Odd);
        var first = hub.Admin.OutcomeAsync(HttpMethod.Post, store.Path + "/webhooks");
        await _shops.Asked.Task;

        Assert.Equal("409 webhooks-being-registered", await hub.Admin.OutcomeAsync(HttpMethod.Post, store.Path + "/webhooks"));
        answering.SetResult();

        Assert.Equal("422 store-refused-credentials", await first);
    }

    [Fact]
    public async Task A_version_that_has_fallen_forward_is_shown_and_told_once()
    {
        var store = await hub.RegisterAsync(StoreKind.Shopify, "version", _shops);
        Assert.Equal(JsonValueKind.Null, (await hub.Admin.GetAsync(store.Path + "/status")).GetProperty("apiVersion").ValueKind);
        Assert.Equal(("2026-01", "2026-01"), await VersionAsync(store));
        _shops.Shops.OldestVersion = "2026-04";
        Assert.Equal(("2026-01", "2026-04"), await VersionAsync(store));
        await VersionAsync(store);

        Assert.Single(hub.Logs.Lines, line => line.Contains($"Store {store.Id} was asked for version 2026-01 of its API and answers in 2026-04", StringComparison.Ordinal));
    }

    private async Task<(string Asked, string Answered)> VersionAsync(StoreDriver store)
    {
        await hub.Admin.PostAsync(store.Path + "/test");
        var version = (await hub.Admin.GetAsync(store.Path + "/status")).GetProperty("apiVersion");
        return (version.Text("asked"), version.Text("answered"));
    }

    private DemoHooks HooksOf(StoreKind kind) => kind == StoreKind.Shopify ? _shops.Shops.ShopifyHooks : _shops.Shops.WooCommerceHooks;

    private static IEnumerable<string> AllOf(StoreKind kind, string state) => WebhookPlan.TopicsOf(kind).Select(topic => $"{topic} {state}");

    private async Task<List<string>> RegisterAsync(StoreDriver store) => [.. (await hub.Admin.PostAsync(store.Path + "/webhooks")).GetProperty("topics").EnumerateArray().Select(Told)];

    private async Task<List<string>> RepairedAsync(StoreDriver store) =>
        [.. (await hub.Admin.GetAsync(store.Path + "/status")).GetProperty("webhooks").GetProperty("repaired").EnumerateArray().Select(Told)];

    private static string Told(JsonElement result) => $"{result.Text("topic")} {result.Text("state")}" + (result.GetProperty("reason").GetString() is { } reason ? ": " + reason : "");
}
