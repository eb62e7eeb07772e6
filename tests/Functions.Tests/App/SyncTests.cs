using System.Text.Json;
using System.Text.Json.Nodes;
using Customers.Domain.Stores;
using Customers.Functions.Local.DemoStores;
using Customers.Functions.Local.DemoStores.Shopify;
using Customers.Functions.Local.DemoStores.WooCommerce;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>Reads customers again from the demo stores.</summary>
public sealed class SyncTests : IAsyncLifetime
{
    private readonly HubHost _hub = new();
    private ShopsHost _shops = null!;

    public async Task InitializeAsync()
    {
        await _hub.InitializeAsync();
        _shops = await ShopsHost.StartAsync(_hub.Clock);
    }

    public async Task DisposeAsync()
    {
        await _shops.DisposeAsync();
        await _hub.DisposeAsync();
    }

    [Theory]
    [InlineData(StoreKind.Shopify)]
    [InlineData(StoreKind.WooCommerce)]
    public async Task What_the_hub_missed_arrives_and_fills_what_no_person_set(StoreKind kind)
    {
        var (store, shop) = await RegisterAsync(kind);
        var (person, orders) = Regular(shop);
        await store.SendAsync(Former(store, kind, orders[0]));
        await store.DrainedAsync();
        var customer = Assert.Single(await store.CustomersAsync());
        Assert.Equal("Former " + person.LastName, customer.Text("name"));

        var job = await SyncAsync(customer);

        Assert.Equal(("succeeded", orders.Count + 1, orders.Count + 1), (job.Text("status"), job.GetProperty("done").GetInt32(), job.GetProperty("total").GetInt32()));
        Assert.Equal(orders.Count, (await store.OrdersAsync()).Count);
        Assert.Equal($"{person.FirstName} {person.LastName}", (await _hub.Admin.CustomerAsync(customer.Text("id"))).Text("name"));

        var before = await PictureAsync(store);
        Assert.Equal($"0/0/{orders.Count}/0", OrdersOf(await SyncAsync(customer)));
        Assert.Equal(before, await PictureAsync(store));
        await _hub.Admin.PatchAsync("/api/customers/" + customer.Text("id"), new { name = "Chosen" });
        await SyncAsync(customer);
        Assert.Equal("Chosen", Assert.Single(await store.CustomersAsync()).Text("name"));
    }

    [Theory]
    [InlineData(StoreKind.Shopify, false)]
    [InlineData(StoreKind.WooCommerce, false)]
    [InlineData(StoreKind.WooCommerce, true)]
    public async Task Orders_that_no_list_of_the_store_shows_are_read_one_by_one(StoreKind kind, bool trashed)
    {
        var (store, shop) = await RegisterAsync(kind);
        var order = Orders(shop).First(o => o.Buyer is not null && o.IsTrashed == trashed && (trashed || (o.AccountSince is null && o.Story == DemoStory.Fulfilled)));
        await store.SendAsync(Former(store, kind, order));
        await store.DrainedAsync();
        var job = await SyncAsync(Assert.Single(await store.CustomersAsync()));
        Assert.Equal("succeeded", job.Text("status"));
        Assert.Equal(trashed ? "cancelled" : "fulfilled", (await store.OrdersAsync()).Single(o => o.GetProperty("source").Text("externalId") == ExternalIdOf(order, kind)).Text("status"));
    }

    [Fact]
    public async Task A_store_that_refuses_is_named_and_the_others_are_read()
    {
        var (store, shop) = await RegisterAsync(StoreKind.WooCommerce);
        var (person, orders) = Regular(shop);
        _shops.OddAnswer = (401, "{}");
        var bad = await StoreDriver.RegisterAsync(_hub.Admin, StoreKind.Shopify, "bad", _shops.Odd);
        await bad.SendAsync(bad.Told(new ToldOrder { Id = 5, BuyerId = 55, Email = person.Email }));
        await bad.DrainedAsync();
        await store.SendAsync(Former(store, StoreKind.WooCommerce, orders[0]));
        await store.DrainedAsync();
        var customer = Assert.Single(await _hub.Admin.AllAsync("/api/customers"));

        var job = await SyncAsync(customer);

        Assert.Equal("failed", job.Text("status"));
        Assert.StartsWith($"{bad.Id}: store-refused-credentials", Assert.Single(job.GetProperty("errors").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Equal(orders.Count, (await store.OrdersAsync()).Count);
        Assert.Single(await bad.OrdersAsync());
    }

    [Fact]
    public async Task A_second_request_names_the_running_job_and_one_that_is_cut_goes_on()
    {
        var answer = new TaskCompletionSource();
        (_shops.Answering, _shops.OddAnswer) = (answer.Task, (200, """{"data":{"customer":null,"order":null}}"""));
        var store = await StoreDriver.RegisterAsync(_hub.Admin, StoreKind.Shopify, "silent", _shops.Odd);
        await store.SendAsync(store.Told(new ToldOrder { Id = 5, BuyerId = 55, Email = "silent@buyer.example" }));
        await store.DrainedAsync();
        var path = $"/api/customers/{Assert.Single(await store.CustomersAsync()).Text("id")}/sync";
        var jobs = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _hub.Admin.PostAsync(path)));
        var id = Assert.Single(jobs.Select(job => job.Text("id")).Distinct(StringComparer.Ordinal));
        await _shops.Asked.Task;

        await _hub.RestartAsync();
        answer.SetResult();

        var job = await _hub.Admin.EndOfJobAsync(id);
        Assert.Equal("succeeded", job.Text("status"));
        Assert.StartsWith("not-in-store", Assert.Single(job.GetProperty("errors").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.NotEqual(id, (await _hub.Admin.PostAsync(path)).Text("id"));
    }

    [Fact]
    public async Task A_repeated_request_is_answered_with_its_job()
    {
        var (store, shop) = await RegisterAsync(StoreKind.Shopify);
        await store.SendAsync(Former(store, StoreKind.Shopify, Regular(shop).Orders[0]));
        await store.DrainedAsync();
        var path = $"/api/customers/{Assert.Single(await store.CustomersAsync()).Text("id")}/sync";
        using var first = await _hub.Admin.TryAsync(HttpMethod.Post, path, null, ("Idempotency-Key", "sync-once"));
        var job = (await first.JsonAsync()).Text("id");
        Assert.Equal((System.Net.HttpStatusCode.Accepted, "/api/jobs/" + job), (first.StatusCode, first.Headers.Location?.ToString()));
        await _hub.Admin.EndOfJobAsync(job);
        using var again = await _hub.Admin.TryAsync(HttpMethod.Post, path, null, ("Idempotency-Key", "sync-once"));
        Assert.Equal(job, (await again.JsonAsync()).Text("id"));
    }

    [Fact]
    public async Task Who_is_in_no_store_cannot_be_read_from_one()
    {
        var customer = (await _hub.Admin.CreateCustomerAsync()).Text("id");
        Assert.Equal("422 not-linked-to-a-store", await _hub.Admin.OutcomeAsync(HttpMethod.Post, $"/api/customers/{customer}/sync"));
        Assert.Equal("404 not-found", await _hub.Admin.OutcomeAsync(HttpMethod.Post, "/api/customers/cus_none/sync"));
    }

    private async Task<(StoreDriver Store, DemoShop Shop)> RegisterAsync(StoreKind kind) => kind == StoreKind.Shopify
        ? (await StoreDriver.RegisterAsync(_hub.Admin, kind, "sync-shopify", _shops.Shopify, new { accessToken = DemoCredentials.ShopifyToken }), _shops.Shops.Shopify)
        : (await StoreDriver.RegisterAsync(_hub.Admin, kind, "sync-woo", _shops.WooCommerce, new { consumerKey = DemoCredentials.ConsumerKey, consumerSecret = DemoCredentials.ConsumerSecret }), _shops.Shops.WooCommerce);

    private async Task<JsonElement> SyncAsync(JsonElement customer) =>
        await _hub.Admin.EndOfJobAsync((await _hub.Admin.PostAsync($"/api/customers/{customer.Text("id")}/sync")).Text("id"));

    private static IEnumerable<DemoOrder> Orders(DemoShop shop) => Enumerable.Range(0, shop.Count).Select(shop.Order);

    /// <summary>Somebody with an account and some orders that the store lists.</summary>
    private static (DemoPerson Person, List<DemoOrder> Orders) Regular(DemoShop shop) => Enumerable.Range(shop.FirstPerson, shop.Population)
        .Select(number => (shop.Person(number), shop.OrdersOf(number).Where(order => !order.IsTrashed && order.Story != DemoStory.CheckoutDraft).ToList()))
        .First(found => found.Item1.Company.Length == 0 && found.Item2.Count >= 2);

    /// <summary>The order as it was placed, when its buyer still had another name.</summary>
    private static DemoWebhook Former(StoreDriver store, StoreKind kind, DemoOrder order)
    {
        var placed = order.History().First();
        var webhook = kind == StoreKind.Shopify ? ShopifyWebhooks.Of(placed, "orders/create") : WooCommerceWebhooks.Of(placed, "order.created");
        var body = JsonNode.Parse(webhook.Body)!;
        if ((kind == StoreKind.Shopify ? body["customer"] : body["billing"]) is JsonObject buyer) buyer["first_name"] = "Former";
        return store.Signed(webhook.Topic, body.AsObject().ToBytes());
    }

    private static string ExternalIdOf(DemoOrder order, StoreKind kind) =>
        JsonNode.Parse((kind == StoreKind.Shopify ? ShopifyWebhooks.Of(order, "orders/updated") : WooCommerceWebhooks.Of(order, "order.updated")).Body)!["id"]!.ToString();

    private static string OrdersOf(JsonElement job) =>
        string.Join('/', new[] { "created", "updated", "unchanged", "failed" }.Select(name => job.GetProperty("result").GetProperty("orders").GetProperty(name).ToString()));

    private static async Task<string> PictureAsync(StoreDriver store) =>
        string.Join('\n', (await store.OrdersAsync()).Concat(await store.CustomersAsync()).Select(item => item.ToString()));
}
