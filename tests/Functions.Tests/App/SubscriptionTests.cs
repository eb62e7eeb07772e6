using System.Net;
using System.Text;
using System.Text.Json;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>Subscriptions as admins register, change and remove them.</summary>
public sealed class SubscriptionTests(HubHost hub) : IClassFixture<HubHost>
{
    private const string All = "/api/subscriptions";

    [Fact]
    public async Task A_subscriber_is_told_signed_with_the_secret_that_was_shown_once()
    {
        await using var partner = await PartnerHost.StartAsync();
        using var answer = await hub.Admin.TryAsync(HttpMethod.Post, All, new { url = partner.Url, events = new[] { "customer.held", "customer.held" }, description = " Warehouse " });
        var made = await answer.JsonAsync();
        var path = $"{All}/{made.Text("id")}";
        Assert.Equal((HttpStatusCode.Created, path), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        var shown = await hub.Admin.GetAsync(path);
        Assert.Equal((partner.Url, "Warehouse", true), (shown.Text("url"), shown.Text("description"), shown.GetProperty("active").GetBoolean()));
        Assert.Equal("customer.held", Assert.Single(shown.GetProperty("events").EnumerateArray()).GetString());

        var customer = (await hub.Admin.CreateCustomerAsync()).Text("id");
        await hub.Admin.PutAsync($"/api/customers/{customer}/hold", new { reason = "No" });
        var message = Assert.Single(await partner.ReceivedAsync(1));
        Assert.True(message.IsSignedWith(made.Text("secret")));
        Assert.Equal(("customer.held", customer), (message.Type, message.Data.Text("customerId")));
        await hub.Admin.DeleteAsync(path);

        var secret = made.Text("secret");
        Assert.True(secret.StartsWith("whsec_", StringComparison.Ordinal) && Convert.FromBase64String(secret[6..]).Length >= 24);
        Assert.DoesNotContain(secret, shown + string.Concat(await hub.Admin.AllAsync(All)) + string.Concat(await hub.Admin.AllAsync("/api/history?subject=" + made.Text("id"))), StringComparison.Ordinal);
        Assert.DoesNotContain("open-sesame", hub.Logs.Text, StringComparison.Ordinal);
        await foreach (var (name, bytes) in TestStorage.ContentAsync(hub))
            Assert.True(bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(secret[6..])) < 0, $"{name} holds the secret.");
    }

    [Theory]
    [InlineData("""{}""", "events: must name at least one event; url: must be the receiver's address, https://…, of at most 2000 characters")]
    [InlineData("""{ "url": "nowhere", "events": ["customer.lost"], "secret": "whsec_1" }""", "events: must name at least one event; events[0]: must be one of customer.held, customer.released, customer.created, order.imported; secret: unknown or read-only; url: must be the receiver's address, https://…, of at most 2000 characters")]
    [InlineData("""{ "url": "https://partner.example", "events": [], "description": "a\u0007b" }""", "description: contains control characters; events: must name at least one event")]
    public async Task A_request_is_told_all_its_faults(string body, string faults)
    {
        using var answer = await hub.Admin.TryAsync(HttpMethod.Post, All, body);
        Assert.Equal(faults, string.Join("; ", (await answer.FaultsAsync()).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("ftp://partner.example/")]
    [InlineData("https://user:word@partner.example/")]
    [InlineData("https://partner.example/#part")]
    public async Task Not_every_address_is_a_receivers(string url)
    {
        Assert.Equal("400 subscription-url-not-allowed", await hub.Admin.OutcomeAsync(HttpMethod.Post, All, new { url, events = new[] { "customer.held" } }));
        var made = await CreateAsync();
        Assert.Equal("400 subscription-url-not-allowed", await hub.Admin.OutcomeAsync(HttpMethod.Patch, made, new { url }));
        await hub.Admin.DeleteAsync(made);
    }

    [Fact]
    public async Task A_repeated_creation_makes_nothing_and_shows_no_secret()
    {
        (string, string)[] key = [("Idempotency-Key", "subscribe-once")];
        var wish = new { url = "http://127.0.0.1:9/", events = new[] { "order.imported" }, description = "once" };
        using var first = await hub.Admin.TryAsync(HttpMethod.Post, All, wish, key);
        Assert.Equal("409 subscription-already-created", await hub.Admin.OutcomeAsync(HttpMethod.Post, All, wish, key));
        Assert.Single(await hub.Admin.AllAsync(All), subscription => subscription.Text("description") == "once");
        var path = first.Headers.Location!.OriginalString;
        Assert.Equal("200", await hub.Admin.OutcomeAsync(HttpMethod.Post, path + "/secret", null, key));
        Assert.Equal("409 secret-already-created", await hub.Admin.OutcomeAsync(HttpMethod.Post, path + "/secret", null, key));
        await hub.Admin.DeleteAsync(path);
    }

    [Fact]
    public async Task A_change_keeps_what_it_does_not_name_and_its_history_tells_it()
    {
        var path = await CreateAsync();
        var changed = await hub.Admin.PatchAsync(path, new { events = new[] { "order.imported" }, active = false });
        Assert.Equal(("http://127.0.0.1:9/hooks", "for a while", false, "byHand"), (changed.Text("url"), changed.Text("description"), changed.GetProperty("active").GetBoolean(), changed.Text("disabledReason")));
        Assert.Equal(JsonValueKind.Null, (await hub.Admin.PatchAsync(path, new { description = (string?)null, active = (bool?)null })).GetProperty("disabledAt").ValueKind);
        Assert.Equal("400 validation-failed", await hub.Admin.OutcomeAsync(HttpMethod.Patch, path, """{ "url": null, "events": null }"""));
        Assert.Equal("412 version-mismatch", await hub.Admin.OutcomeAsync(HttpMethod.Patch, path, new { active = false }, ("If-Match", "\"1\"")));
        Assert.Equal("412 version-mismatch", await hub.Admin.OutcomeAsync(HttpMethod.Delete, path, null, ("If-Match", "\"1\"")));
        await hub.Admin.DeleteAsync(path);
        Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Get, path));
        Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Get, path + "/deliveries"));
        Assert.Equal(["deleted", "changed", "changed", "created"], (await hub.Admin.AllAsync("/api/history?subject=" + path.Split('/')[^1])).Select(entry => entry.Text("action")));
    }

    [Fact]
    public async Task A_new_secret_signs_beside_the_old_one()
    {
        await using var partner = await PartnerHost.StartAsync();
        var made = await hub.Admin.PostAsync(All, new { url = partner.Url, events = new[] { "customer.held" } });
        var path = $"{All}/{made.Text("id")}";
        var replaced = await hub.Admin.PostAsync(path + "/secret");
        Assert.NotEqual(made.Text("secret"), replaced.Text("secret"));
        var test = await hub.Admin.PostAsync(path + "/test");
        var message = Assert.Single(await partner.ReceivedAsync(1));
        Assert.Equal((test.Text("id"), "test"), (message.Id, message.Type));
        Assert.True(message.IsSignedWith(made.Text("secret")) && message.IsSignedWith(replaced.Text("secret")));
        Assert.Equal(2, message.Signatures.Split(' ').Length);
        await hub.Admin.UntilAsync($"{path}/deliveries/{message.Id}", delivery => delivery.Text("state") == "delivered");
        await hub.Admin.DeleteAsync(path);
    }

    private async Task<string> CreateAsync() =>
        $"{All}/{(await hub.Admin.PostAsync(All, new { url = "http://127.0.0.1:9/hooks", events = new[] { "customer.held" }, description = "for a while" })).Text("id")}";
}
