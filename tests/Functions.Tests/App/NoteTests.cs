using System.Net;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

public sealed class NoteTests(HubHost hub) : IClassFixture<HubHost>
{
    [Fact]
    public async Task A_note_is_stamped_with_its_author_and_time_and_stays_as_it_is()
    {
        using var partner = await hub.DriverAsync("partner");
        var me = await partner.GetAsync("/api/me");
        var customer = await CustomerAsync();
        using var created = await partner.TryAsync(HttpMethod.Post, customer + "/notes", new { text = "Ruft zurück.\r\nמחר 🌍" });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var path = created.Headers.Location!.ToString();
        var note = await partner.GetAsync(path);
        Assert.StartsWith(customer + "/notes/nte_", path, StringComparison.Ordinal);
        Assert.Equal((await created.JsonAsync()).ToString(), note.ToString());
        Assert.Equal(("Ruft zurück.\r\nמחר 🌍", me.Text("id"), me.Text("name")), (note.Text("text"), note.Text("by"), note.Text("byName")));
        Assert.Equal("304", await partner.OutcomeAsync(HttpMethod.Get, path, null, ("If-None-Match", created.Headers.ETag!.ToString())));
        foreach (var method in new[] { HttpMethod.Patch, HttpMethod.Put, HttpMethod.Delete }) Assert.Equal("405 method-not-allowed", await hub.Admin.OutcomeAsync(method, path, new { text = "Other" }));
        var entry = Assert.Single(await hub.Admin.AllAsync("/api/history?subject=" + note.Text("id")));
        Assert.Equal(("created", me.Text("id")), (entry.Text("action"), entry.Text("by")));
    }

    [Fact]
    public async Task Notes_are_listed_in_the_order_of_their_creation_or_backwards()
    {
        var notes = await CustomerAsync() + "/notes";
        for (var i = 0; i < 5; i++) await hub.Admin.PostAsync(notes, new { text = $"Note {i}" });
        string[] texts = ["Note 0", "Note 1", "Note 2", "Note 3", "Note 4"];
        Assert.Equal(texts, (await hub.Admin.AllAsync(notes + "?limit=2")).Select(n => n.Text("text")));
        Assert.Equal(texts.Reverse(), (await hub.Admin.AllAsync(notes + "?limit=2&sort=-createdAt")).Select(n => n.Text("text")));
        Assert.Equal("400 validation-failed", await hub.Admin.OutcomeAsync(HttpMethod.Get, notes + "?sort=text"));
        Assert.Equal("400 validation-failed", await hub.Admin.OutcomeAsync(HttpMethod.Get, notes + "?by=me"));
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "{}", "text" },
        { """{"text":null}""", "text" },
        { """{"text":" \n "}""", "text" },
        { """{"text":7}""", "text" },
        { """{"text":"a\tb"}""", "text" },
        { $$"""{"text":"{{new string('x', 10_001)}}"}""", "text" },
        { """{"text":"x","by":"key_1","createdAt":"2020-01-01T00:00:00Z"}""", "by createdAt" },
    };

    [Theory, MemberData(nameof(Refused))]
    public async Task Every_fault_is_told_at_once(string body, string fields)
    {
        using var answer = await hub.Admin.TryAsync(HttpMethod.Post, await CustomerAsync() + "/notes", body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(fields, string.Join(' ', (await answer.FaultsAsync()).Select(f => f.Split(':')[0]).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_note_takes_ten_thousand_characters() =>
        Assert.Equal("201", await hub.Admin.OutcomeAsync(HttpMethod.Post, await CustomerAsync() + "/notes", new { text = new string('ä', 10_000) }));

    private async Task<string> CustomerAsync() => "/api/customers/" + (await hub.Admin.CreateCustomerAsync()).Text("id");
}
