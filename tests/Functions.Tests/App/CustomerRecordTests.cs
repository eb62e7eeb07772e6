using System.Text.Json;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>Branches, classifications and custom fields over HTTP.</summary>
public sealed class CustomerRecordTests(CustomerRecordTests.DefinedHub hub) : IClassFixture<CustomerRecordTests.DefinedHub>
{
    /// <summary>A hub whose settings define tiers and fields.</summary>
    public sealed class DefinedHub : HubHost
    {
        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            await Admin.PutAsync("/api/settings", new
            {
                classifications = new[] { new { key = "tier", label = "Tier", values = new[] { "Gold", "Silver" } } },
                customFields = new object[] { new { key = "storeSize", label = "Store size", type = "number", inherit = true }, new { key = "since", type = "date" } },
            });
        }
    }

    [Fact]
    public async Task Defined_values_are_kept_typed_filtered_and_in_the_history()
    {
        var made = await hub.Admin.CreateCustomerAsync(new { name = "Typed", classifications = new { tier = "Gold" }, customFields = new { storeSize = "120.50", since = "2024-02-29" } });
        Assert.Equal("""{"tier":"Gold"}""", made.GetProperty("classifications").GetRawText());
        Assert.Equal("""{"since":"2024-02-29","storeSize":120.5}""", made.GetProperty("customFields").GetRawText());
        Assert.Contains("Typed", await NamesAsync("classification.tier=Gold"));
        Assert.Empty(await NamesAsync("classification.tier=Golden"));
        Assert.Empty(await NamesAsync("classification.other=Gold"));

        var path = "/api/customers/" + made.Text("id");
        var changed = await hub.Admin.PatchAsync(path, new { classifications = new { tier = "Silver" }, customFields = new { storeSize = (int?)null } });
        Assert.Equal("""{"since":"2024-02-29"}""", changed.GetProperty("customFields").GetRawText());
        var changes = (await hub.Admin.AllAsync(path + "/history"))[0].GetProperty("changes").EnumerateArray();
        Assert.Equal(["classifications.tier \"Gold\" \"Silver\"", "customFields.storeSize 120.5 null"],
            changes.Select(c => $"{c.Text("field")} {c.GetProperty("from").GetRawText()} {c.GetProperty("to").GetRawText()}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_branch_shows_its_parents_classifications_and_is_found_by_both()
    {
        var parent = (await hub.Admin.CreateCustomerAsync(new { name = "Head office", classifications = new { tier = "Gold" } })).Text("id");
        var branch = await hub.Admin.CreateCustomerAsync(new { name = "Branch office", parentId = parent });
        Assert.Equal((parent, "Gold"), (branch.Text("parentId"), branch.GetProperty("classifications").Text("tier")));
        Assert.Equal(["Branch office"], await NamesAsync("parentId=" + parent));

        await hub.Admin.PatchAsync("/api/customers/" + parent, new { classifications = new { tier = "Silver" } });
        Assert.Equal("Silver", (await hub.Admin.CustomerAsync(branch.Text("id"))).GetProperty("classifications").Text("tier"));
        Assert.Contains("Branch office", await NamesAsync("classification.tier=Silver"));
        Assert.Equal("409 customer-has-documents", await hub.Admin.OutcomeAsync(HttpMethod.Delete, "/api/customers/" + parent));

        await hub.Admin.PatchAsync("/api/customers/" + branch.Text("id"), new { parentId = (string?)null });
        await hub.Admin.DeleteAsync("/api/customers/" + parent);
    }

    [Theory]
    [InlineData("""{"classifications":{"tier":"Bronze"}}""", "classifications.tier")]
    [InlineData("""{"classifications":{"tier":1}}""", "classifications.tier")]
    [InlineData("""{"classifications":{"Tier":"Gold"}}""", "classifications.Tier")]
    [InlineData("""{"classifications":["tier"]}""", "classifications")]
    [InlineData("""{"customFields":{"storeSize":"big"}}""", "customFields.storeSize")]
    [InlineData("""{"customFields":{"since":"2023-02-29"}}""", "customFields.since")]
    [InlineData("""{"customFields":{"other":1}}""", "customFields.other")]
    [InlineData("""{"customFields":1}""", "customFields")]
    [InlineData("""{"parentId":"cus_01jz0000000000000000000000"}""", "parentId")]
    [InlineData("""{"parentId":"nobody"}""", "parentId")]
    [InlineData("""{"parentId":1}""", "parentId")]
    [InlineData("""{"merging":true}""", "merging")]
    [InlineData("""{"ownerId":"key_1"}""", "ownerId")]
    [InlineData("""{"alerts":[]}""", "alerts")]
    [InlineData("""{"favoriteProductIds":[]}""", "favoriteProductIds")]
    public async Task What_does_not_fit_is_refused_on_creation_and_change(string json, string field)
    {
        var path = "/api/customers/" + (await hub.Admin.CreateCustomerAsync()).Text("id");
        using var change = await hub.Admin.TryAsync(HttpMethod.Patch, path, json);
        using var creation = await hub.Admin.TryAsync(HttpMethod.Post, "/api/customers", """{"name":"x",""" + json[1..]);
        Assert.Equal([field], (await change.FaultsAsync()).Select(f => f.Split(':')[0]));
        Assert.Equal([field], (await creation.FaultsAsync()).Select(f => f.Split(':')[0]));
    }

    [Fact]
    public async Task A_customer_has_every_property_of_the_contract()
    {
        const string Properties = "id ref kind channel status isProspect name email phone mobile fax website currency vatNumber taxGroup priceList paymentProcessor paymentTerms invoicingMethod "
            + "discountPercent cardFeePercent creditLimit hold shippingMethod carrier warehouse deliveryRoute productDisplay allowPartialPayments isDistributor parentId ownerId salesReps tags "
            + "classifications customFields emailFor portal bankDetails marketing importedFrom externalIds favoriteProductIds alerts account merging createdAt updatedAt";
        var customer = await hub.Admin.CreateCustomerAsync();
        Assert.Equal(Properties.Split(' '), customer.EnumerateObject().Select(p => p.Name));
        Assert.Equal(JsonValueKind.False, customer.GetProperty("merging").ValueKind);
    }

    [Theory]
    [InlineData("%2B49 170 555")]
    [InlineData("0170555")]
    [InlineData("0170 555-12")]
    [InlineData("170555")]
    public async Task A_phone_is_kept_as_given_and_found_by_its_digits(string query)
    {
        var customer = await hub.Admin.CreateCustomerAsync(new { name = "Phone " + query, phone = "+49 (0)170 / 555-1234" });
        Assert.Equal("+49 (0)170 / 555-1234", customer.Text("phone"));
        Assert.Contains("Phone " + query, await NamesAsync("q=" + query));
    }

    private async Task<IEnumerable<string>> NamesAsync(string filter) => (await hub.Admin.AllAsync("/api/customers?" + filter)).Select(c => c.Text("name"));
}
