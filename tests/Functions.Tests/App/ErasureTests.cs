using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Customers.Domain.Blobs;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Stores;
using Customers.Functions.Imports;
using Customers.Functions.Jobs;
using Customers.Functions.Local.DemoStores;
using Customers.Functions.Stores;
using Customers.Functions.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.App;

/// <summary>After a redaction no byte that the hub keeps tells of the person, whatever brought it.</summary>
public sealed class ErasureTests(HubHost hub) : IClassFixture<HubHost>
{
    [Theory]
    [InlineData(StoreKind.Shopify, "Zephyrelle")]
    [InlineData(StoreKind.WooCommerce, "Wrenhollow")]
    public async Task No_byte_of_a_person_is_left(StoreKind kind, string mark)
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, kind, "erased-" + kind);
        var order = new ToldOrder { Id = 501, BuyerId = 502, Email = $"ada@{mark}.example" };
        await store.SendAsync([store.Told(order), .. kind == StoreKind.Shopify ? OfShopify(store, order, mark) : OfWooCommerce(store, order, mark)]);
        await store.DrainedAsync();
        var customer = (await store.CustomersAsync()).Single().Text("id");
        await TellAsync("/api/customers/" + customer, mark);
        await hub.Admin.UploadAsync(customer, mark + ".txt", Encoding.UTF8.GetBytes(mark));
        Assert.NotEmpty(await TracesAsync(mark));

        await RedactAsync(customer);

        Assert.Empty(await TracesAsync(mark));
    }

    [Theory]
    [InlineData("refunds/create", """{"id":9001,"order_id":601,"note":"Larkspurine"}""")]
    [InlineData("orders/edited", """{"order_edit":{"id":9002,"order_id":601,"staff_note":"Larkspurine"}}""")]
    [InlineData("order_transactions/create", """{"id":9003,"order_id":601,"receipt":"Larkspurine"}""")]
    [InlineData("orders/updated", """{"id":601,"note":"Larkspurine"}""")]
    [InlineData("customers/data_request", """{"shop_id":1,"customer":{"id":602,"email":"buyer@shop.example"}}""")]
    [InlineData("customers/update", """{"id":602,"last_name":"Larkspurine"}""")]
    [InlineData("checkouts/create", """{"id":9004,"customer":{"id":602},"email":"buyer@shop.example"}""")]
    [InlineData("checkouts/update", """{"id":9005,"email":"buyer@shop.example"}""")]
    [InlineData("orders/updated", """{"id":601,"note":"Larkspurine"  """)]
    public async Task Every_topic_that_may_tell_of_a_person_is_found_once(string topic, string body)
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, $"topic-{topic}-{body.Length}");
        await store.SendAsync(store.Told(new ToldOrder { Id = 601, BuyerId = 602, Email = $"found-{topic.Length}-{body.Length}@shop.example" }));
        await store.DrainedAsync();
        var customer = (await store.CustomersAsync()).Single().Text("id");
        await store.SendAsync(store.Signed(topic, Encoding.UTF8.GetBytes(body)));

        var (events, id) = (hub.Services.GetRequiredService<CustomerEvents>(), CustomerId.Parse(customer));
        var found = await events.OfAsync(id, default).Concat(events.OfAnybodyAsync(id, default)).Select(e => e.Value.Id).ToListAsync();

        Assert.Equal(2, found.Count);
        Assert.Equal(2, found.Distinct().Count());
    }

    [Fact]
    public async Task A_deleted_person_is_redacted_in_the_history_that_is_left()
    {
        var customer = (await hub.Admin.CreateCustomerAsync(new { name = "Ottoline Marchbanks" })).Text("id");
        await hub.Admin.DeleteAsync("/api/customers/" + customer);
        Assert.Contains("Ottoline", (await hub.Admin.GetAsync("/api/history?subject=" + customer)).ToString(), StringComparison.Ordinal);

        await RedactAsync(customer);

        Assert.DoesNotContain("Ottoline", (await hub.Admin.GetAsync("/api/history?subject=" + customer)).ToString(), StringComparison.Ordinal);
        Assert.Empty(await TracesAsync("Ottoline"));
        Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Post, $"/api/customers/{customer[..^1]}{(customer[^1] == '0' ? '1' : '0')}/redact"));
    }

    [Fact]
    public async Task What_stores_tell_of_a_redacted_person_later_is_not_kept()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "later-erased");
        await store.SendAsync(store.Told(new ToldOrder { Id = 701, BuyerId = 702, Email = "later-erased@shop.example" }));
        await store.DrainedAsync();
        var customer = (await store.CustomersAsync()).Single().Text("id");
        await RedactAsync(customer);

        await store.SendAsync(store.Signed("customers/update", new JsonObject { ["id"] = 702, ["last_name"] = "Thistledowner", ["updated_at"] = hub.Clock.GetUtcNow().ToString("O") }.ToBytes()));
        await store.DrainedAsync();
        await using (var scope = hub.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<Schedules>().RunAsync(Schedules.ForgetOldEventBodies, default);
        var told = (await store.EventsAsync("done")).Single(e => e.Text("topic") == "customers/update").Text("id");
        Assert.Null((await hub.Services.GetRequiredService<EventBodies>().FindAsync(told, default))!.Body);
        await RedactAsync(customer);

        Assert.Empty(await TracesAsync("Thistledowner"));
        Assert.Equal("[redacted]", (await hub.Admin.CustomerAsync(customer)).Text("name"));
    }

    [Fact]
    public async Task A_file_whose_import_broke_off_is_removed()
    {
        var (documents, blobs) = (hub.Services.GetRequiredService<IDocumentStore>(), hub.Services.GetRequiredService<IBlobStore>());
        var old = new ImportRun { JobId = "job_broken-off", Kind = ImportKind.Customers, DryRun = false, By = Caller.Hub, CreatedAt = hub.Clock.GetUtcNow() - TimeSpan.FromDays(2) };
        var young = old with { JobId = "job_under-way", CreatedAt = hub.Clock.GetUtcNow() };
        foreach (var run in new[] { old, young })
        {
            await documents.CreateAsync(ImportRun.Type, run, default);
            await blobs.WriteAsync(run.Blob, new MemoryStream("name\nPeony Ashgrove"u8.ToArray()), default);
        }

        await using var scope = hub.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Schedules>().RunAsync(Schedules.RemoveImportFiles, default);

        Assert.Equal((false, true), (await IsKeptAsync(old), await IsKeptAsync(young)));

        async Task<bool> IsKeptAsync(ImportRun run) => await blobs.DeleteAsync(run.Blob, default);
    }

    private static IEnumerable<DemoWebhook> OfShopify(StoreDriver store, ToldOrder order, string mark)
    {
        yield return store.Signed("customers/update", new JsonObject { ["id"] = order.BuyerId, ["email"] = order.Email, ["last_name"] = mark, ["updated_at"] = "2026-01-01T00:00:00Z" }.ToBytes());
        yield return store.Signed("orders/updated", order.Later.ToShopify().With("note", mark + new string('n', 300_000)).ToBytes());
        yield return store.Signed("carts/update", new JsonObject { ["id"] = "cart", ["note"] = mark }.ToBytes());
        yield return store.Signed("orders/create", Encoding.UTF8.GetBytes($"{{\"note\":\"{mark}\""));
    }

    private static IEnumerable<DemoWebhook> OfWooCommerce(StoreDriver store, ToldOrder order, string mark)
    {
        yield return store.Signed("customer.updated", new JsonObject { ["id"] = order.BuyerId, ["email"] = order.Email, ["last_name"] = mark, ["date_modified_gmt"] = "2026-01-01T00:00:00" }.ToBytes());
        yield return store.Signed("order.updated", order.Later.ToWooCommerce().With("customer_note", mark).ToBytes());
        yield return store.Signed("coupon.updated", new JsonObject { ["description"] = mark }.ToBytes());
        yield return store.Signed("order.updated", Encoding.UTF8.GetBytes($"{{\"note\":\"{mark}\""));
    }

    private async Task TellAsync(string path, string mark)
    {
        await hub.Admin.PatchAsync(path, new { name = "Ada " + mark, website = $"https://{mark}.example", bankDetails = new { accountHolder = mark, iban = "DE89370400440532013000" } });
        foreach (var (part, body) in new (string, object)[]
        {
            ("contacts", new { firstName = "Ada", lastName = mark, email = $"contact@{mark}.example", notes = mark }),
            ("addresses", new { label = mark, line1 = mark + " street 2", city = "Bonn", country = "DE" }),
            ("notes", new { text = mark + " called" }),
            ("alerts", new { message = mark + " pays late" }),
        })
        {
            using var answer = await hub.Admin.TryAsync(HttpMethod.Post, $"{path}/{part}", body, ("Idempotency-Key", "told"));
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }

        await hub.Admin.PutAsync(path + "/hold", new { reason = mark + " asked for it" });
    }

    private async Task RedactAsync(string customer) =>
        Assert.Equal("succeeded", (await hub.Admin.EndOfJobAsync((await hub.Admin.PostAsync($"/api/customers/{customer}/redact")).Text("id"))).Text("status"));

    /// <summary>Where the word still stands, as it was written or folded for search.</summary>
    private async Task<List<string>> TracesAsync(string word)
    {
        List<string> traces = [];
        await foreach (var (name, bytes) in TestStorage.ContentAsync(hub))
            if (Encoding.Latin1.GetString(bytes) is var text && text.IndexOf(word, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
                traces.Add($"{name}: {text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 100)]}");
        return traces;
    }
}
