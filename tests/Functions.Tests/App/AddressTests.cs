using System.Net;
using System.Text.Json;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

public sealed class AddressTests(HubHost hub) : IClassFixture<HubHost>
{
    [Fact]
    public async Task An_address_is_created_read_changed_and_deleted()
    {
        var customer = await CustomerAsync();
        using var created = await hub.Admin.TryAsync(HttpMethod.Post, customer + "/addresses", new
        {
            label = "Lager 倉庫", line1 = "Straße 1", line2 = "Hof", city = "Zürich", region = "ZH", postalCode = "8001", country = "ch",
        });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var path = created.Headers.Location!.ToString();
        var address = await hub.Admin.GetAsync(path);
        Assert.StartsWith(customer + "/addresses/adr_", path, StringComparison.Ordinal);
        Assert.Equal((await created.JsonAsync()).ToString(), address.ToString());
        Assert.Equal(("Lager 倉庫", "Straße 1", "Zürich", "CH", "both"), (address.Text("label"), address.Text("line1"), address.Text("city"), address.Text("country"), DefaultOf(address)));

        var changed = await hub.Admin.PatchAsync(path, new { label = (string?)null, line1 = "", line2 = (string?)null, country = "LI" });
        Assert.Equal("null null null LI Zürich", $"{changed.GetProperty("label").GetRawText()} {changed.GetProperty("line1").GetRawText()} {changed.GetProperty("line2").GetRawText()} {changed.Text("country")} {changed.Text("city")}");
        Assert.Equal(changed.ToString(), (await hub.Admin.AllAsync(customer + "/addresses")).Single().ToString());

        await hub.Admin.DeleteAsync(path);
        Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Get, path));
        var history = await hub.Admin.AllAsync("/api/history?subject=" + address.Text("id"));
        Assert.Equal(["deleted", "changed", "created"], history.Select(h => h.Text("action")));
        Assert.Equal(["country", "label", "line1", "line2"], history[1].GetProperty("changes").EnumerateArray().Select(c => c.Text("field")).Order(StringComparer.Ordinal));
    }

    public static TheoryData<string, string, string> Refused => new()
    {
        { "POST", "{}", "line1" },
        { "POST", """{"label":"Only a label"}""", "line1" },
        { "POST", """{"line1":1,"country":"XX","defaultBilling":"yes"}""", "country defaultBilling line1" },
        { "POST", """{"line1":"x","country":"DEU","name":"x","id":"adr_1"}""", "country id name" },
        { "POST", $$"""{"line1":"{{new string('x', 201)}}","postalCode":"{{new string('1', 21)}}","label":"{{new string('x', 101)}}"}""", "label line1 postalCode" },
        { "POST", """{"line1":"a\nb","city":"a\u0000"}""", "city line1" },
        { "PATCH", """{"line1":null}""", "line1" },
        { "PATCH", """{"country":"Germany","region":"a\u0007","version":1}""", "country region version" },
    };

    [Theory, MemberData(nameof(Refused))]
    public async Task Every_fault_is_told_at_once(string method, string body, string fields)
    {
        var addresses = await CustomerAsync() + "/addresses";
        var path = method == "POST" ? addresses : $"{addresses}/{await AddAsync(addresses, new { line1 = "Only" })}";
        using var answer = await hub.Admin.TryAsync(new HttpMethod(method), path, body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(fields, string.Join(' ', (await answer.FaultsAsync()).Select(f => f.Split(':')[0]).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_default_moves_in_one_step_and_passes_on_only_to_the_last_that_is_left()
    {
        var addresses = await CustomerAsync() + "/addresses";
        var a = await AddAsync(addresses, new { city = "A", defaultBilling = false });
        var b = await AddAsync(addresses, new { city = "B", defaultShipping = true });
        var c = await AddAsync(addresses, new { city = "C" });
        Assert.Equal("billing shipping none", await DefaultsAsync(a, b, c));

        Assert.Equal("both", DefaultOf(await hub.Admin.PatchAsync($"{addresses}/{c}", new { defaultBilling = true, defaultShipping = true })));
        Assert.Equal("none none both", await DefaultsAsync(a, b, c));
        await hub.Admin.PatchAsync($"{addresses}/{c}", new { defaultShipping = false });
        await hub.Admin.PatchAsync($"{addresses}/{a}", new { defaultBilling = false, defaultShipping = true });
        Assert.Equal("shipping none billing", await DefaultsAsync(a, b, c));

        await hub.Admin.DeleteAsync($"{addresses}/{c}");
        Assert.Equal("shipping none", await DefaultsAsync(a, b));
        await hub.Admin.DeleteAsync($"{addresses}/{a}");
        Assert.Equal("shipping", await DefaultsAsync(b));

        async Task<string> DefaultsAsync(params string[] ids)
        {
            var all = await hub.Admin.AllAsync(addresses);
            Assert.Equal(ids, all.Select(address => address.Text("id")));
            return string.Join(' ', all.Select(DefaultOf));
        }
    }

    [Fact]
    public async Task Of_twenty_defaults_at_once_one_is_it()
    {
        var addresses = await CustomerAsync() + "/addresses";
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => AddAsync(addresses, new { city = $"City {i}", defaultBilling = true, defaultShipping = true })));
        var all = await hub.Admin.AllAsync(addresses);
        Assert.Equal((20, 1), (all.Count, all.Count(a => DefaultOf(a) == "both")));
        Assert.Equal(19, all.Count(a => DefaultOf(a) == "none"));
    }

    [Fact]
    public async Task An_edit_needs_the_address_it_read_and_a_new_default_does_not_defeat_it()
    {
        var addresses = await CustomerAsync() + "/addresses";
        var path = $"{addresses}/{await AddAsync(addresses, new { city = "First" })}";
        var before = await TagAsync(path);
        await AddAsync(addresses, new { city = "Second", defaultBilling = true });
        Assert.Equal("200", await hub.Admin.OutcomeAsync(HttpMethod.Get, path, null, ("If-None-Match", before)));
        Assert.Equal("200", await hub.Admin.OutcomeAsync(HttpMethod.Patch, path, new { city = "Third" }, ("If-Match", before)));
        Assert.Equal("412 version-mismatch", await hub.Admin.OutcomeAsync(HttpMethod.Patch, path, new { city = "Fourth" }, ("If-Match", before)));
        Assert.Equal("412 version-mismatch", await hub.Admin.OutcomeAsync(HttpMethod.Delete, path, null, ("If-Match", before)));
        var after = await TagAsync(path);
        Assert.Equal("304", await hub.Admin.OutcomeAsync(HttpMethod.Get, path, null, ("If-None-Match", after)));
    }

    private static string DefaultOf(JsonElement address) => (address.GetProperty("defaultBilling").GetBoolean(), address.GetProperty("defaultShipping").GetBoolean()) switch
    {
        (true, true) => "both",
        (true, false) => "billing",
        (false, true) => "shipping",
        _ => "none",
    };

    private async Task<string> CustomerAsync() => "/api/customers/" + (await hub.Admin.CreateCustomerAsync()).Text("id");

    private async Task<string> AddAsync(string addresses, object address) => (await hub.Admin.PostAsync(addresses, address)).Text("id");

    private async Task<string> TagAsync(string path)
    {
        using var answer = await hub.Admin.TryAsync(HttpMethod.Get, path);
        return answer.Headers.ETag!.ToString();
    }
}
