using System.Text.Json;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

public sealed class CustomerListTests(CustomerListTests.PeopledHub hub) : IClassFixture<CustomerListTests.PeopledHub>
{
    /// <summary>Twelve customers, made one after another.</summary>
    public sealed class PeopledHub : HubHost
    {
        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            string[] names = ["Éclair Mode", "Zürich Textil", "alpha wool", "Beta Wool GmbH", "Gamma", "Delta", "epsilon", "Zeta", "Eta", "Theta", "Iota", "Kappa"];
            for (var i = 0; i < names.Length; i++)
                await Admin.CreateCustomerAsync(new
                {
                    name = names[i], email = $"c{i}@list.example", kind = i % 2 == 0 ? "business" : "individual", channel = i % 3 == 0 ? "d2c" : "b2b",
                    status = i == 4 ? "inactive" : "active", tags = i < 3 ? new[] { "north", "vip" } : ["south"], salesReps = i == 5 ? new[] { "Jo" } : [], isProspect = i == 6,
                });
        }
    }

    [Theory]
    [InlineData("q=wool", "alpha wool|Beta Wool GmbH")]
    [InlineData("q=WOOL gm", "Beta Wool GmbH")]
    [InlineData("q=eclair", "Éclair Mode")]
    [InlineData("q=zurich", "Zürich Textil")]
    [InlineData("q=c5@list.example", "Delta")]
    [InlineData("tag=vip", "Éclair Mode|Zürich Textil|alpha wool")]
    [InlineData("tag=vip&tag=south", "")]
    [InlineData("tag=vip&kind=business", "Éclair Mode|alpha wool")]
    [InlineData("status=inactive", "Gamma")]
    [InlineData("channel=d2c&kind=individual", "Beta Wool GmbH|Theta")]
    [InlineData("salesRep=Jo", "Delta")]
    [InlineData("isProspect=true", "epsilon")]
    [InlineData("onHold=true", "")]
    [InlineData("hasBalance=true", "")]
    [InlineData("storeId=sto_none", "")]
    public async Task A_filter_finds(string filter, string names) => Assert.Equal(names, await NamesAsync($"/api/customers?{filter}"));

    [Theory]
    [InlineData("name", "alpha wool|Beta Wool GmbH|Delta|Éclair Mode|epsilon|Eta|Gamma|Iota|Kappa|Theta|Zeta|Zürich Textil")]
    [InlineData("-name", "Zürich Textil|Zeta|Theta|Kappa|Iota|Gamma|Eta|epsilon|Éclair Mode|Delta|Beta Wool GmbH|alpha wool")]
    [InlineData("createdAt", "Éclair Mode|Zürich Textil|alpha wool|Beta Wool GmbH|Gamma|Delta|epsilon|Zeta|Eta|Theta|Iota|Kappa")]
    [InlineData("-ref", "Kappa|Iota|Theta|Eta|Zeta|epsilon|Delta|Gamma|Beta Wool GmbH|alpha wool|Zürich Textil|Éclair Mode")]
    public async Task A_sort_orders_and_pages_bring_each_once(string sort, string names)
    {
        foreach (var limit in new[] { 1, 5, 12, 200 }) Assert.Equal(names, await NamesAsync($"/api/customers?sort={sort}&limit={limit}"));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("sort=email")]
    [InlineData("after=nonsense")]
    [InlineData("status=gone")]
    [InlineData("onHold=perhaps")]
    public async Task What_the_list_does_not_know_is_refused(string query) =>
        Assert.Equal("400 validation-failed", await hub.Admin.OutcomeAsync(HttpMethod.Get, "/api/customers?" + query));

    [Fact]
    public async Task A_cursor_belongs_to_its_filter_and_sort()
    {
        var next = Uri.EscapeDataString((await hub.Admin.GetAsync("/api/customers?limit=1&tag=vip&sort=name")).Text("next"));
        Assert.Equal("200", await hub.Admin.OutcomeAsync(HttpMethod.Get, $"/api/customers?limit=2&tag=vip&sort=name&after={next}"));
        foreach (var other in new[] { "tag=south&sort=name", "sort=name", "tag=vip&sort=-name", "tag=vip" })
            Assert.Equal("400 validation-failed", await hub.Admin.OutcomeAsync(HttpMethod.Get, $"/api/customers?limit=1&{other}&after={next}"));
    }

    private async Task<string> NamesAsync(string path) => string.Join('|', (await hub.Admin.AllAsync(path)).Select(c => c.Text("name")));
}
