using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Functions.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.App;

/// <summary>What holds for everything that a customer owns.</summary>
public sealed class PartTests(HubHost hub) : IClassFixture<HubHost>
{
    public static TheoryData<string, string> Sections => new()
    {
        { "contacts", """{"lastName":"Part"}""" },
        { "addresses", """{"line1":"Part"}""" },
        { "notes", """{"text":"Part"}""" },
    };

    [Theory, MemberData(nameof(Sections))]
    public async Task Of_another_customer_it_is_not_there(string section, string body)
    {
        var (mine, other) = (await CustomerAsync(), await CustomerAsync());
        var id = (await hub.Admin.PostAsync($"{mine}/{section}", body)).Text("id");
        foreach (var path in new[] { $"{other}/{section}/{id}", $"{mine}/{section}/none", $"{mine}/{section}/{mine["/api/customers/".Length..]}", $"{mine}/{section}/a%3Fb%23c" })
            await AssertNotThereAsync(path, section);
        Assert.Equal("200", await hub.Admin.OutcomeAsync(HttpMethod.Get, $"{mine}/{section}/{id}"));
        Assert.Empty(await hub.Admin.AllAsync($"{other}/{section}"));
    }

    [Theory, MemberData(nameof(Sections))]
    public async Task Under_the_name_of_another_section_it_is_not_there(string section, string body)
    {
        var customer = await CustomerAsync();
        var id = (await hub.Admin.PostAsync($"{customer}/{section}", body)).Text("id");
        foreach (var other in new[] { "contacts", "addresses", "notes" }.Where(name => name != section)) await AssertNotThereAsync($"{customer}/{other}/{id}", other);
    }

    [Theory, MemberData(nameof(Sections))]
    public async Task It_goes_with_its_customer_and_only_its_history_stays(string section, string body)
    {
        var customer = await CustomerAsync();
        var id = (await hub.Admin.PostAsync($"{customer}/{section}", body)).Text("id");
        await hub.Admin.DeleteAsync(customer);
        await AssertNotThereAsync($"{customer}/{section}/{id}", section);
        Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Get, $"{customer}/{section}"));
        Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Post, $"{customer}/{section}", body));
        Assert.Single(await hub.Admin.AllAsync("/api/history?subject=" + id));

        var documents = hub.Services.GetRequiredService<IDocumentStore>();
        foreach (var type in hub.Services.GetRequiredService<PartTypes>().All)
            Assert.Empty((await documents.QueryAsync(new Query(type, 10) { Partition = customer["/api/customers/".Length..] }, default)).Items);
    }

    [Theory, MemberData(nameof(Sections))]
    public async Task Added_while_its_customer_is_deleted_it_is_refused_or_goes_too(string section, string body)
    {
        for (var round = 0; round < 5; round++)
        {
            var customer = await CustomerAsync();
            var adding = Enumerable.Range(0, 8).Select(_ => hub.Admin.OutcomeAsync(HttpMethod.Post, $"{customer}/{section}", body)).ToList();
            await hub.Admin.DeleteAsync(customer);
            Assert.All(await Task.WhenAll(adding), outcome => Assert.True(outcome is "201" or "404 not-found", outcome));
            var documents = hub.Services.GetRequiredService<IDocumentStore>();
            foreach (var type in hub.Services.GetRequiredService<PartTypes>().All)
                Assert.Empty((await documents.QueryAsync(new Query(type, 10) { Partition = customer["/api/customers/".Length..] }, default)).Items);
        }
    }

    [Theory, MemberData(nameof(Sections))]
    public async Task A_partner_writes_it_and_a_viewer_reads_it(string section, string body)
    {
        using var partner = await hub.DriverAsync("partner");
        using var viewer = await hub.DriverAsync("viewer");
        var list = $"{await CustomerAsync()}/{section}";
        var path = $"{list}/{(await partner.PostAsync(list, body)).Text("id")}";
        Assert.Equal("403 forbidden", await viewer.OutcomeAsync(HttpMethod.Post, list, body));
        Assert.Equal("200", await viewer.OutcomeAsync(HttpMethod.Get, path));
        Assert.Single(await viewer.AllAsync(list));
        if (section == "notes") return;
        Assert.Equal("403 forbidden", await viewer.OutcomeAsync(HttpMethod.Patch, path, "{}"));
        Assert.Equal("403 forbidden", await viewer.OutcomeAsync(HttpMethod.Delete, path));
        Assert.Equal("200", await partner.OutcomeAsync(HttpMethod.Patch, path, "{}"));
        Assert.Equal("204", await partner.OutcomeAsync(HttpMethod.Delete, path));
    }

    [Fact]
    public void Nothing_of_a_customer_stays_when_it_goes_but_what_must() =>
        Assert.Equal(["absentOrder", "announcement", "attachment", "branchLink", "customer", "deletedCustomer", "history", "looseFile", "mergedCustomer", "order", "posting", "quote", "yearSums"],
            Hub.Documents.Where(type => type.Container == Containers.Customers && !type.IsPart).Select(type => type.Name).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Its_limits_are_published()
    {
        var description = await hub.Admin.GetAsync("/openapi.json");
        var contact = PropertiesOf("/api/customers/{id}/contacts");
        Assert.Equal((100, 50, 100), (contact.GetProperty("firstName").GetProperty("maxLength").GetInt32(), contact.GetProperty("collections").GetProperty("maxItems").GetInt32(), contact.GetProperty("collections").GetProperty("items").GetProperty("maxLength").GetInt32()));
        Assert.Equal(20, PropertiesOf("/api/customers/{id}/addresses").GetProperty("postalCode").GetProperty("maxLength").GetInt32());
        Assert.Equal(10_000, PropertiesOf("/api/customers/{id}/notes").GetProperty("text").GetProperty("maxLength").GetInt32());

        System.Text.Json.JsonElement PropertiesOf(string path) => description.GetProperty("paths").GetProperty(path).GetProperty("post")
            .GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("properties");
    }

    private async Task AssertNotThereAsync(string path, string section)
    {
        Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Get, path));
        if (section == "notes") return;
        Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Patch, path, "{}"));
        Assert.Equal("404 not-found", await hub.Admin.OutcomeAsync(HttpMethod.Delete, path));
    }

    private async Task<string> CustomerAsync() => "/api/customers/" + (await hub.Admin.CreateCustomerAsync()).Text("id");
}
