using System.Net;
using System.Net.Http.Headers;
using Customers.Domain.Stores;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;
using Customers.Functions.Tests.WooCommerce;

namespace Customers.Functions.Tests.Front;

/// <summary>What a real WooCommerce sent, with the headers and the signature that it sent.</summary>
public sealed class RecordedWebhookTests(RecordedWebhookTests.RecordedStore hub) : IClassFixture<RecordedWebhookTests.RecordedStore>
{
    /// <summary>A hub that knows the recorded store: one secret belongs to one store.</summary>
    public sealed class RecordedStore : HubHost
    {
        internal StoreDriver Store { get; private set; } = null!;

        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            Store = await StoreDriver.RegisterAsync(Admin, StoreKind.WooCommerce, WooCommerceRecordings.Secret);
        }
    }

    private StoreDriver Store => hub.Store;

    [Fact]
    public async Task Everything_recorded_sent_twice_is_one_order_of_one_customer()
    {
        for (var time = 0; time < 2; time++)
        {
            foreach (var number in new[] { "001", "006", "007", "009", "015" }) Assert.Equal(HttpStatusCode.OK, await SendAsync(number));
            await Store.DrainedAsync();
        }

        var order = Assert.Single(await Store.OrdersAsync());
        Assert.Equal(("86", "processing"), (order.GetProperty("source").Text("externalId"), order.GetProperty("source").Text("status")));
        Assert.Equal(("62.69", "62.69", "0.00"), (order.Text("invoiced"), order.Text("paid"), order.Text("remaining")));
        var customers = await Store.CustomersAsync();
        Assert.Equal(2, customers.Count); // the guest of the order, and the customer of 006
        var buyer = customers.Single(c => c.Text("id") == order.Text("customerId"));
        Assert.Equal("guest.hook@example.test", buyer.Text("email"));
        Assert.Equal(4, (await Store.EventsAsync("done")).Count);
        Assert.Empty(await Store.EventsAsync("parked"));
    }

    [Theory]
    [InlineData("/webhooks/woocommerce/sto_unknown", 404)]
    [InlineData("/webhooks/shopify/{id}", 404)]
    [InlineData("/webhooks/woocommerce/{id}", 200)]
    public async Task Only_the_stores_own_address_takes_its_webhooks(string path, int status) =>
        Assert.Equal(status, (int)await SendAsync("007", path: path.Replace("{id}", Store.Id, StringComparison.Ordinal)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("69GD+DQvv65HZguWgYB4vK2vOfnDQ72wGRRsJMp1ZQ==")]
    [InlineData("not base64 at all")]
    [InlineData("0wU2hD38PqSw17DNfccgQ1PCSAYpemB1XbgLKI28K80=")]
    public async Task A_wrong_signature_is_refused_and_nothing_is_kept(string? signature)
    {
        var before = await CountAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync("007", signature));
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task The_ping_at_a_webhooks_creation_is_answered_and_not_kept()
    {
        var before = await CountAsync();
        Assert.Equal(HttpStatusCode.OK, await SendAsync("001"));
        Assert.Equal(before, await CountAsync());
    }

    [Theory]
    [InlineData("webhook_id=1&x=1")]
    [InlineData("webhook_id=")]
    [InlineData("webhook_id=a")]
    public async Task What_only_resembles_the_ping_needs_a_signature(string body)
    {
        using var content = new StringContent(body, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        using var answer = await hub.Admin.TryAsync(HttpMethod.Post, Store.WebhookPath, content);
        Assert.Equal("bad-signature", await answer.ProblemAsync());
    }

    private async Task<int> CountAsync() => (await hub.Admin.AllAsync(Store.Path + "/events")).Count;

    /// <param name="signature">Null: none.</param>
    private async Task<HttpStatusCode> SendAsync(string number, string? signature = "recorded", string? path = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path ?? Store.WebhookPath) { Content = new ByteArrayContent(WooCommerceRecordings.Webhook(number)) };
        foreach (var (name, value) in WooCommerceRecordings.Headers(number))
        {
            if (name.StartsWith("X-WC-", StringComparison.Ordinal) && name != "X-WC-Webhook-Signature") request.Headers.TryAddWithoutValidation(name, value);
            if (name == "Content-Type") request.Content.Headers.TryAddWithoutValidation(name, value);
            if (name == "X-WC-Webhook-Signature" && signature is not null) request.Headers.TryAddWithoutValidation(name, signature == "recorded" ? value : signature);
        }

        using var answer = await hub.Admin.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
