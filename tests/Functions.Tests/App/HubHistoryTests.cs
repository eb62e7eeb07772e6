using System.Text.Json;
using Customers.Domain.Stores;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>Who changed products, stores, keys and settings; also of what is deleted.</summary>
public sealed class HubHistoryTests(HubHost hub) : IClassFixture<HubHost>
{
    [Fact]
    public async Task A_product_tells_field_by_field_and_after_its_end()
    {
        var id = (await hub.Admin.PostAsync("/api/products", new { sku = "TOLD-1", name = "Chair", price = "12.50" })).Text("id");
        await hub.Admin.PatchAsync("/api/products/" + id, new { price = "14.00", isExclusive = true });
        await hub.Admin.DeleteAsync("/api/products/" + id);

        var entries = await HistoryAsync(id);

        Assert.Equal(["deleted", "changed", "created"], entries.Select(e => e.Text("action")));
        Assert.Equal("""price "12.50" "14.00"; isExclusive false true""", Changes(entries[1]));
        Assert.Contains("name null \"Chair\"", Changes(entries[2]), StringComparison.Ordinal);
        Assert.All(entries, e => Assert.Equal((id, "first key"), (e.Text("subject"), e.Text("byName"))));
    }

    [Fact]
    public async Task A_store_tells_that_its_secrets_changed_and_not_which()
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, "secretly");
        await hub.Admin.PatchAsync(store.Path, new { name = "Renamed", credentials = new { accessToken = "token-newer" } });
        await hub.Admin.DeleteAsync(store.Path);

        var entries = await HistoryAsync(store.Id);

        Assert.Equal(["deleted", "changed", "created"], entries.Select(e => e.Text("action")));
        Assert.Equal("""name "Store secretly" "Renamed"; credentials null "changed" """.TrimEnd(), Changes(entries[1]));
        Assert.DoesNotContain(entries, e => e.ToString().Contains("token-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_tells_when_it_was_made_and_revoked_once()
    {
        var made = await hub.Admin.PostAsync("/api/keys", new { name = "Told", role = "viewer" });
        await hub.Admin.DeleteAsync("/api/keys/" + made.Text("id"));
        await hub.Admin.DeleteAsync("/api/keys/" + made.Text("id"));

        var entries = await HistoryAsync(made.Text("id"));

        Assert.Equal(["revoked", "created"], entries.Select(e => e.Text("action")));
        Assert.Equal("""name null "Told"; role null "viewer" """.TrimEnd(), Changes(entries[1]));
        Assert.DoesNotContain(entries, e => e.ToString().Contains(made.Text("key"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_tell_what_changed_in_them()
    {
        await hub.Admin.PutAsync("/api/settings", new { organisation = new { name = "Told Ltd" }, creditControl = new { graceDays = 3 }, numbering = new { quote = new { next = 5000 } } });

        var changes = Changes((await HistoryAsync("settings"))[0]);

        Assert.Contains("organisation.name \"\" \"Told Ltd\"", changes, StringComparison.Ordinal);
        Assert.Contains("creditControl.graceDays 0 3", changes, StringComparison.Ordinal);
        Assert.Contains("numbering.quote.next null 5000", changes, StringComparison.Ordinal);
        Assert.DoesNotContain("version", changes, StringComparison.OrdinalIgnoreCase);
    }

    private Task<List<JsonElement>> HistoryAsync(string subject) => hub.Admin.AllAsync("/api/history?subject=" + subject);

    private static string Changes(JsonElement entry) => string.Join("; ", entry.GetProperty("changes").EnumerateArray().Select(c => $"{c.Text("field")} {Raw(c, "from")} {Raw(c, "to")}"));

    private static string Raw(JsonElement change, string side) => change.TryGetProperty(side, out var value) ? value.GetRawText() : "null";
}
