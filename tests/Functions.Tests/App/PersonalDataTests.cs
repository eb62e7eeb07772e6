using System.Text.Json;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Orders;
using Customers.Domain.Stores;
using Customers.Functions.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.App;

/// <summary>What is held on a person, however much that is, and what a store may leave out.</summary>
public sealed class PersonalDataTests(HubHost hub) : IClassFixture<HubHost>
{
    [Fact]
    public async Task A_customer_with_more_orders_than_a_page_of_any_storage_is_told_whole()
    {
        const int Orders = 1_200;
        var customer = await BuyerAsync("big");
        var documents = hub.Services.GetRequiredService<IDocumentStore>();
        var first = (await documents.QueryAsync(Order.Type, new Query(Order.Type, 1) { Partition = customer.Value }, default)).Items.Single().Value;
        var ids = hub.Services.GetRequiredService<UlidSource>();
        foreach (var chunk in Enumerable.Range(1, Orders - 1).Chunk(Commit.MaxWrites))
            await documents.CommitAsync(new(Containers.Customers, customer.Value, [.. chunk.Select(i => Order.Type.Create(first with { Id = customer.NewDocumentId(ids, IdPrefixes.Order), Number = $"#{i}" }))]), default);

        using var answer = await hub.Admin.Http.GetAsync($"/api/customers/{customer}/personal-data", HttpCompletionOption.ResponseHeadersRead);
        Assert.Null(answer.Content.Headers.ContentLength);
        using var told = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync());

        Assert.Equal(Orders, told.RootElement.GetProperty("orders").EnumerateArray().Select(o => o.Text("id")).Distinct().Count());
        var invoice = told.RootElement.GetProperty("postings").EnumerateArray().Single(p => p.Text("kind") == "invoice");
        Assert.Equal("100.00", invoice.Text("total"));
        Assert.Single(told.RootElement.GetProperty("events").EnumerateArray());
    }

    /// <summary>An order must not be lost because its buyer left a field empty that only people here know of.</summary>
    [Fact]
    public async Task A_store_brings_customers_without_the_fields_that_people_must_fill_in()
    {
        await hub.Admin.PutAsync("/api/settings", new { customFields = new[] { new { key = "vatChecked", label = "VAT checked", type = "boolean", required = true } } });
        Assert.Equal("400 validation-failed", await hub.Admin.OutcomeAsync(HttpMethod.Post, "/api/customers", new { name = "By hand" }));

        var customer = await BuyerAsync("required");

        Assert.Empty((await hub.Admin.CustomerAsync(customer.Value)).GetProperty("customFields").EnumerateObject());
        Assert.Equal("200", await hub.Admin.OutcomeAsync(HttpMethod.Patch, $"/api/customers/{customer}", new { website = "https://shop.example" }));
        await hub.Admin.PutAsync("/api/settings", new { });
    }

    private async Task<CustomerId> BuyerAsync(string secret)
    {
        var store = await StoreDriver.RegisterAsync(hub.Admin, StoreKind.Shopify, secret);
        await store.SendAsync(store.Told(new ToldOrder { Id = 801, BuyerId = 802, Email = $"{secret}@shop.example" }));
        await store.DrainedAsync();
        return CustomerId.Parse((await store.CustomersAsync()).Single().Text("id"));
    }
}
