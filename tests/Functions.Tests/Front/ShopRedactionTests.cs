using System.Net;
using System.Text.Json.Nodes;
using Customers.Domain.Documents;
using Customers.Domain.Outcomes;
using Customers.Domain.Queues;
using Customers.Domain.Stores;
using Customers.Functions.Local.DemoStores;
using Customers.Functions.Stores;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.Front;

/// <summary>A shop asks to be forgotten: cut anywhere, asked twice, or met by a merge, it ends as if nothing had come between.</summary>
public sealed class ShopRedactionTests : IAsyncLifetime
{
    private const string Mark = "Quillfeather";
    private readonly CutHub _hub = new();

    public Task InitializeAsync() => _hub.InitializeAsync();
    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Cut_at_any_commit_it_goes_on_and_does_nothing_twice()
    {
        var cuts = 0;
        for (var isCut = true; isCut; cuts++)
        {
            var shop = await ShopAsync($"cut-{cuts}");
            await shop.Store.SendAsync(Asked(shop.Store, "1"));
            _hub.Store.Left = cuts;
            isCut = await HandleAllAsync(atOnce: 1);
            await AssertForgottenAsync(shop, jobs: 1);
        }

        Assert.InRange(cuts, 15, 200);
    }

    [Fact]
    public async Task Asked_twice_and_delivered_twice_at_once_it_is_done_once()
    {
        var shop = await ShopAsync("twice");
        await shop.Store.SendTogetherAsync([Asked(shop.Store, "1"), Asked(shop.Store, "1"), Asked(shop.Store, "2")]);
        await HandleAllAsync(atOnce: 3);
        await AssertForgottenAsync(shop, jobs: 2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_is_just_being_merged_is_waited_for_and_then_redacted_with_all_it_got(bool staysOfShop)
    {
        var shop = await ShopAsync($"merging-{staysOfShop}");
        var into = staysOfShop ? shop.Account : (await _hub.Admin.CreateCustomerAsync(new { name = "Ours already", channel = "d2c" })).Text("id");
        await _hub.Admin.PostAsync($"/api/customers/{into}/merge", new { from = shop.Guest });
        await shop.Store.SendAsync(Asked(shop.Store, "1"));
        await HandleQueueAsync(QueueNames.StoreEvents, 1);
        await HandleQueueAsync(QueueNames.Redactions, 1);
        var job = await _hub.Admin.GetAsync("/api/jobs/" + (await JobsAsync(shop.Store)).Single());
        Assert.Equal("running", job.Text("status"));
        Assert.NotEqual("[redacted]", (await _hub.Admin.CustomerAsync(into)).Text("name"));

        await HandleAllAsync(atOnce: 1);
        job = await _hub.Admin.GetAsync("/api/jobs/" + job.Text("id"));
        Assert.Equal(("succeeded", """{"redacted":1,"kept":1}"""), (job.Text("status"), job.GetProperty("result").GetRawText()));
        Assert.Equal(staysOfShop, (await _hub.Admin.CustomerAsync(into)).Text("name") == "[redacted]");
        Assert.Equal(staysOfShop ? 2 : 1, (await _hub.Admin.AllAsync($"/api/customers/{into}/orders")).Count);
        Assert.Equal("[redacted]", (await _hub.Admin.CustomerAsync(shop.Account)).Text("name"));
        Assert.Equal(!staysOfShop, (await _hub.Admin.GetAsync($"/api/customers/{into}/personal-data")).ToString().Contains(Mark, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nothing else", true)]
    [InlineData("an order of another store that has left it", true)]
    [InlineData("an order of another store", false)]
    [InlineData("a link to another store", false)]
    [InlineData("an order of people", false)]
    [InlineData("a quote", false)]
    [InlineData("an invoice", false)]
    [InlineData("a payment", false)]
    [InlineData("the channel of businesses", false)]
    public async Task Who_has_to_do_with_others_is_kept(string has, bool redacted)
    {
        var shop = await ShopAsync("kept-" + has.Replace(' ', '-'));
        await GiveAsync(shop.Guest, (await _hub.Admin.CustomerAsync(shop.Guest)).Text("email"), has);
        await shop.Store.SendAsync(Asked(shop.Store, "1"));
        await HandleAllAsync(atOnce: 1);
        Assert.Equal(redacted, (await _hub.Admin.CustomerAsync(shop.Guest)).Text("name") == "[redacted]");
    }

    [Fact]
    public async Task From_then_on_only_what_the_law_asks_for_is_heard()
    {
        var shop = await ShopAsync("deaf");
        await shop.Store.SendAsync(Asked(shop.Store, "1"));
        await HandleQueueAsync(QueueNames.StoreEvents, 1); // at once, though the store was read a moment ago
        Assert.Equal("409 store-disabled", await _hub.Admin.OutcomeAsync(HttpMethod.Post, shop.Store.Path + "/pull"));
        using var order = await shop.Store.TrySendAsync(shop.Store.Told(new ToldOrder { Id = 9, Email = "late@deaf.example" }));
        Assert.Equal(HttpStatusCode.NotFound, order.StatusCode);
        await shop.Store.SendAsync(Asked(shop.Store, "2"), shop.Store.Signed("customers/data_request", """{"customer":{"id":7}}"""u8.ToArray()), shop.Store.Signed("customers/redact", """{"customer":{"id":7}}"""u8.ToArray()));
        await HandleAllAsync(atOnce: 1);
        await AssertForgottenAsync(shop, jobs: 2);
        Assert.Equal(4, (await _hub.Admin.AllAsync(shop.Store.Path + "/events")).Count(told => told.Text("topic") is "shop/redact" or "customers/data_request" or "customers/redact" && told.Text("state") == "done"));
    }

    private async Task GiveAsync(string customer, string email, string what)
    {
        var path = "/api/customers/" + customer;
        var other = await StoreDriver.RegisterAsync(_hub.Admin, StoreKind.WooCommerce, $"other-{what}".Replace(' ', '-'));
        var order = new ToldOrder { Id = 5, Email = email };
        switch (what)
        {
            case "an order of another store that has left it": await other.SendAsync(other.Told(order)); await HandleAllAsync(atOnce: 1); await other.SendAsync(other.Told(order.Later with { BuyerId = 8, Email = "somebody@else.example" })); break;
            case "an order of another store": await other.SendAsync(other.Told(order)); break;
            case "a link to another store": await other.SendAsync(new SignedWebhooks(StoreKind.WooCommerce, $"other-{what}".Replace(' ', '-')).OfBuyer(8, email, RunningClock.Start)); break;
            case "an order of people": await _hub.Admin.PostAsync(path + "/orders", new { lines = new[] { new { description = "Thing", quantity = 1, unitPrice = 1 } } }); break;
            case "a quote": await _hub.Admin.PostAsync(path + "/quotes", new { lines = new[] { new { description = "Thing", quantity = 1, unitPrice = 1 } } }); break;
            case "an invoice": await new AccountDriver(_hub.Admin, customer).InvoiceAsync(1); break;
            case "a payment": await _hub.Admin.PostAsync(path + "/payments", new { amount = 1, method = "cash", date = "2026-11-01", autoAllocate = false }); break;
            case "the channel of businesses": await _hub.Admin.PatchAsync(path, new { channel = "b2b" }); break;
        }

        await HandleAllAsync(atOnce: 1);
    }

    /// <summary>Two whom the shop alone has brought, and one whom people have invoiced.</summary>
    private sealed record Shop(StoreDriver Store, string Guest, string Account, string Invoiced);

    private async Task<Shop> ShopAsync(string name)
    {
        var store = await StoreDriver.RegisterAsync(_hub.Admin, StoreKind.Shopify, name);
        await store.SendAsync(new (long? Buyer, string Who)[] { (null, "guest"), (7, "account"), (null, "invoiced") }.Select((one, i) => store.Signed("orders/create",
            new ToldOrder { Id = i + 1, BuyerId = one.Buyer, Email = $"{one.Who}@{name.ToLowerInvariant()}.example" }.ToShopify().With("billing_address", new JsonObject { ["last_name"] = Mark, ["country_code"] = "DE" }).ToBytes())));
        await HandleAllAsync(atOnce: 1);
        var of = (await store.OrdersAsync()).ToDictionary(order => order.GetProperty("source").Text("externalId"), order => order.Text("customerId"));
        await new AccountDriver(_hub.Admin, of["3"]).InvoiceAsync(1);
        return new(store, of["1"], of["2"], of["3"]);
    }

    private static DemoWebhook Asked(StoreDriver store, string delivery) =>
        store.In(delivery, store.Signed("shop/redact", """{"shop_id":1,"shop_domain":"gone.example.com"}"""u8.ToArray()));

    private async Task AssertForgottenAsync(Shop shop, int jobs)
    {
        var asked = await JobsAsync(shop.Store);
        Assert.Equal(jobs, asked.Distinct().Count());
        foreach (var id in asked)
        {
            var job = await _hub.Admin.GetAsync("/api/jobs/" + id);
            Assert.Equal(("succeeded", """{"redacted":2,"kept":1}""", 3), (job.Text("status"), job.GetProperty("result").GetRawText(), job.GetProperty("done").GetInt32()));
        }

        Assert.Single(await ActionsAsync(shop.Store.Id), "disabled");
        foreach (var id in new[] { shop.Guest, shop.Account })
        {
            Assert.Equal("[redacted]", (await _hub.Admin.CustomerAsync(id)).Text("name"));
            Assert.Single(await ActionsAsync(id), "redacted");
            Assert.DoesNotContain(Mark, (await _hub.Admin.GetAsync($"/api/customers/{id}/personal-data")).ToString(), StringComparison.Ordinal);
        }

        Assert.NotEqual("[redacted]", (await _hub.Admin.CustomerAsync(shop.Invoiced)).Text("name"));
        var bodies = _hub.Services.GetRequiredService<EventBodies>();
        foreach (var told in await _hub.Admin.AllAsync(shop.Store.Path + "/events")) Assert.Null((await bodies.FindAsync(told.Text("id"), default))!.Body);
        Assert.Equal(["100.00", "100.00", "100.00"], (await shop.Store.OrdersAsync()).Select(order => order.Text("invoiced")));
    }

    private async Task<List<string>> JobsAsync(StoreDriver store) => [.. (await store.EventsAsync("done")).Where(told => told.Text("topic") == "shop/redact").Select(told => told.Text("jobId"))];
    private async Task<List<string>> ActionsAsync(string subject) => [.. (await _hub.Admin.AllAsync("/api/history?subject=" + subject)).Select(entry => entry.Text("action"))];

    /// <summary>Until no message is left; what waits for its time gets it. Whether the store broke off on the way.</summary>
    private async Task<bool> HandleAllAsync(int atOnce)
    {
        var isCut = false;
        while ((await Task.WhenAll(QueueNames.All.Select(name => _hub.Queue.CountAsync(name, default)))).Any(count => count > 0))
        {
            foreach (var queue in QueueNames.All) isCut |= await HandleQueueAsync(queue, atOnce);
            _hub.Time.Advance(TimeSpan.FromSeconds(6));
        }

        _hub.Store.Left = int.MaxValue;
        return isCut;
    }

    private async Task<bool> HandleQueueAsync(string queue, int atOnce)
    {
        var isCut = false;
        while (await _hub.Queue.ReceiveAsync(queue, 32, TimeSpan.FromMinutes(1), default) is { Count: > 0 } messages)
            foreach (var message in messages)
            {
                var faults = await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Record.ExceptionAsync(() => _hub.HandleAsync(new(queue, message.Body)))));
                Assert.All(faults, fault => Assert.True(fault is null or StoreUnavailableException, fault?.ToString()));
                isCut |= faults.Any(fault => fault is not null);
                if (faults.All(fault => fault is null)) await _hub.LoseAsync(message);
                else await _hub.Queue.ReleaseAsync(message, TimeSpan.Zero, default);
                if (isCut) _hub.Store.Left = int.MaxValue;
            }

        return isCut;
    }
}
