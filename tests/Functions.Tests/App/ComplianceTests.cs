using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Customers.Domain.Blobs;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Jobs;
using Customers.Domain.Stores;
using Customers.Functions.Jobs;
using Customers.Functions.Stores;
using Customers.Functions.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.App;

/// <summary>What the law asks for through Shopify: data are told, people and whole shops are forgotten.</summary>
public sealed class ComplianceTests(ComplianceTests.HurriedHub hub) : IClassFixture<ComplianceTests.HurriedHub>
{
    /// <summary>A redaction waits some seconds for the event that began it.</summary>
    public sealed class HurriedHub() : HubHost(new HurriedClock());

    [Fact]
    public async Task A_data_request_is_a_job_whose_result_only_those_may_read_who_may_redact()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "data-request");
        var customer = await BuyerAsync(store, 11, buyer: 12, "ida@data-request.example");
        using var staff = await hub.DriverAsync("staff");
        using var partner = await hub.DriverAsync("partner");

        var asked = Asked("customers/data_request", store, buyer: 12, "ida@data-request.example");
        await store.SendAsync(asked, asked);
        var job = await staff.GetAsync("/api/jobs/" + (await EventAsync(store, "customers/data_request")).Text("jobId"));

        Assert.Equal(("dataRequest", "succeeded", customer), (job.Text("kind"), job.Text("status"), job.GetProperty("result").Text("customerId")));
        var content = job.GetProperty("result").Text("content");
        Assert.Equal("403 forbidden", await partner.OutcomeAsync(HttpMethod.Get, content));
        var bytes = await staff.Http.GetByteArrayAsync(content);
        Assert.Equal(job.GetProperty("result").Text("sha256"), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        using var told = JsonDocument.Parse(bytes);
        Assert.Equal(("ida@data-request.example", 1), (told.RootElement.GetProperty("customer").Text("email"), told.RootElement.GetProperty("orders").GetArrayLength()));

        await hub.Admin.EndOfJobAsync((await hub.Admin.PostAsync($"/api/customers/{customer}/redact")).Text("id"));
        Assert.Equal("404 not-found", await staff.OutcomeAsync(HttpMethod.Get, content));
        Assert.False(await hub.Services.GetRequiredService<IBlobStore>().DeleteAsync(new DataFile { JobId = job.Text("id"), CustomerId = CustomerId.Parse(customer), ExpiresOn = default }.Blob, default));
    }

    [Fact]
    public async Task A_data_request_on_somebody_unknown_says_that_nothing_is_held()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "nothing-held");
        await store.SendAsync(Asked("customers/data_request", store, buyer: 99, "nobody@nothing-held.example"));
        var job = await hub.Admin.GetAsync("/api/jobs/" + (await EventAsync(store, "customers/data_request")).Text("jobId"));
        Assert.Equal(("succeeded", """{"held":false}"""), (job.Text("status"), job.GetProperty("result").GetRawText()));
        Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Get, $"/api/jobs/{job.Text("id")}/content"));
    }

    [Fact]
    public async Task What_was_gathered_is_removed_after_a_month()
    {
        var (documents, blobs) = (hub.Services.GetRequiredService<IDocumentStore>(), hub.Services.GetRequiredService<IBlobStore>());
        var today = DateOnly.FromDateTime(hub.Clock.GetUtcNow().UtcDateTime);
        var old = new DataFile { JobId = "job_gathered-long-ago", CustomerId = CustomerId.New(hub.Services.GetRequiredService<UlidSource>()), ExpiresOn = today };
        var young = old with { JobId = "job_gathered-lately", ExpiresOn = today.AddDays(20) };
        foreach (var file in new[] { old, young })
        {
            await documents.CreateAsync(DataFile.Type, file, default);
            await blobs.WriteAsync(file.Blob, new MemoryStream("{}"u8.ToArray()), default);
        }

        await hub.Services.GetRequiredService<Schedules>().RunAsync(Schedules.ForgetOldEventBodies, default);

        Assert.Equal((false, true), (await blobs.DeleteAsync(old.Blob, default), await blobs.DeleteAsync(young.Blob, default)));
    }

    [Theory]
    [InlineData("by-id", 22L, "22@redacted.example", "done")]
    [InlineData("by-id-alone", 22L, null, "done")]
    [InlineData("by-email", 99L, "22@redacted.example", "done")]
    [InlineData("nobody", 99L, "somebody-else@redacted.example", "ignored")]
    public async Task A_redact_request_redacts_whom_it_names(string secret, long buyer, string? email, string state)
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, secret);
        var customer = await BuyerAsync(store, 21, buyer: 22, "22@redacted.example");

        await store.SendAsync(Asked("customers/redact", store, buyer, email));
        var asked = await EventAsync(store, "customers/redact");

        Assert.Equal(state, asked.Text("state"));
        if (state == "done") Assert.Equal("redaction succeeded", Told(await hub.Admin.EndOfJobAsync(asked.Text("jobId"))));
        else Assert.StartsWith("nobody-known", asked.Text("reason"), StringComparison.Ordinal);
        Assert.Equal(state == "done", (await hub.Admin.CustomerAsync(customer)).Text("name") == "[redacted]");
        // Nobody is to be found by the email in a later case.
        await hub.Admin.EndOfJobAsync((await hub.Admin.PostAsync($"/api/customers/{customer}/redact")).Text("id"));
    }

    [Fact]
    public async Task A_business_customer_is_not_redacted_because_of_an_email()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "business");
        var customer = await BuyerAsync(store, 31, buyer: null, "office@business.example");
        await hub.Admin.PatchAsync("/api/customers/" + customer, new { channel = "b2b" });

        await store.SendAsync(Asked("customers/redact", store, 99, "office@business.example"));

        Assert.Equal("ignored", (await EventAsync(store, "customers/redact")).Text("state"));
    }

    [Fact]
    public async Task A_shop_that_is_gone_takes_along_whom_it_alone_has_brought()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "gone-shop");
        var other = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.WooCommerce, "stays");
        var (guest, account) = (await BuyerAsync(store, 41, buyer: null, "guest@gone.example"), await BuyerAsync(store, 42, buyer: 43, "account@gone.example"));
        var (shared, ordering, business) = (await BuyerAsync(store, 44, buyer: null, "shared@gone.example"), await BuyerAsync(store, 45, buyer: null, "ordering@gone.example"), await BuyerAsync(store, 46, buyer: 47, "business@gone.example"));
        await BuyerAsync(other, 44, buyer: null, "shared@gone.example");
        await hub.Admin.PostAsync($"/api/customers/{ordering}/orders", new { lines = new[] { new { description = "Thing", quantity = 1, unitPrice = 1 } } });
        var invoiced = await BuyerAsync(store, 50, buyer: null, "invoiced@gone.example");
        await new AccountDriver(hub.Admin, invoiced).InvoiceAsync(1);
        await hub.Admin.PatchAsync("/api/customers/" + business, new { channel = "b2b" });
        await store.SendAsync(store.Signed("orders/updated", """{"id":48,"note":"unreadable"""u8.ToArray()));
        await store.DrainedAsync();

        await store.SendAsync(Asked("shop/redact", store));
        var job = await hub.Admin.EndOfJobAsync((await EventAsync(store, "shop/redact")).Text("jobId"));

        Assert.Equal("shopRedaction succeeded", Told(job));
        Assert.Equal("""{"redacted":2,"kept":4}""", job.GetProperty("result").GetRawText());
        foreach (var id in new[] { guest, account }) Assert.Equal("[redacted]", (await hub.Admin.CustomerAsync(id)).Text("name"));
        foreach (var id in new[] { shared, ordering, invoiced, business }) Assert.NotEqual("[redacted]", (await hub.Admin.CustomerAsync(id)).Text("name"));
        foreach (var told in await hub.Admin.AllAsync(store.Path + "/events")) Assert.Null((await hub.Services.GetRequiredService<EventBodies>().FindAsync(told.Text("id"), default))!.Body);
        Assert.NotEqual(JsonValueKind.Null, (await hub.Admin.GetAsync(store.Path)).GetProperty("disabledAt").ValueKind);
        Assert.Equal("409 store-disabled", await hub.Admin.OutcomeAsync(HttpMethod.Post, store.Path + "/pull"));
        Assert.Equal("409 store-disabled", await hub.Admin.OutcomeAsync(HttpMethod.Post, store.Path + "/webhooks"));
        using var late = await store.TrySendAsync(store.Told(new ToldOrder { Id = 49, Email = "late@gone.example" }));
        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
        Assert.Equal(6, (await store.OrdersAsync()).Count);
    }

    [Fact]
    public async Task One_address_serves_all_shops_of_an_app_and_only_the_shop_that_is_named_is_forgotten()
    {
        var first = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "app-first", "https://first.myshopify.com");
        await first.SendAsync(Asked("shop/redact", first, domain: "second.myshopify.com"));
        var parked = await EventAsync(first, "shop/redact");
        Assert.StartsWith("other-shop", parked.Text("reason"), StringComparison.Ordinal);
        var second = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "app-second", "https://second.myshopify.com");

        await hub.Admin.PostAsync($"{first.Path}/events/{parked.Text("id")}/replay");
        await first.DrainedAsync();

        Assert.Equal((JsonValueKind.Null, JsonValueKind.String), (await DisabledAsync(first), await DisabledAsync(second)));
        foreach (var store in new[] { first, second }) await hub.Admin.DeleteAsync(store.Path);

        async Task<JsonValueKind> DisabledAsync(StoreDriver store) => (await hub.Admin.GetAsync(store.Path)).GetProperty("disabledAt").ValueKind;
    }

    [Theory]
    [InlineData("customers/data_request")]
    [InlineData("customers/redact")]
    [InlineData("shop/redact")]
    public async Task Without_a_good_signature_nothing_is_done(string topic)
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "unsigned-" + topic);
        var asked = Asked(topic, store, 1, "a@unsigned.example");

        using var answer = await store.TrySendAsync(asked with { Headers = new Dictionary<string, string>(asked.Headers) { ["X-Shopify-Hmac-Sha256"] = asked.Body.Signed("another") } });

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(await hub.Admin.AllAsync(store.Path + "/events"));
    }

    private static Local.DemoStores.DemoWebhook Asked(string topic, StoreDriver store, long? buyer = null, string? email = null, string? domain = null) =>
        store.Signed(topic, JsonSerializer.SerializeToUtf8Bytes(new { shop_id = 1, shop_domain = domain ?? "gone.example.com", customer = buyer is null ? null : new { id = buyer, email, phone = "555-625-1199" } }));

    /// <summary>The only event of this topic, at its end.</summary>
    private async Task<JsonElement> EventAsync(StoreDriver store, string topic)
    {
        await store.DrainedAsync();
        return Assert.Single(await hub.Admin.AllAsync(store.Path + "/events"), told => told.Text("topic") == topic);
    }

    private async Task<string> BuyerAsync(StoreDriver store, long order, long? buyer, string email)
    {
        await store.SendAsync(store.Told(new ToldOrder { Id = order, BuyerId = buyer, Email = email }));
        await store.DrainedAsync();
        return (await store.OrdersAsync()).Single(o => o.GetProperty("source").Text("externalId") == $"{order}").Text("customerId");
    }

    private static string Told(JsonElement job) => $"{job.Text("kind")} {job.Text("status")}";
}
