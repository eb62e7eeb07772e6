using System.Globalization;
using System.Net;
using System.Text.Json;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

public sealed class ContactTests(HubHost hub) : IClassFixture<HubHost>
{
    [Fact]
    public async Task A_contact_is_created_read_changed_and_deleted()
    {
        var customer = await CustomerAsync();
        using var created = await hub.Admin.TryAsync(HttpMethod.Post, customer + "/contacts", new
        {
            firstName = " Zoë ", lastName = "Ångström", title = "Buyer", email = "zoe@abc.example", phone = "+41 1", notes = "Calls late.\nSpeaks 日本語",
            roles = new[] { "buying", "billing", "buying" }, collections = new[] { "Summer 🌞" },
        });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var path = created.Headers.Location!.ToString();
        var contact = await hub.Admin.GetAsync(path);
        Assert.StartsWith(customer + "/contacts/con_", path, StringComparison.Ordinal);
        Assert.Equal((await created.JsonAsync()).ToString(), contact.ToString());
        Assert.Equal(("Zoë", "Ångström", """["billing","buying"]""", "Summer 🌞", true), (contact.Text("firstName"), contact.Text("lastName"), contact.GetProperty("roles").GetRawText(), contact.GetProperty("collections")[0].GetString(), IsPrimary(contact)));

        var changed = await hub.Admin.PatchAsync(path, new { firstName = (string?)null, roles = (string[]?)null, fax = "9" });
        Assert.Equal("null [] 9 Ångström", $"{changed.GetProperty("firstName").GetRawText()} {changed.GetProperty("roles")} {changed.Text("fax")} {changed.Text("lastName")}");
        Assert.Equal(changed.ToString(), (await hub.Admin.AllAsync(customer + "/contacts")).Single().ToString());

        await hub.Admin.DeleteAsync(path);
        Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Get, path));
        Assert.Empty(await hub.Admin.AllAsync(customer + "/contacts"));
        var history = await hub.Admin.AllAsync(customer + "/history");
        Assert.Equal(["deleted", "changed", "created"], history.Where(h => h.Text("subject") == contact.Text("id")).Select(h => h.Text("action")));
        Assert.Equal("""fax: null → "9", firstName: "Zoë" → null, roles: ["billing","buying"] → []""", ChangesOf(history[1]));
    }

    public static TheoryData<string, string, string> Refused => new()
    {
        { "POST", "{}", "firstName" },
        { "POST", """{"firstName":" ","lastName":""}""", "firstName" },
        { "POST", """{"firstName":1,"email":"a@","roles":["boss"],"collections":["x",null],"isPrimary":"yes"}""", "collections[1] email firstName isPrimary roles[0]" },
        { "POST", """{"lastName":"x","id":"con_1","createdAt":"2026-01-01T00:00:00Z","boss":true}""", "boss createdAt id" },
        { "POST", $$"""{"firstName":"{{new string('x', 101)}}","phone":"{{new string('1', 201)}}","notes":"{{new string('x', 2001)}}"}""", "firstName notes phone" },
        { "POST", """{"lastName":"a\u0007","notes":"a\u0000"}""", "lastName notes" },
        { "POST", """{"lastName":"x","collections":[" "]}""", "collections[0]" },
        { "POST", $$"""{"lastName":"x","collections":[{{string.Join(',', Enumerable.Range(0, 51).Select(i => $"\"{i}\""))}}]}""", "collections" },
        { "POST", "[]", "$ firstName" },
        { "PATCH", """{"firstName":null,"lastName":null}""", "firstName" },
        { "PATCH", """{"firstName":null}""", "firstName" },
        { "PATCH", """{"email":"a@@b","title":"a\nb","usedBy":3}""", "email title usedBy" },
        { "PATCH", """{"isPrimary":false}""", "isPrimary" },
        { "PATCH", """{"isPrimary":null}""", "isPrimary" },
    };

    [Theory, MemberData(nameof(Refused))]
    public async Task Every_fault_is_told_at_once(string method, string body, string fields)
    {
        var contacts = await CustomerAsync() + "/contacts";
        var path = method == "POST" ? contacts : $"{contacts}/{await AddAsync(contacts, new { firstName = "Only" })}";
        using var answer = await hub.Admin.TryAsync(new HttpMethod(method), path, body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(fields, string.Join(' ', (await answer.FaultsAsync()).Select(f => f.Split(':')[0]).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task The_place_of_the_primary_contact_is_handed_on_and_never_empty()
    {
        var contacts = await CustomerAsync() + "/contacts";
        var (a, b, c) = (await AddAsync(contacts, new { firstName = "A", isPrimary = false }), await AddAsync(contacts, new { firstName = "B" }), await AddAsync(contacts, new { firstName = "C", isPrimary = true }));
        Assert.Equal([c], await PrimaryAsync(contacts));

        Assert.True(IsPrimary(await hub.Admin.PatchAsync($"{contacts}/{b}", new { isPrimary = true })));
        Assert.Equal([b], await PrimaryAsync(contacts));
        Assert.False(IsPrimary(await hub.Admin.PatchAsync($"{contacts}/{c}", new { isPrimary = false })));
        await hub.Admin.DeleteAsync($"{contacts}/{b}");
        Assert.Equal([a], await PrimaryAsync(contacts));

        var history = (await hub.Admin.AllAsync(contacts.Replace("/contacts", "/history?sort=createdAt", StringComparison.Ordinal)))
            .Where(h => h.Text("subject").StartsWith("con_", StringComparison.Ordinal)).Select(h => $"{NameOf(h.Text("subject"))} {h.Text("action")} {ChangesOf(h)}");
        Assert.Equal(
        [
            """A created firstName: null → "A", isPrimary: false → true""",
            """B created firstName: null → "B" """.TrimEnd(),
            """C created firstName: null → "C", isPrimary: false → true""", "A changed isPrimary: true → false",
            "B changed isPrimary: false → true", "C changed isPrimary: true → false",
            "B deleted ", "A changed isPrimary: false → true",
        ], history);

        string NameOf(string id) => id == a ? "A" : id == b ? "B" : "C";
    }

    [Fact]
    public async Task Of_twenty_primary_contacts_at_once_one_is_it_and_all_are_there()
    {
        var contacts = await CustomerAsync() + "/contacts";
        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => AddAsync(contacts, new { firstName = $"Racer {i}", isPrimary = true })));
        Assert.Equal(ids.Order(StringComparer.Ordinal), (await hub.Admin.AllAsync(contacts + "?limit=7")).Select(c => c.Text("id")));
        Assert.Single(await PrimaryAsync(contacts));

        await Task.WhenAll(ids.Take(19).Select(id => hub.Admin.DeleteAsync($"{contacts}/{id}")));
        Assert.Equal([ids[19]], await PrimaryAsync(contacts));
    }

    [Fact]
    public async Task An_edit_needs_the_contact_it_read_and_a_new_primary_contact_does_not_defeat_it()
    {
        var contacts = await CustomerAsync() + "/contacts";
        var path = $"{contacts}/{await AddAsync(contacts, new { firstName = "First" })}";
        var before = await TagAsync(path);
        Assert.Equal("304", await hub.Admin.OutcomeAsync(HttpMethod.Get, path, null, ("If-None-Match", before)));
        await AddAsync(contacts, new { firstName = "Second", isPrimary = true });
        Assert.Equal("200", await hub.Admin.OutcomeAsync(HttpMethod.Get, path, null, ("If-None-Match", before)));
        Assert.Equal("200", await hub.Admin.OutcomeAsync(HttpMethod.Patch, path, new { phone = "1" }, ("If-Match", before)));
        Assert.Equal("412 version-mismatch", await hub.Admin.OutcomeAsync(HttpMethod.Patch, path, new { phone = "2" }, ("If-Match", before)));
        Assert.Equal("412 version-mismatch", await hub.Admin.OutcomeAsync(HttpMethod.Delete, path, null, ("If-Match", before)));

        var after = await TagAsync(path);
        Assert.Equal("200", await hub.Admin.OutcomeAsync(HttpMethod.Patch, path, new { phone = "1" }, ("If-Match", after)));
        Assert.Equal(after, await TagAsync(path));
        Assert.Equal("204", await hub.Admin.OutcomeAsync(HttpMethod.Delete, path, null, ("If-Match", after)));
    }

    [Fact]
    public async Task A_contact_leaves_the_customers_own_version_alone()
    {
        var customer = await CustomerAsync();
        var tag = await TagAsync(customer);
        await AddAsync(customer + "/contacts", new { firstName = "Quiet" });
        Assert.Equal("304", await hub.Admin.OutcomeAsync(HttpMethod.Get, customer, null, ("If-None-Match", tag)));
    }

    [Fact]
    public async Task A_customer_is_found_by_its_contacts_as_long_as_they_are_called_so()
    {
        var customer = await CustomerAsync();
        var contacts = customer + "/contacts";
        var path = $"{contacts}/{await AddAsync(contacts, new { firstName = "Xaviér", lastName = "Quixotewitz", email = "hidden.address@quix.example" })}";
        await AddAsync(contacts, new { lastName = "Another" });
        foreach (var words in new[] { "quixotew", "xavier", "XAVIÉR quix", "hidden.address@quix" }) Assert.Equal(customer, Assert.Single(await FoundAsync(words)));

        await hub.Admin.PatchAsync(path, new { lastName = "Plainowitz" });
        Assert.Empty(await FoundAsync("quixotewitz"));
        Assert.Equal(customer, Assert.Single(await FoundAsync("plainowitz")));
        await hub.Admin.DeleteAsync(path);
        Assert.Empty(await FoundAsync("plainowitz"));

        async Task<IEnumerable<string>> FoundAsync(string words) =>
            (await hub.Admin.AllAsync("/api/customers?q=" + Uri.EscapeDataString(words))).Select(c => "/api/customers/" + c.Text("id"));
    }

    [Fact]
    public async Task The_same_twice_is_one_contact()
    {
        var contacts = await CustomerAsync() + "/contacts";
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => hub.Admin.OutcomeAsync(HttpMethod.Post, contacts, new { lastName = "Once" }, ("Idempotency-Key", "once" + contacts))));
        Assert.All(answers, answer => Assert.True(answer is "201" or "409 idempotency-in-progress", answer));
        Assert.Single(await hub.Admin.AllAsync(contacts));
    }

    private static bool IsPrimary(JsonElement contact) => contact.GetProperty("isPrimary").GetBoolean();

    private static string ChangesOf(JsonElement entry) => string.Join(", ", entry.GetProperty("changes").EnumerateArray()
        .Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Text("field")}: {c.GetProperty("from").GetRawText()} → {c.GetProperty("to").GetRawText()}")).Order(StringComparer.Ordinal));

    private async Task<string> CustomerAsync() => "/api/customers/" + (await hub.Admin.CreateCustomerAsync()).Text("id");

    private async Task<string> AddAsync(string contacts, object contact) => (await hub.Admin.PostAsync(contacts, contact)).Text("id");

    private async Task<IEnumerable<string>> PrimaryAsync(string contacts) => (await hub.Admin.AllAsync(contacts)).Where(IsPrimary).Select(c => c.Text("id"));

    private async Task<string> TagAsync(string path)
    {
        using var answer = await hub.Admin.TryAsync(HttpMethod.Get, path);
        return answer.Headers.ETag!.ToString();
    }
}
