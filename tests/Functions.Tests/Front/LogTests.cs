using Customers.Domain.Stores;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;
using Customers.Functions.Tests.Telemetry;

namespace Customers.Functions.Tests.Front;

/// <summary>Whatever happens, the log holds ids and codes only.</summary>
[Collection(OtlpReceiver.Collection)]
public sealed class LogTests : IAsyncLifetime
{
    private static readonly string[] Private =
    [
        "Quentin", "Quagmire", "quentin@quiet.example", "+49-170-5550123", "Sesame Street 99", "Quietville", "DE89370400440532013000",
        "hook-quiet", "token-quiet", "key-quiet", HubHost.AdminKey,
    ];

    private OtlpReceiver _receiver = null!;
    private HubHost _hub = null!;

    public async Task InitializeAsync()
    {
        _receiver = await OtlpReceiver.StartAsync();
        _hub = new TellingHub(_receiver);
        await _hub.InitializeAsync();
    }

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    [Fact]
    public async Task No_personal_data_and_no_secret_is_logged_or_exported()
    {
        await using var shops = await ShopsHost.StartAsync(_hub.Clock);
        shops.OddAnswer = (401, "Quagmire");
        using var partner = await _hub.DriverAsync("partner");
        var store = await StoreDriver.RegisterAsync(_hub.Admin, StoreKind.WooCommerce, "hook-quiet", shops.Odd, new { consumerKey = "key-quiet", consumerSecret = "token-quiet" });
        var shopify = await StoreDriver.RegisterAsync(_hub.Admin, StoreKind.Shopify, "hook-quiet-2", shops.Odd, new { accessToken = "token-quiet" });
        object person = new { name = "Quentin Quagmire", email = "quentin@quiet.example", phone = "+49-170-5550123", @ref = "Q1", bankDetails = new { iban = "DE89370400440532013000" } };
        var customer = await partner.CreateCustomerAsync(person);
        foreach (var body in new[] { person, new { name = "Quentin", email = "quentin@" } }) await partner.OutcomeAsync(HttpMethod.Post, "/api/customers", body);
        await _hub.Admin.OutcomeAsync(HttpMethod.Put, $"/api/customers/{customer.Text("id")}/hold", new { reason = "Quagmire does not pay" });
        await _hub.Admin.AllAsync("/api/customers?q=quentin@quiet.example");
        await _hub.Admin.OutcomeAsync(HttpMethod.Get, "/Quagmire/quentin@quiet.example");

        var order = new ToldOrder { Id = 1, Email = "quentin@quiet.example" }.ToWooCommerce();
        var billing = order["billing"]!.AsObject().With("first_name", "Quentin").With("last_name", "Quagmire").With("phone", "+49-170-5550123").With("address_1", "Sesame Street 99").With("city", "Quietville");
        await store.SendAsync(store.Signed("order.created", order.ToBytes()), store.Signed("order.updated", order.With("currency", "Quietville").ToBytes()), store.Signed("order.updated", billing.ToBytes()[..^5]));
        await shopify.SendAsync(shopify.Signed("orders/edited", """{"order_edit":{"order_id":5,"staff_note":"Quagmire"}}"""u8.ToArray()));
        using var forged = await store.TrySendAsync(store.Signed("order.created", order.ToBytes()) with { Headers = new Dictionary<string, string> { ["X-WC-Webhook-Signature"] = "hook-quiet" } });
        await store.DrainedAsync();
        await shopify.DrainedAsync();
        await _hub.Admin.EndOfJobAsync((await _hub.Admin.PostAsync(store.Path + "/pull")).Text("id"));
        Assert.Equal(2, (await store.EventsAsync("parked")).Count);

        Assert.Contains("is parked: unusable-order", _hub.Logs.Text, StringComparison.Ordinal);
        Assert.All(Private, secret => Assert.DoesNotContain(secret, _hub.Logs.Text, StringComparison.OrdinalIgnoreCase));

        await _hub.DisposeAsync();
        Assert.Contains("handle store-events", _receiver.Traces, StringComparison.Ordinal);
        Assert.All(Private, secret => Assert.DoesNotContain(secret, _receiver.Traces + _receiver.Metrics, StringComparison.OrdinalIgnoreCase));
        Assert.Empty(_hub.Private.In(_receiver.Traces + _receiver.Metrics));
    }
}
