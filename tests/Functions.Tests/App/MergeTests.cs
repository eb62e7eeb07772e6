using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Customers.Domain.Stores;
using Customers.Functions.Tests.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.App;

/// <summary>One customer goes into another, as partners, staff and stores see it.</summary>
public sealed partial class MergeTests(MergeTests.HurriedHub hub) : IClassFixture<MergeTests.HurriedHub>
{
    private static int _stores;

    /// <summary>Events that were put off come again at once.</summary>
    public sealed class HurriedHub() : HubHost(new HurriedClock(faster: 10));

    [Fact]
    public async Task A_preview_says_what_would_move_and_changes_nothing()
    {
        var (from, into) = (await FullAsync(), await NewAsync());
        var preview = await hub.Admin.PostAsync($"/api/customers/{into}/merge", new { from, preview = true });
        Assert.Equal((from, into, "[]"), (preview.Text("from"), preview.Text("into"), preview.GetProperty("forbidden").GetRawText()));
        Assert.Equal("""{"contacts":1,"addresses":1,"notes":1,"attachments":1,"orders":0,"branches":0,"externalIds":0}""", preview.GetProperty("moves").GetRawText());
        Assert.False((await hub.Admin.CustomerAsync(from)).GetProperty("merging").GetBoolean());

        var dollars = (await hub.Admin.CreateCustomerAsync(new { name = "Dollars", currency = "USD" })).Text("id");
        var forbidden = await hub.Admin.PostAsync($"/api/customers/{into}/merge", new { from = dollars, preview = true });
        Assert.Equal("currency-mismatch", Assert.Single(forbidden.GetProperty("forbidden").EnumerateArray()).Text("code"));
    }

    [Fact]
    public async Task All_that_a_customer_owns_goes_along_under_its_ids()
    {
        var (from, into) = (await FullAsync(), await FullAsync());
        var reference = (await hub.Admin.CustomerAsync(from)).Text("ref");
        var before = await Task.WhenAll(Sections.Select(async section => (await IdsAsync(from, section)).Concat(await IdsAsync(into, section)).Order(StringComparer.Ordinal)));
        var job = await MergeAsync(from, into);
        Assert.Equal(("merge", "succeeded", 4), (job.Text("kind"), job.Text("status"), job.GetProperty("done").GetInt32()));

        for (var i = 0; i < Sections.Length; i++) Assert.Equal(before[i], (await IdsAsync(into, Sections[i])).Order(StringComparer.Ordinal));
        foreach (var attachment in await IdsAsync(into, "attachments"))
            Assert.StartsWith("%PDF", await hub.Admin.Http.GetStringAsync($"/api/customers/{into}/attachments/{attachment}/content"), StringComparison.Ordinal);
        Assert.Equal(into, Assert.Single(await hub.Admin.AllAsync("/api/customers?q=" + reference)).Text("id"));
        Assert.Equal("409 reference-taken", await hub.Admin.OutcomeAsync(HttpMethod.Post, "/api/customers", new { name = "X", @ref = reference }));
        Assert.Contains("merged", (await hub.Admin.AllAsync($"/api/customers/{into}/history")).Select(entry => entry.Text("action")));
        Assert.NotEmpty(await hub.Admin.AllAsync("/api/history?subject=" + from));
        Assert.Equal(job.Text("id"), (await hub.Admin.PostAsync($"/api/customers/{into}/merge", new { from })).Text("id"));
    }

    [Fact]
    public async Task Orders_that_come_while_and_after_a_merge_end_at_the_customer_that_stays()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, $"merge-{Interlocked.Increment(ref _stores)}");
        var orders = Enumerable.Range(1, 40).Select(i => new ToldOrder { Id = i, Email = i % 2 == 0 ? "even@merge.example" : "odd@merge.example", BuyerId = i % 2 + 1, Total = 100 + i }).ToList();
        await store.SendTogetherAsync(orders.Select(order => store.Told(order)));
        await store.DrainedAsync();
        var ids = (await store.CustomersAsync()).ToDictionary(c => c.Text("email"), c => c.Text("id"));
        var (from, into) = (ids["odd@merge.example"], ids["even@merge.example"]);
        var moved = Assert.Single(await hub.Admin.AllAsync($"/api/customers/{from}/orders"), o => o.GetProperty("source").Text("externalId") == "7").Text("id");

        var later = orders.Select(order => order.Paid()).Concat(Enumerable.Range(41, 20).Select(i => orders[i % 2] with { Id = i })).ToList();
        var sending = store.SendTogetherAsync(later.Select(order => store.Told(order)));
        await MergeAsync(from, into);
        await sending;
        await store.DrainedAsync();
        await store.SendAsync(store.Told(later[6].RefundedBy(7)), store.Deleted(later[8], RunningClock.Start.AddDays(-1)), store.Told(orders[0] with { Id = 99, BuyerId = null }));
        await store.DrainedAsync();

        Assert.Empty(await store.EventsAsync("parked"));
        Assert.Equal(into, Assert.Single(await store.CustomersAsync()).Text("id"));
        var newest = later.Select(order => order.Id == 7 ? order.RefundedBy(7) : order).Where(order => order.Id != 9).Append(orders[0] with { Id = 99 }).ToList();
        Assert.Equal((newest.Sum(o => o.Billed - o.NetPaid), newest.Sum(o => o.Billed), newest.Sum(o => o.NetPaid)), await store.AccountAsync());
        Assert.Equal(61, (await store.OrdersAsync()).Select(order => order.Text("id")).Distinct().Count());
        Assert.Equal((into, "100.00"), ((await hub.Admin.GetAsync("/api/orders/" + moved)).Text("customerId"), (await hub.Admin.GetAsync("/api/orders/" + moved)).Text("paid")));
        Assert.Equal(61, (await hub.Admin.AllAsync("/api/orders?customerId=" + from)).Count);
    }

    [Fact]
    public async Task Every_address_of_the_old_customer_leads_to_the_last_one()
    {
        var (first, second, last) = (await FullAsync(), await NewAsync(), await NewAsync());
        await MergeAsync(first, second);
        await MergeAsync(second, last);
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = hub.Address };
        http.DefaultRequestHeaders.Authorization = hub.Admin.Http.DefaultRequestHeaders.Authorization;
        using var driver = new HubDriver(http);
        List<string> offenders = [];
        foreach (var (method, template) in Routes())
        {
            var rest = Parameter().Replace(template["/api/customers/{id}".Length..], "a%2Fb%25") + "?x=%20y";
            foreach (var body in new[] { null, "{", "{}" })
            {
                using var answer = await driver.TryAsync(method, $"/api/customers/{first}{rest}", body, ("Idempotency-Key", "old"));
                if (((int)answer.StatusCode, answer.Headers.Location?.OriginalString) != (308, $"/api/customers/{last}{rest}")) offenders.Add($"{method} {template} {body}: {answer.StatusCode} {answer.Headers.Location}");
            }
        }

        Assert.Empty(offenders);
        using var nobody = hub.Driver("hub_not-a-key");
        Assert.Equal("401 unauthenticated", await nobody.OutcomeAsync(HttpMethod.Get, "/api/customers/" + first));
        using var viewer = await hub.DriverAsync("viewer");
        Assert.Equal("403 forbidden", await viewer.OutcomeAsync(HttpMethod.Post, $"/api/customers/{first}/notes", new { text = "x" }));
        await hub.Admin.DeleteAsync("/api/customers/" + last);
        Assert.Equal("404 not-found", await driver.OutcomeAsync(HttpMethod.Get, "/api/customers/" + first));
    }

    public static TheoryData<string, string> Refusals => new()
    {
        { """{}""", "400 validation-failed" },
        { """{"from":1}""", "400 validation-failed" },
        { """{"from":"cus_1"}""", "400 validation-failed" },
        { """{"from":"cus_01jz0000000000000000000000"}""", "400 validation-failed" },
        { """{"from":"INTO"}""", "400 validation-failed" },
        { """{"from":"FROM","preview":"yes"}""", "400 validation-failed" },
        { """{"from":"FROM","into":"INTO"}""", "400 validation-failed" },
        { """[]""", "400 validation-failed" },
        { """{""", "400 malformed-json" },
        { """{"from":"DOLLARS"}""", "422 currency-mismatch" },
        { """{"from":"MERGED"}""", "409 customer-merged" },
        { """{"from":"MERGED","preview":true}""", "409 customer-merged" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task What_does_not_fit_is_refused(string body, string outcome)
    {
        var (from, into, merged) = (await NewAsync(), await NewAsync(), await NewAsync());
        if (body.Contains("MERGED", StringComparison.Ordinal)) await MergeAsync(merged, await NewAsync());
        var dollars = (await hub.Admin.CreateCustomerAsync(new { name = "Dollars", currency = "USD" })).Text("id");
        var sent = body.Replace("FROM", from, StringComparison.Ordinal).Replace("INTO", into, StringComparison.Ordinal).Replace("DOLLARS", dollars, StringComparison.Ordinal).Replace("MERGED", merged, StringComparison.Ordinal);
        Assert.Equal(outcome, await hub.Admin.OutcomeAsync(HttpMethod.Post, $"/api/customers/{into}/merge", sent));
    }

    [Fact]
    public async Task A_merge_is_of_staff_and_of_customers_that_are_there()
    {
        var (from, into) = (await NewAsync(), await NewAsync());
        using var partner = await hub.DriverAsync("partner");
        Assert.Equal("403 forbidden", await partner.OutcomeAsync(HttpMethod.Post, $"/api/customers/{into}/merge", new { from }));
        Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Post, "/api/customers/cus_01jz0000000000000000000000/merge", new { from }));
    }

    [Fact]
    public async Task Of_two_merges_in_both_directions_at_once_one_is_refused()
    {
        for (var turn = 0; turn < 10; turn++)
        {
            var (a, b) = (await NewAsync(), await NewAsync());
            var answers = await Task.WhenAll(hub.Admin.OutcomeAsync(HttpMethod.Post, $"/api/customers/{a}/merge", new { from = b }), hub.Admin.OutcomeAsync(HttpMethod.Post, $"/api/customers/{b}/merge", new { from = a }));
            // The slower one may find that the other has ended: then its address leads on, and the customer would go into itself.
            Assert.Single(answers, "202");
            Assert.Single(answers, answer => answer is "409 customer-merging" or "409 customer-merged" or "400 validation-failed");
        }
    }

    private static readonly string[] Sections = ["contacts", "addresses", "notes", "attachments"];

    private async Task<string> NewAsync() => (await hub.Admin.CreateCustomerAsync()).Text("id");

    private async Task<string> FullAsync()
    {
        var id = await NewAsync();
        await hub.Admin.PostAsync($"/api/customers/{id}/contacts", new { lastName = "Merged" });
        await hub.Admin.PostAsync($"/api/customers/{id}/addresses", new { city = "Bern" });
        await hub.Admin.PostAsync($"/api/customers/{id}/notes", new { text = "Noted" });
        using var form = Files.Form("a.pdf", Files.Pdf);
        Assert.Equal("201", await hub.Admin.OutcomeAsync(HttpMethod.Post, $"/api/customers/{id}/attachments", form));
        return id;
    }

    private async Task<JsonElement> MergeAsync(string from, string into) =>
        await hub.Admin.EndOfJobAsync((await hub.Admin.PostAsync($"/api/customers/{into}/merge", new { from })).Text("id"));

    private async Task<IEnumerable<string>> IdsAsync(string customer, string section) =>
        (await hub.Admin.AllAsync($"/api/customers/{customer}/{section}")).Select(part => part.Text("id"));

    private IEnumerable<(HttpMethod Method, string Template)> Routes() =>
        from route in hub.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let template = "/" + route.RoutePattern.RawText!.TrimStart('/').TrimEnd('/')
        where template.StartsWith("/api/customers/{id}", StringComparison.Ordinal)
        from method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (new HttpMethod(method), template);

    [GeneratedRegex(@"\{[a-zA-Z]+\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
