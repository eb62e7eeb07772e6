using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Settings;
using Customers.Domain.Stores;
using Customers.Functions.Api;
using Customers.Functions.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.App;

/// <summary>The customer at a glance.</summary>
public sealed class ProfileTests(HubHost hub) : IClassFixture<HubHost>
{
    [Fact]
    public async Task A_profile_shows_who_it_is_what_is_owed_how_many_of_each_and_what_happened_last()
    {
        var (store, id) = await BuyerAsync("glance", 12);
        await hub.Admin.PostAsync($"/api/customers/{id}/alerts", new { message = "Careful" });
        var profile = await hub.Admin.GetAsync($"/api/customers/{id}/profile");

        Assert.Equal(id, profile.Text("id"));
        Assert.Equal((await hub.Admin.CustomerAsync(id)).Text("ref"), profile.GetProperty("header").Text("shownId"));
        Assert.Equal("Careful", profile.GetProperty("header").GetProperty("alerts")[0].Text("message"));
        Assert.Equal("1200.00", profile.GetProperty("account").GetProperty("balances")[0].Text("balance"));
        Assert.Equal(["12 invoices", "12 orders"], profile.GetProperty("counts").EnumerateObject().Where(count => count.Value.GetInt32() > 0).Select(count => $"{count.Value} {count.Name}").Order(StringComparer.Ordinal));
        var recent = profile.GetProperty("recentDocuments").EnumerateArray().ToList();
        Assert.Equal((10, 10), (recent.Count, recent.DistinctBy(d => d.Text("id")).Count()));
        // Several orders are handled at once: which of the 24 documents are the newest ten, chance decides.
        Assert.All(recent, d => Assert.Contains($"{d.Text("kind")} {d.Text("total")} {d.Text("status")}", new[] { "invoice 100.00 overdue", "order 100.00 confirmed" }));
        Assert.Equal("null", profile.GetProperty("invoices").GetRawText());
        Assert.NotEmpty(store.Id);
    }

    [Fact]
    public async Task A_distributors_profile_lists_the_invoices_of_its_orders()
    {
        var (_, id) = await BuyerAsync("distributor", 2);
        await hub.Admin.PatchAsync($"/api/customers/{id}", new { isDistributor = true, isProspect = true });
        var profile = await hub.Admin.GetAsync($"/api/customers/{id}/profile");
        Assert.True(profile.GetProperty("header").GetProperty("isProspect").GetBoolean());
        Assert.Equal(["100.00 100.00 EUR", "100.00 100.00 EUR"], profile.GetProperty("invoices").EnumerateArray().Select(i => $"{i.Text("total")} {i.Text("remaining")} {i.Text("currency")}"));
    }

    [Fact]
    public async Task An_order_that_goes_to_another_customer_counts_there()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "moving");
        var order = new ToldOrder { Id = 1, Email = "before@moving.example", BuyerId = 1 };
        await store.SendAsync(store.Told(order));
        await store.DrainedAsync();
        await store.SendAsync(store.Told(order.Later with { Email = "after@moving.example", BuyerId = 2 }));
        await store.DrainedAsync();
        foreach (var customer in await store.CustomersAsync())
        {
            var orders = (await hub.Admin.GetAsync($"/api/customers/{customer.Text("id")}/profile")).GetProperty("counts").GetProperty("orders").GetInt32();
            Assert.Equal(customer.Text("email") == "after@moving.example" ? 1 : 0, orders);
        }
    }

    [Fact]
    public async Task A_profile_takes_two_requests_to_the_store()
    {
        var (_, id) = await BuyerAsync("requests", 3);
        var (documents, settings) = (new CountingStore(hub.Services.GetRequiredService<IDocumentStore>()), hub.Services.GetRequiredService<CurrentSettings>());
        var found = await new ReadProfile(documents, new CustomerStore(documents, new(documents, hub.Clock)), settings, hub.Clock).RunAsync(CustomerId.Parse(id), default);
        Assert.Equal((3, 2), (found.Value.Counts.Orders, documents.Requests));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("cus_01jz0000000000000000000000")]
    public async Task There_is_no_profile_of_nobody(string id) => Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Get, $"/api/customers/{id}/profile"));

    private async Task<(StoreDriver Store, string CustomerId)> BuyerAsync(string name, int orders)
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, name);
        var first = new ToldOrder { Id = 1, Email = $"{name}@profile.example" };
        await store.SendAsync(Enumerable.Range(1, orders).Select(i => store.Told(first with { Id = i, CreatedAt = first.CreatedAt.AddHours(i) })));
        await store.DrainedAsync();
        return (store, (await store.CustomersAsync()).Single().Text("id"));
    }

    private sealed class CountingStore(IDocumentStore store) : IDocumentStore
    {
        public int Requests { get; private set; }

        public Task<CommitResult> CommitAsync(Commit commit, CancellationToken cancel) => Counted().CommitAsync(commit, cancel);
        public ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancel) => Counted().ReadAsync(key, cancel);
        public ValueTask<IReadOnlyList<StoredDocument>> ReadManyAsync(string container, string partition, IReadOnlyList<string> ids, CancellationToken cancel) =>
            Counted().ReadManyAsync(container, partition, ids, cancel);
        public ValueTask<Page<StoredDocument>> QueryAsync(Query query, CancellationToken cancel) => Counted().QueryAsync(query, cancel);
        public Task CheckAsync(CancellationToken cancel) => Counted().CheckAsync(cancel);

        private IDocumentStore Counted()
        {
            Requests++;
            return store;
        }
    }
}
