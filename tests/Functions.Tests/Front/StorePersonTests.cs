using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Customers.Domain.Stores;
using Customers.Functions.Local.DemoStores;
using Customers.Functions.Local.DemoStores.Shopify;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Front;

/// <summary>What a store tells of a person beside name, email and phone: tags, marketing consent, addresses.</summary>
public sealed class StorePersonTests(HubHost hub) : IClassFixture<HubHost>
{
    private static readonly ToldOrder Order = new() { Id = 901, BuyerId = 902, Email = "ada@person.example" };

    [Fact]
    public async Task An_order_brings_all_that_it_tells_of_its_buyer_and_people_have_the_last_word()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "person");
        var customer = await TellAsync(store, Order, tags: "vip, fair");
        var path = "/api/customers/" + customer.Text("id");

        Assert.Equal("of-person,vip,fair", Tags(customer));
        Assert.Equal("""{"email":{"state":"subscribed","since":"2026-03-01T08:00:00Z"},"sms":null}""", customer.GetProperty("marketing").GetRawText());
        Assert.Equal("Quay 1:true/false Mole 2:false/true", await AddressesAsync(path));
        Assert.Equal("400 validation-failed", await hub.Admin.OutcomeAsync(HttpMethod.Patch, path, new { marketing = new { } }));

        await hub.Admin.DeleteAsync(path + "/tags/vip");
        await hub.Admin.PutAsync(path + "/tags/ours", null!);
        await hub.Admin.DeleteAsync($"{path}/addresses/{(await hub.Admin.AllAsync(path + "/addresses"))[1].Text("id")}");
        customer = await TellAsync(store, Order.Paid(), tags: "vip, new", consent: "unsubscribed");

        Assert.Equal("of-person,ours,new", Tags(customer));
        Assert.Equal("Quay 1:true/true", await AddressesAsync(path));
        Assert.Contains("new", (await hub.Admin.AllAsync("/api/tags")).Select(tag => tag.Text("tag")));
        Assert.Contains("marketing.email.state", (await hub.Admin.AllAsync(path + "/history")).SelectMany(entry => entry.GetProperty("changes").EnumerateArray()).Select(change => change.Text("field")));
        Assert.Equal("unsubscribed", (await hub.Admin.GetAsync(path + "/personal-data")).GetProperty("customer").GetProperty("marketing").GetProperty("email").Text("state"));

        await hub.Admin.EndOfJobAsync((await hub.Admin.PostAsync(path + "/redact")).Text("id"));
        customer = await TellAsync(store, Order.Paid().RefundedBy(1), tags: "vip, newer");
        Assert.Equal(("of-person,ours,new", JsonValueKind.Null), (Tags(customer), customer.GetProperty("marketing").ValueKind));
        Assert.Equal("[redacted]:true/true", await AddressesAsync(path));
    }

    [Fact]
    public async Task Whom_no_store_has_told_of_has_no_consent() =>
        Assert.Equal(JsonValueKind.Null, (await hub.Admin.CreateCustomerAsync()).GetProperty("marketing").ValueKind);

    [Fact]
    public async Task A_WooCommerce_order_brings_its_addresses()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.WooCommerce, "woo-person");
        var order = Order with { Email = "woo@person.example" };
        await store.SendAsync(store.Told(order), store.Told(order.Paid()));
        await store.DrainedAsync();
        var customer = Assert.Single(await store.CustomersAsync());
        Assert.NotEmpty(await hub.Admin.AllAsync($"/api/customers/{customer.Text("id")}/addresses"));
        Assert.Equal(JsonValueKind.Null, customer.GetProperty("marketing").ValueKind);
    }

    /// <summary>Shopify's webhooks of today tell neither tags nor consents, but that they changed.</summary>
    [Theory]
    [InlineData("customer.tags_added")]
    [InlineData("customers_email_marketing_consent/update")]
    [InlineData("customers_marketing_consent/update")]
    public async Task That_tags_or_consents_changed_is_read_from_the_store(string topic)
    {
        await using var shops = await ShopsHost.StartAsync(hub.Clock);
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "touched-" + topic, shops.Shopify, new { accessToken = DemoCredentials.ShopifyToken });
        var person = shops.Shops.Shopify.Person(Enumerable.Range(shops.Shops.Shopify.FirstPerson, 20).First(number => number % 12 == 0));
        var id = ShopifyIds.Customer(person);

        await store.SendAsync(store.Signed(topic, Touched(topic, id).ToBytes()), store.Signed(topic, Touched(topic, 1).ToBytes()));
        await store.DrainedAsync();

        var customer = Assert.Single(await hub.Admin.AllAsync($"/api/customers?storeId={store.Id}&externalId={id}"));
        Assert.Equal(("loyal", "subscribed", "notSubscribed"), (customer.GetProperty("tags")[1].GetString(), State("email"), person.Phone.Length > 0 ? State("sms") : "notSubscribed"));
        Assert.StartsWith("not-in-store", Assert.Single(await store.EventsAsync("ignored")).Text("reason"), StringComparison.Ordinal);
        var told = (await hub.Admin.GetAsync($"/api/customers/{customer.Text("id")}/personal-data")).GetProperty("events");
        Assert.Contains(topic, told.EnumerateArray().Select(one => one.Text("topic")));

        string State(string of) => customer.GetProperty("marketing").GetProperty(of).Text("state");
    }

    private static JsonObject Touched(string topic, long customer) => topic switch
    {
        "customer.tags_added" => new() { ["customerId"] = $"gid://shopify/Customer/{customer.ToString(CultureInfo.InvariantCulture)}", ["tags"] = new JsonArray("loyal"), ["occurredAt"] = "2026-03-01T08:00:00.000Z" },
        "customers_marketing_consent/update" => new() { ["id"] = customer, ["sms_marketing_consent"] = new JsonObject { ["state"] = "not_subscribed" } },
        _ => new() { ["customer_id"] = customer, ["email_marketing_consent"] = new JsonObject { ["state"] = "subscribed" } },
    };

    private async Task<JsonElement> TellAsync(StoreDriver store, ToldOrder order, string tags, string consent = "subscribed")
    {
        var body = order.ToShopify().With("billing_address", Address("Quay 1")).With("shipping_address", Address("Mole 2"));
        body["customer"]!["tags"] = tags;
        body["customer"]!["email_marketing_consent"] = new JsonObject { ["state"] = consent, ["consent_updated_at"] = "2026-03-01T08:00:00Z" };
        await store.SendAsync(store.Signed("orders/updated", body.ToBytes()));
        await store.DrainedAsync();
        return Assert.Single(await store.CustomersAsync());
    }

    private static JsonObject Address(string line) => new() { ["address1"] = line, ["city"] = "Cork", ["country_code"] = "IE" };

    private static string Tags(JsonElement customer) => string.Join(',', customer.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));

    private async Task<string> AddressesAsync(string path) => string.Join(' ', (await hub.Admin.AllAsync(path + "/addresses"))
        .Select(address => $"{address.Text("line1")}:{address.GetProperty("defaultBilling").GetRawText()}/{address.GetProperty("defaultShipping").GetRawText()}"));
}
