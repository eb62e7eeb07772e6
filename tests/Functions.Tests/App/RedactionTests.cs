using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Customers.Domain.Documents;
using Customers.Domain.Stores;
using Customers.Functions.Security;
using Customers.Functions.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.App;

/// <summary>What is held on a person is told in one answer, and goes everywhere at once; what was sold stays.</summary>
public sealed class RedactionTests(HubHost hub) : IClassFixture<HubHost>
{
    /// <summary>Told to the hub in as many ways as there are; each holds it.</summary>
    private const string Mark = "Quillfeather";

    private static readonly JsonObject Address = new() { ["first_name"] = "Ada", ["last_name"] = Mark, ["address1"] = Mark + " street 1", ["city"] = Mark + "ton", ["country_code"] = "DE", ["phone"] = "+49 30 " + Mark };

    [Fact]
    public async Task Everything_on_a_person_is_told_and_then_none_of_it_is_left()
    {
        var (store, order, customer) = await PersonAsync("told");
        var path = "/api/customers/" + customer;
        var before = await hub.Admin.CustomerAsync(customer);
        var orders = await store.OrdersAsync();

        var told = await hub.Admin.GetAsync(path + "/personal-data");
        foreach (var section in new[] { "customer", "contacts", "addresses", "notes", "attachments", "orders", "history", "events", "answers" })
            Assert.Contains(Mark, told.GetProperty(section).ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Mark, told.GetProperty("quotes").ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("DE89370400440532013000", told.GetProperty("customer").GetProperty("bankDetails").Text("iban"));
        Assert.NotEmpty(await TracesAsync(customer, store, order));

        await RedactAsync(customer);

        Assert.Empty(await TracesAsync(customer, store, order));
        var after = await hub.Admin.CustomerAsync(customer);
        Assert.Equal(("[redacted]", before.Text("ref")), (after.Text("name"), after.Text("ref")));
        Assert.Equal(before.GetProperty("account").GetProperty("balances").ToString(), after.GetProperty("account").GetProperty("balances").ToString());
        Assert.Equal(orders.Select(Figures), (await store.OrdersAsync()).Select(Figures));
        Assert.DoesNotContain(await hub.Admin.AllAsync("/api/customers?q=" + Mark), found => found.Text("id") == customer);
        Assert.Empty(await hub.Admin.AllAsync(path + "/attachments"));
        Assert.DoesNotContain(TestStorage.Blobs(hub), blob => blob.Contains(customer, StringComparison.Ordinal));
        var entry = (await hub.Admin.AllAsync(path + "/history")).Single(h => h.Text("action") == "redacted");
        Assert.Empty(entry.GetProperty("changes").EnumerateArray());
    }

    [Fact]
    public async Task Redacting_again_changes_nothing_more()
    {
        var (_, _, customer) = await PersonAsync("again");
        await RedactAsync(customer);
        var first = await PictureAsync(customer);
        await RedactAsync(customer);
        Assert.Equal(first, await PictureAsync(customer));
    }

    [Fact]
    public async Task What_a_store_tells_later_brings_amounts_only()
    {
        var (store, order, customer) = await PersonAsync("later");
        await RedactAsync(customer);

        await store.SendAsync(Told(store, order.Later with { Total = 150 }));
        await store.DrainedAsync();

        Assert.Equal("150.00", Assert.Single(await store.OrdersAsync()).Text("total"));
        Assert.Equal("[redacted]", (await hub.Admin.CustomerAsync(customer)).Text("name"));
        Assert.DoesNotContain(Mark, await PictureAsync(customer), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_guest_who_orders_again_with_the_email_is_somebody_new()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "guest");
        var order = new ToldOrder { Id = 71, Email = "guest@quillfeather.example" };
        await store.SendAsync(Told(store, order));
        await store.DrainedAsync();
        var customer = (await store.CustomersAsync()).Single().Text("id");
        await RedactAsync(customer);

        await store.SendAsync(Told(store, order.Later with { Total = 120 }));
        await store.DrainedAsync();
        Assert.Equal(customer, Assert.Single(await store.OrdersAsync()).Text("customerId"));
        await store.SendAsync(Told(store, order with { Id = 72 }));
        await store.DrainedAsync();

        var names = (await store.CustomersAsync()).ToDictionary(c => c.Text("id"), c => c.Text("name"));
        Assert.Equal((2, "[redacted]"), (names.Count, names[customer]));
        Assert.Equal(2, (await store.OrdersAsync()).Select(o => o.Text("customerId")).Distinct().Count());
    }

    [Fact]
    public async Task A_repeated_request_begins_one_job_and_answers_about_the_person_are_emptied()
    {
        var body = new { name = Mark };
        using var created = await hub.Admin.TryAsync(HttpMethod.Post, "/api/customers", body, ("Idempotency-Key", "redacted-create"));
        var customer = (await created.JsonAsync()).Text("id");
        var jobs = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var begun = await hub.Admin.TryAsync(HttpMethod.Post, $"/api/customers/{customer}/redact", null, ("Idempotency-Key", "redact-once"));
            Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
            jobs.Add((await begun.JsonAsync()).Text("id"));
            await hub.Admin.EndOfJobAsync(jobs[i]);
        }

        Assert.Single(jobs.Distinct());
        using var again = await hub.Admin.TryAsync(HttpMethod.Post, "/api/customers", body, ("Idempotency-Key", "redacted-create"));
        Assert.Equal((HttpStatusCode.Created, created.Headers.Location, ""), (again.StatusCode, again.Headers.Location, await again.Content.ReadAsStringAsync()));
    }

    private async Task<(StoreDriver Store, ToldOrder Order, string Customer)> PersonAsync(string secret)
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, secret);
        var order = new ToldOrder { Id = 51, BuyerId = 7, Email = $"{secret}@quillfeather.example" };
        await store.SendAsync(Told(store, order), store.Signed("customers/update", new JsonObject
        {
            ["id"] = 7, ["email"] = order.Email, ["first_name"] = "Ada", ["last_name"] = Mark, ["updated_at"] = "2026-01-01T00:00:00Z",
        }.ToBytes()));
        await store.DrainedAsync();
        var customer = (await store.CustomersAsync()).Single().Text("id");
        var path = "/api/customers/" + customer;
        await hub.Admin.PatchAsync(path, new { name = "Ada " + Mark, website = "https://quillfeather.example", bankDetails = new { accountHolder = Mark, iban = "DE89370400440532013000" } });
        await KeyedAsync(path + "/contacts", new { firstName = "Ada", lastName = Mark, email = "contact@quillfeather.example", notes = Mark });
        await KeyedAsync(path + "/addresses", new { label = Mark, line1 = Mark + " street 2", city = "Bonn", country = "DE" });
        await KeyedAsync(path + "/notes", new { text = Mark + " called" });
        foreach (var kind in new[] { "orders", "quotes" })
            await KeyedAsync($"{path}/{kind}", new { notes = "For " + Mark, billingAddress = new { name = "Ada " + Mark, line1 = Mark + " street 3" }, lines = new[] { new { description = "Thing", quantity = 1, unitPrice = 1 } } });
        await KeyedAsync(path + "/alerts", new { message = Mark + " pays late" });
        await hub.Admin.PutAsync(path + "/hold", new { reason = Mark + " asked for it" });
        await hub.Admin.UploadAsync(customer, Mark + ".txt", Encoding.UTF8.GetBytes(Mark));
        return (store, order, customer);
    }

    private async Task KeyedAsync(string path, object body)
    {
        using var answer = await hub.Admin.TryAsync(HttpMethod.Post, path, body, ("Idempotency-Key", "person"));
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync()}");
    }

    private static Local.DemoStores.DemoWebhook Told(StoreDriver store, ToldOrder order)
    {
        var told = order.ToShopify();
        (told["note"], told["billing_address"], told["shipping_address"]) = ("For " + Mark, Address.DeepClone(), Address.DeepClone());
        return store.Signed("orders/updated", told.ToBytes());
    }

    private async Task RedactAsync(string customer)
    {
        var job = await hub.Admin.EndOfJobAsync((await hub.Admin.PostAsync($"/api/customers/{customer}/redact")).Text("id"));
        Assert.Equal(("succeeded", "redaction"), (job.Text("status"), job.Text("kind")));
    }

    private async Task<string> PictureAsync(string customer) => string.Join('\n', (await KeptAsync(customer)).Select(d => $"{d.Key.Id} {d.ETag} {Encoding.UTF8.GetString(d.Body.Span)}"));

    private static string Figures(JsonElement order) => $"{order.Text("number")} {order.Text("total")} {order.Text("paid")} {order.Text("createdAt")}";

    /// <summary>Every document, event, kept answer and file that still names the person.</summary>
    private async Task<List<string>> TracesAsync(string customer, StoreDriver store, ToldOrder order)
    {
        var documents = hub.Services.GetRequiredService<IDocumentStore>();
        var kept = await KeptAsync(customer);
        foreach (var (field, about) in new[] { (StoreEvent.OfOrder, $"{order.Id}"), (StoreEvent.OfBuyer, $"{order.BuyerId}") })
            foreach (var told in (await documents.QueryAsync(new Query(StoreEvent.Type, 100) { Where = [new Condition.Equal(field, StoreEvent.About(store.Id, about))] }, default)).Items)
                kept.AddRange([told, .. await documents.ReadManyAsync(Containers.Events, told.Key.Id, [StoreEventBody.Id], default)]);
        kept.AddRange((await documents.QueryAsync(new Query(KeptAnswer.Documents, 100) { Where = [new Condition.Equal(KeptAnswer.OfCustomer, customer)] }, default)).Items);
        return [.. kept.Where(d => Encoding.UTF8.GetString(d.Body.Span).Contains(Mark, StringComparison.OrdinalIgnoreCase)).Select(d => $"{d.Type} {d.Key.Id}: {Encoding.UTF8.GetString(d.Body.Span)}")];
    }

    private async Task<List<StoredDocument>> KeptAsync(string customer)
    {
        var documents = hub.Services.GetRequiredService<IDocumentStore>();
        List<StoredDocument> kept = [];
        foreach (var type in Hub.Documents.Where(type => type.Container == Containers.Customers))
            kept.AddRange((await documents.QueryAsync(new Query(type, 1000) { Partition = customer }, default)).Items);
        return kept;
    }
}
