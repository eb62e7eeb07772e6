using System.Text;
using Customers.Domain.Stores;
using Customers.Functions.Local.DemoStores;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

public sealed class StoreTests(HubHost hub) : IClassFixture<HubHost>
{
    [Fact]
    public async Task Secrets_are_in_no_answer_no_file_and_no_log()
    {
        string[] secrets = ["spoken-token", "spoken-client-secret", "spoken-hook-1", "spoken-hook-2", "spoken-consumer-secret", "spoken-hook-3"];
        var answers = new StringBuilder();
        var shopify = await hub.Admin.PostAsync("/api/stores", new { kind = "shopify", name = "One", url = "http://127.0.0.1:9/one", credentials = new { accessToken = "spoken-token" }, webhookSecrets = new[] { "spoken-hook-1" } });
        var woo = await hub.Admin.PostAsync("/api/stores", new { kind = "wooCommerce", name = "Two", url = "http://127.0.0.1:9/two", credentials = new { consumerKey = "ck", consumerSecret = "spoken-consumer-secret" }, webhookSecrets = new[] { "spoken-hook-3" } });
        var path = "/api/stores/" + shopify.Text("id");
        answers.Append(shopify).Append(woo)
            .Append(await hub.Admin.PatchAsync(path, new { credentials = new { clientId = "id", clientSecret = "spoken-client-secret" }, webhookSecrets = new[] { "spoken-hook-1", "spoken-hook-2" } }))
            .Append(await hub.Admin.GetAsync(path)).Append(await hub.Admin.GetAsync("/api/stores")).Append(await hub.Admin.GetAsync(path + "/status"))
            .Append(await hub.Admin.OutcomeAsync(HttpMethod.Post, path + "/test"));
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, answers.ToString(), StringComparison.Ordinal));
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, hub.Logs.Text, StringComparison.Ordinal));
        await foreach (var (name, bytes) in TestStorage.ContentAsync(hub))
            Assert.All([.. secrets, HubHost.AdminKey], secret => Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0, $"{name} holds {secret}"));
    }

    [Fact]
    public async Task A_webhook_secret_belongs_to_one_store_until_it_is_given_up()
    {
        var first = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "mine");
        Assert.Equal("409 secret-in-use", await RegisterAsync(webhookSecrets: ["other", "mine"]));
        await hub.Admin.PatchAsync(first.Path, new { webhookSecrets = new[] { "mine-now" } });
        Assert.Equal("201", await RegisterAsync(webhookSecrets: ["mine"]));
        await hub.Admin.DeleteAsync(first.Path);
        Assert.Equal("201", await RegisterAsync(webhookSecrets: ["mine-now"]));
    }

    [Fact]
    public async Task While_a_secret_is_replaced_both_sign_and_then_only_the_new_one()
    {
        var old = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "old");
        var order = new ToldOrder { Id = 1, Email = "rotation@buyer.example" };
        var renewed = new StoreDriver(hub.Admin, old.Id, StoreKind.Shopify, "new");
        Assert.Equal(401, await StatusAsync(renewed, order));
        await hub.Admin.PatchAsync(old.Path, new { webhookSecrets = new[] { "old", "new" } });
        Assert.Equal((200, 200), (await StatusAsync(old, order), await StatusAsync(renewed, order)));
        await hub.Admin.PatchAsync(old.Path, new { webhookSecrets = new[] { "new" } });
        Assert.Equal((401, 200), (await StatusAsync(old, order), await StatusAsync(renewed, order)));
    }

    [Fact]
    public async Task A_deleted_store_takes_nothing_more_and_its_orders_stay()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.WooCommerce, "leaving");
        var order = new ToldOrder { Id = 1, Email = "leaving@buyer.example" };
        await store.SendAsync(store.Told(order));
        await store.DrainedAsync();
        await hub.Admin.DeleteAsync(store.Path);
        Assert.Equal(404, await StatusAsync(store, order.Paid()));
        Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Get, store.Path));
        Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Delete, store.Path));
        Assert.Single(await store.OrdersAsync());
    }

    [Theory]
    [InlineData(StoreKind.Shopify, 401, "{}", "422 store-refused-credentials")]
    [InlineData(StoreKind.Shopify, 200, "<html>", "422 store-answered-error")]
    [InlineData(StoreKind.WooCommerce, 401, "{\"code\":\"woocommerce_rest_cannot_view\"}", "422 store-refused-credentials")]
    [InlineData(StoreKind.WooCommerce, 200, "{}", "422 store-answered-error")]
    public async Task The_test_of_a_store_tells_what_is_wrong(StoreKind kind, int status, string body, string outcome)
    {
        await using var shops = await ShopsHost.StartAsync(hub.Clock);
        shops.OddAnswer = (status, body);
        var store = await StoreDriver.RegisterAsync(hub.Admin, kind, $"odd-{kind}-{status}", shops.Odd);
        Assert.Equal(outcome, await hub.Admin.OutcomeAsync(HttpMethod.Post, store.Path + "/test"));
    }

    [Fact]
    public async Task The_test_of_a_store_tells_its_name()
    {
        await using var shops = await ShopsHost.StartAsync(hub.Clock);
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "name", shops.Shopify, new { accessToken = DemoCredentials.ShopifyToken });
        Assert.NotEmpty((await hub.Admin.PostAsync(store.Path + "/test")).Text("shopName"));
        await hub.Admin.PatchAsync(store.Path, new { credentials = new { accessToken = "wrong" } });
        Assert.Equal("422 store-refused-credentials", await hub.Admin.OutcomeAsync(HttpMethod.Post, store.Path + "/test"));
    }

    [Theory]
    [InlineData("""{"kind":"shopify","name":"x","url":"http://127.0.0.1:9","credentials":{"consumerKey":"a","consumerSecret":"b"},"webhookSecrets":["w"]}""", "credentials")]
    [InlineData("""{"kind":"wooCommerce","name":"","url":"nonsense","credentials":{"accessToken":"a"},"webhookSecrets":[]}""", "credentials name url webhookSecrets")]
    [InlineData("""{"kind":"magento","name":"x","webhookSecrets":["1","2","3"],"secret":"s"}""", "credentials kind secret url webhookSecrets")]
    [InlineData("""{"kind":"shopify","name":"x","url":"http://127.0.0.1:9","credentials":{"accessToken":"a"},"webhookSecrets":["w"],"guestPolicy":"oneCustomer"}""", "defaults.customerId")]
    [InlineData("""{"kind":"shopify","name":"x","url":"http://127.0.0.1:9","credentials":{"accessToken":"a"},"webhookSecrets":["w"],"defaults":{"paymentTerms":"net366","tags":[""],"salesReps":[""],"customerId":"cus_1"}}""", "defaults.customerId defaults.paymentTerms defaults.salesReps defaults.tags")]
    public async Task Every_fault_of_a_store_is_told_at_once(string body, string fields)
    {
        using var answer = await hub.Admin.TryAsync(HttpMethod.Post, "/api/stores", body);
        Assert.Equal(fields, string.Join(' ', (await answer.FaultsAsync()).Select(f => f.Split(':')[0]).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_change_names_the_version_it_read()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "versions");
        using var read = await hub.Admin.TryAsync(HttpMethod.Get, store.Path);
        var tag = read.Headers.ETag!.ToString();
        Assert.Equal("200", await hub.Admin.OutcomeAsync(HttpMethod.Patch, store.Path, new { name = "Renamed" }, ("If-Match", tag)));
        Assert.Equal("412 version-mismatch", await hub.Admin.OutcomeAsync(HttpMethod.Patch, store.Path, new { name = "Again" }, ("If-Match", tag)));
        Assert.Equal("412 version-mismatch", await hub.Admin.OutcomeAsync(HttpMethod.Delete, store.Path, null, ("If-Match", tag)));
        Assert.Equal("Renamed", (await hub.Admin.GetAsync(store.Path)).Text("name"));
        Assert.Equal("400 validation-failed", await hub.Admin.OutcomeAsync(HttpMethod.Patch, store.Path, new { kind = "wooCommerce" }));
    }

    private async Task<string> RegisterAsync(string[] webhookSecrets) => await hub.Admin.OutcomeAsync(HttpMethod.Post, "/api/stores", new
    {
        kind = "shopify", name = "Another", url = "http://127.0.0.1:9", credentials = new { accessToken = "t" }, webhookSecrets,
    });

    private static async Task<int> StatusAsync(StoreDriver store, ToldOrder order)
    {
        using var answer = await store.TrySendAsync(store.Told(order));
        return (int)answer.StatusCode;
    }
}

/// <summary>As in production: stores must be public.</summary>
public sealed class StoreAddressTests(StoreAddressTests.StrictHub hub) : IClassFixture<StoreAddressTests.StrictHub>
{
    public sealed class StrictHub : HubHost
    {
        protected override IEnumerable<string> Arguments => [.. base.Arguments, "--Customers:AllowLocalStores", "false"];
    }

    [Theory]
    [InlineData("http://shop.example.com")]
    [InlineData("ftp://shop.example.com")]
    [InlineData("https://127.0.0.1")]
    [InlineData("https://localhost")]
    [InlineData("https://10.1.2.3")]
    [InlineData("https://192.168.0.1/shop")]
    [InlineData("https://169.254.169.254")]
    [InlineData("https://[::1]")]
    [InlineData("https://[::ffff:10.0.0.1]")]
    [InlineData("https://0x7f000001")]
    [InlineData("https://me:secret@8.8.8.8")]
    [InlineData("https://8.8.8.8/?a=b")]
    public async Task A_store_must_have_a_public_https_address(string url) =>
        Assert.Equal("400 store-url-not-allowed", await hub.Admin.OutcomeAsync(HttpMethod.Post, "/api/stores", new
        {
            kind = "shopify", name = "x", url, credentials = new { accessToken = "t" }, webhookSecrets = new[] { "w" },
        }));
}
