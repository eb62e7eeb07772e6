using System.Net;
using Customers.Domain.Stores;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

public sealed class CustomerTests(HubHost hub) : IClassFixture<HubHost>
{
    private const string Iban = "DE89370400440532013000";

    [Fact]
    public async Task A_customer_is_created_read_changed_and_deleted()
    {
        using var created = await hub.Admin.TryAsync(HttpMethod.Post, "/api/customers", new { name = "ABC Clothing", email = "info@abc.example", tags = new[] { "vip" }, creditLimit = "100.50", paymentTerms = "net30" });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var path = created.Headers.Location!.ToString();
        var customer = await hub.Admin.GetAsync(path);
        Assert.Equal((await created.JsonAsync()).ToString(), customer.ToString());
        Assert.Equal(("ABC Clothing", "100.50", "net30", "b2b", "EUR"), (customer.Text("name"), customer.Text("creditLimit"), customer.Text("paymentTerms"), customer.Text("channel"), customer.Text("currency")));

        var changed = await hub.Admin.PatchAsync(path, new { email = (string?)null, creditLimit = (string?)null, tags = (string[]?)null, paymentTerms = (string?)null, phone = "123" });
        Assert.Equal("null null [] dueOnReceipt 123 ABC Clothing", $"{changed.GetProperty("email").GetRawText()} {changed.GetProperty("creditLimit").GetRawText()} {changed.GetProperty("tags")} {changed.Text("paymentTerms")} {changed.Text("phone")} {changed.Text("name")}");

        await hub.Admin.DeleteAsync(path);
        Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Get, path));
        Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Get, path + "/history"));
        var history = await hub.Admin.AllAsync("/api/history?subject=" + customer.Text("id"));
        Assert.Equal(["deleted", "changed", "created"], history.Select(h => h.Text("action")));
        var email = history[1].GetProperty("changes").EnumerateArray().Single(c => c.Text("field") == "email");
        Assert.Equal(("info@abc.example", "null"), (email.Text("from"), email.GetProperty("to").GetRawText()));
        Assert.Equal(await MeAsync(), history[0].Text("by"));
    }

    [Fact]
    public async Task An_edit_needs_the_record_it_read_and_no_posting_defeats_it()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "etags");
        var order = new ToldOrder { Id = 1, Email = "etags@buyer.example" };
        await store.SendAsync(store.Told(order));
        await store.DrainedAsync();
        var path = "/api/customers/" + (await store.CustomersAsync()).Single().Text("id");
        var before = await TagAsync(path);
        Assert.Equal("304", await hub.Admin.OutcomeAsync(HttpMethod.Get, path, null, ("If-None-Match", before)));

        await store.SendAsync(store.Told(order.Paid()));
        await store.DrainedAsync();
        var posted = await TagAsync(path);
        Assert.Equal(before.Split('.')[0], posted.Split('.')[0]);
        Assert.NotEqual(before, posted);
        Assert.Equal("200", await hub.Admin.OutcomeAsync(HttpMethod.Get, path, null, ("If-None-Match", before)));
        Assert.Equal("200", await hub.Admin.OutcomeAsync(HttpMethod.Patch, path, new { phone = "1" }, ("If-Match", before)));
        Assert.Equal("412 version-mismatch", await hub.Admin.OutcomeAsync(HttpMethod.Patch, path, new { phone = "2" }, ("If-Match", before)));
        Assert.Equal("412 version-mismatch", await hub.Admin.OutcomeAsync(HttpMethod.Delete, path, null, ("If-Match", before)));
    }

    [Fact]
    public async Task Currency_and_reference_never_change()
    {
        var customer = await hub.Admin.CreateCustomerAsync(new { name = "Fixed", currency = "USD", @ref = "FIX-1" });
        var path = "/api/customers/" + customer.Text("id");
        Assert.Equal("409 currency-is-fixed", await hub.Admin.OutcomeAsync(HttpMethod.Patch, path, new { currency = "EUR" }));
        Assert.Equal("200", await hub.Admin.OutcomeAsync(HttpMethod.Patch, path, new { currency = "USD" }));
        Assert.Equal("400 validation-failed", await hub.Admin.OutcomeAsync(HttpMethod.Patch, path, new { @ref = "FIX-2" }));
    }

    [Fact]
    public async Task Of_thirty_at_once_one_gets_the_reference()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => hub.Admin.OutcomeAsync(HttpMethod.Post, "/api/customers", new { name = $"Racer {i}", @ref = "RACE-1" })));
        Assert.Single(outcomes, "201");
        Assert.Equal(29, outcomes.Count(o => o == "409 reference-taken"));
        Assert.Single(await hub.Admin.AllAsync("/api/customers?q=racer"));
    }

    [Fact]
    public async Task Thirty_at_once_get_references_of_their_own()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => hub.Admin.CreateCustomerAsync()));
        Assert.Distinct(made.Select(c => c.Text("ref")));
    }

    [Fact]
    public async Task What_a_partner_may_not_do_or_see()
    {
        using var partner = await hub.DriverAsync("partner");
        using var viewer = await hub.DriverAsync("viewer");
        var customer = await partner.CreateCustomerAsync(new { name = "Partner's", bankDetails = new { accountHolder = "Holder", iban = Iban, bic = "COBADEFFXXX" } });
        var path = "/api/customers/" + customer.Text("id");
        Assert.Equal("403 forbidden", await partner.OutcomeAsync(HttpMethod.Patch, path, new { creditLimit = 1 }));
        Assert.Equal("403 forbidden", await partner.OutcomeAsync(HttpMethod.Post, "/api/customers", new { name = "x", creditLimit = "5.00" }));
        Assert.Equal("403 forbidden", await partner.OutcomeAsync(HttpMethod.Put, path + "/hold", new { reason = "no" }));
        Assert.Equal("403 forbidden", await viewer.OutcomeAsync(HttpMethod.Patch, path, new { name = "no" }));
        Assert.DoesNotContain(Iban, customer.ToString() + await partner.GetAsync(path) + await viewer.GetAsync("/api/customers?q=partner"), StringComparison.Ordinal);
        Assert.Contains(Iban, (await hub.Admin.GetAsync(path)).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Iban, (await viewer.GetAsync(path + "/history")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hold_is_placed_released_and_exempted_by_people()
    {
        var path = "/api/customers/" + (await hub.Admin.CreateCustomerAsync()).Text("id");
        Assert.Equal("manual True late again", await HoldAsync(HttpMethod.Put, "/hold", new { reason = "late again" }));
        Assert.Single(await hub.Admin.AllAsync("/api/customers?onHold=true"));
        Assert.Equal("automatic False ", await HoldAsync(HttpMethod.Delete, "/hold"));
        Assert.Equal("exempt False ", await HoldAsync(HttpMethod.Put, "/hold/exempt"));
        Assert.Equal("400 validation-failed", await hub.Admin.OutcomeAsync(HttpMethod.Put, path + "/hold", new { }));

        async Task<string> HoldAsync(HttpMethod method, string of, object? body = null)
        {
            using var answer = await hub.Admin.TryAsync(method, path + of, body);
            var hold = (await answer.JsonAsync()).GetProperty("hold");
            return $"{hold.Text("mode")} {hold.GetProperty("onHold").GetBoolean()} {hold.GetProperty("reason").GetString()}";
        }
    }

    [Fact]
    public async Task Every_fault_is_told_at_once()
    {
        using var answer = await hub.Admin.TryAsync(HttpMethod.Post, "/api/customers", """
            {"name":" ","kind":"robot","email":"a@","currency":"EURO","paymentTerms":"net999","discountPercent":101,"creditLimit":"1.001","website":"x",
             "bankDetails":{"iban":"DE00","iban2":"x"},"account":{},"id":"cus_1","unknown":1}
            """);
        Assert.Equal("account bankDetails.iban bankDetails.iban2 creditLimit currency discountPercent email id kind name paymentTerms unknown website",
            string.Join(' ', (await answer.FaultsAsync()).Select(f => f.Split(':')[0]).Order(StringComparer.Ordinal)));
    }

    private async Task<string> MeAsync() => (await hub.Admin.GetAsync("/api/me")).Text("id");

    private async Task<string> TagAsync(string path)
    {
        using var answer = await hub.Admin.TryAsync(HttpMethod.Get, path);
        return answer.Headers.ETag!.ToString();
    }
}
