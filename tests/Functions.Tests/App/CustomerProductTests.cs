using System.Text.Json;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

/// <summary>What a customer may see and order. The catalogue is of this class alone.</summary>
public sealed class CustomerProductTests(HubHost hub) : IClassFixture<HubHost>
{
    [Fact]
    public async Task A_customer_sees_what_is_for_all_and_what_is_for_it_alone()
    {
        var (anna, bert) = (await CustomerAsync(), await CustomerAsync("exclusiveOnly"));
        var forAll = await CreateAsync("see-all", "Apple");
        await CreateAsync("see-anna", "Berry", anna);
        await CreateAsync("see-both", "Cherry", anna, bert);
        await CreateAsync("see-nobody", "Date", []);
        await hub.Admin.PostAsync("/api/products", new { sku = "see-gone", name = "Elder", price = 1, active = false });
        await hub.Admin.PostAsync("/api/products", new { sku = "see-named", name = "Fig", price = 1, exclusiveCustomerIds = new[] { bert } });

        Assert.Equal("see-all see-anna see-both see-named", await SkusAsync(anna, "?q=see"));
        Assert.Equal("see-both", await SkusAsync(bert, "?q=see"));
        await hub.Admin.PatchAsync("/api/customers/" + bert, new { productDisplay = "standardAndExclusive" });
        Assert.Equal("see-all see-both see-named", await SkusAsync(bert, "?q=see"));
        Assert.Equal("see-named see-both see-all", await SkusAsync(bert, "?q=see&sort=-name"));
        Assert.Equal("see-both", await SkusAsync(bert, "?q=see&sku=SEE-both"));

        await hub.Admin.PatchAsync("/api/products/" + forAll.Text("id"), new { isExclusive = true, exclusiveCustomerIds = new[] { bert } });
        Assert.Equal("see-anna see-both see-named", await SkusAsync(anna, "?q=see"));
        await hub.Admin.PatchAsync("/api/products/" + forAll.Text("id"), new { isExclusive = false });
        Assert.Equal("see-all see-anna see-both see-named", await SkusAsync(anna, "?q=see"));
    }

    [Theory]
    [InlineData("sort=createdAt")]
    [InlineData("sort=-createdAt")]
    [InlineData("sort=name")]
    [InlineData("sort=-name")]
    [InlineData("sort=sku")]
    public async Task Pages_hold_every_product_once_and_in_order(string sort)
    {
        var customer = await CustomerAsync();
        string[] names = ["b", "a", "\U0001F34E", "w", "z", "é", "a", "b"];
        var mark = "page" + customer[4..];
        List<string> made = [];
        for (var i = 0; i < names.Length; i++)
            made.Add((await CreateAsync($"{mark}-{i}", names[i], i % 3 == 0 ? null : [customer])).Text("sku"));
        var whole = await SkusAsync(customer, $"?q={mark}&{sort}");
        Assert.Equal(made.Order(StringComparer.Ordinal), whole.Split(' ').Order(StringComparer.Ordinal));
        foreach (var limit in new[] { 1, 2, 3, 7, 8 }) Assert.Equal(whole, await SkusAsync(customer, $"?q={mark}&{sort}&limit={limit}"));
        if (!sort.Contains("name", StringComparison.Ordinal)) Assert.Equal(sort == "sort=-createdAt" ? made.AsEnumerable().Reverse() : made, whole.Split(' '));
    }

    [Fact]
    public async Task A_cursor_belongs_to_its_customer_and_a_customer_must_be_there()
    {
        var (customer, other) = (await CustomerAsync(), await CustomerAsync());
        foreach (var sku in new[] { "cursor-1", "cursor-2" }) await CreateAsync(sku, "Cursor");
        var next = (await hub.Admin.GetAsync($"/api/customers/{customer}/products?limit=1")).Text("next");
        Assert.Equal("200", await hub.Admin.OutcomeAsync(HttpMethod.Get, $"/api/customers/{customer}/products?limit=1&after={next}"));
        Assert.Equal("400 validation-failed", await hub.Admin.OutcomeAsync(HttpMethod.Get, $"/api/customers/{other}/products?limit=1&after={next}"));
        Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Get, "/api/customers/cus_00000000000000000000000000/products"));
    }

    [Fact]
    public async Task Five_hundred_customers_may_share_a_product_and_not_one_more()
    {
        var customer = await CustomerAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => CustomerAsync()));
        Assert.Equal("201", await hub.Admin.OutcomeAsync(HttpMethod.Post, "/api/products", new { sku = "shared", name = "Shared", price = 1, isExclusive = true, exclusiveCustomerIds = ids }));
        Assert.Equal("400 validation-failed", await hub.Admin.OutcomeAsync(HttpMethod.Post, "/api/products", new { sku = "shared-2", name = "Shared", price = 1, exclusiveCustomerIds = ids.Append(customer) }));
        Assert.Equal("shared", await SkusAsync(ids[499], "?q=shared"));
        Assert.Equal("", await SkusAsync(customer, "?q=shared"));
    }

    private async Task<string> CustomerAsync(string display = "standardAndExclusive") =>
        (await hub.Admin.CreateCustomerAsync(new { name = "Buyer", productDisplay = display })).Text("id");

    /// <param name="exclusiveTo">Null: for everybody.</param>
    private Task<JsonElement> CreateAsync(string sku, string name, params string[]? exclusiveTo) =>
        hub.Admin.PostAsync("/api/products", new { sku, name, price = 1, isExclusive = exclusiveTo is not null, exclusiveCustomerIds = exclusiveTo ?? [] });

    private Task<JsonElement> CreateAsync(string sku, string name) => CreateAsync(sku, name, exclusiveTo: null);

    private async Task<string> SkusAsync(string customer, string query) =>
        string.Join(' ', (await hub.Admin.AllAsync($"/api/customers/{customer}/products{query}")).Select(p => p.Text("sku")));
}
