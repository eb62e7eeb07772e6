using System.Net;
using System.Text.Json;
using Customers.Domain.Stores;
using Customers.Functions.Local.DemoStores;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>A registered store: sends webhooks to the hub as that store would, and looks at what became of them.</summary>
internal sealed class StoreDriver(HubDriver hub, string id, StoreKind kind, string secret)
{
    private readonly SignedWebhooks _webhooks = new(kind, secret);

    public string Id => id;
    public string Path => "/api/stores/" + id;
    public string WebhookPath => $"/webhooks/{(kind == StoreKind.Shopify ? "shopify" : "woocommerce")}/{id}";

    /// <summary>Customers that this store has made carry its tag.</summary>
    public string Tag => "of-" + secret;

    public static async Task<StoreDriver> RegisterAsync(HubDriver hub, StoreKind kind, string secret, string url = "http://127.0.0.1:9", object? credentials = null)
    {
        var shopify = kind == StoreKind.Shopify;
        var store = await hub.PostAsync("/api/stores", new
        {
            kind = shopify ? "shopify" : "wooCommerce",
            name = "Store " + secret,
            url,
            credentials = credentials ?? (shopify ? new { accessToken = "token-" + secret } : new { consumerKey = "ck-" + secret, consumerSecret = "cs-" + secret }),
            webhookSecrets = new[] { secret },
            defaults = new { tags = new[] { "of-" + secret } },
        });
        return new(hub, store.Text("id"), kind, secret);
    }

    public DemoWebhook Told(ToldOrder order, string what = "updated") => _webhooks.Told(order, what);

    public DemoWebhook Deleted(ToldOrder order, DateTimeOffset at) => _webhooks.Deleted(order.Id, at);

    public DemoWebhook In(string delivery, DemoWebhook webhook) => _webhooks.In(delivery, webhook);
    public DemoWebhook Signed(string topic, byte[] body, DateTimeOffset? triggeredAt = null) => _webhooks.Signed(topic, body, triggeredAt);

    public async Task<HttpResponseMessage> TrySendAsync(DemoWebhook webhook)
    {
        using var request = webhook.ToRequest(new Uri(hub.Http.BaseAddress!, WebhookPath));
        return await hub.Http.SendAsync(request);
    }

    /// <summary>Every delivery must be acknowledged.</summary>
    public async Task SendAsync(params IEnumerable<DemoWebhook> webhooks)
    {
        foreach (var webhook in webhooks)
        {
            using var answer = await TrySendAsync(webhook);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    public Task SendTogetherAsync(IEnumerable<DemoWebhook> webhooks) => Task.WhenAll(webhooks.Select(webhook => SendAsync(webhook)));

    /// <summary>Until no event waits.</summary>
    public Task<JsonElement> DrainedAsync() => hub.UntilAsync(Path + "/status", status => status.GetProperty("events").GetProperty("waiting").GetInt32() == 0);

    public Task<List<JsonElement>> EventsAsync(string state) => hub.AllAsync($"{Path}/events?state={state}");

    public Task<List<JsonElement>> OrdersAsync() => hub.AllAsync($"/api/orders?storeId={id}");

    public Task<List<JsonElement>> CustomersAsync() => hub.AllAsync($"/api/customers?tag={Tag}");

    /// <summary>
    /// What the hub knows from this store, without what differs from store to store: to be compared. Documents once posted stay,
    /// so what was invoiced and credited on the way may differ; what is left of both may not.
    /// </summary>
    public async Task<string> PictureAsync()
    {
        var orders = (await OrdersAsync()).OrderBy(o => o.GetProperty("source").Text("externalId"), StringComparer.Ordinal).Select(o =>
            $"{o.GetProperty("source").Text("externalId")} {o.Text("status")} {o.GetProperty("source").Text("status")} total {o.Text("total")} invoiced {o.Text("invoiced")} paid {o.Text("paid")}");
        var customers = (await CustomersAsync()).Select(c => $"{c.Text("name")}: {string.Join(", ", c.GetProperty("account").GetProperty("balances").EnumerateArray().Select(Figures))}").Order(StringComparer.Ordinal);
        return string.Join('\n', [.. orders, .. customers]);
    }

    /// <summary>The figures of the only customer's only currency.</summary>
    public async Task<(decimal Balance, decimal Billed, decimal Paid)> AccountAsync()
    {
        var balance = Assert.Single((await CustomersAsync()).Single().GetProperty("account").GetProperty("balances").EnumerateArray());
        return (Money(balance, "balance"), Money(balance, "invoiced") - Money(balance, "credited"), Money(balance, "paid") - Money(balance, "refunded"));
    }

    private static string Figures(JsonElement b) =>
        $"{b.Text("currency")} balance {b.Text("balance")} due {b.Text("amountDue")} overdue {b.Text("overdue")} unallocated {b.Text("unallocated")} "
        + $"billed {Money(b, "invoiced") - Money(b, "credited")} paid {Money(b, "paid") - Money(b, "refunded")}";

    private static decimal Money(JsonElement balance, string name) => decimal.Parse(balance.Text(name), System.Globalization.CultureInfo.InvariantCulture);
}
