using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Orders;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;
using Customers.Functions.Http;
using Customers.Functions.Imports;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary>Lists and files of orders: of one customer and across customers (CONTRACT §4).</summary>
internal static class OrderListEndpoints
{
    private const int ExportPage = 200;

    public static void MapOrderLists(this IEndpointRouteBuilder endpoints)
    {
        var orders = endpoints.MapGroup("/api").WithTags("Orders");
        orders.MapGet("/customers/{id}/orders", OfCustomerAsync).Lists(OrderList.Sorts, OrderList.Filters)
            .WithSummary("Lists the orders of a customer").Needs(Right.Read);
        orders.MapGet("/orders", ListAsync).Lists(OrderList.Sorts, [.. OrderList.Filters, "customerId"])
            .WithSummary("Lists and searches orders of all customers by number, PO number, sku and description").Needs(Right.Read);
        orders.MapGet("/customers/{id}/orders/export", ExportOfCustomerAsync).ListsAll(OrderList.Sorts, OrderList.Filters)
            .WithSummary("Exports the orders of a customer as CSV, filtered and sorted like the list").Needs(Right.Read);
        orders.MapGet("/orders/export", ExportAsync).ListsAll(OrderList.Sorts, [.. OrderList.Filters, "customerId"])
            .WithSummary("Exports orders as CSV, filtered and sorted like the list").Needs(Right.Read);
    }

    private static async Task<Results<Ok<ListOf<OrderResponse>>, Refused>> OfCustomerAsync(
        string id, ListRequest list, CustomerStore customers, CurrentSettings settings, IDocumentStore documents, CancellationToken cancel)
    {
        var query = await QueryOfCustomerAsync(id, list, customers, settings, cancel);
        return query.IsRefused(out var refusal) ? refusal.Answer() : await PageAsync(list, query.Value, documents, cancel);
    }

    private static async Task<Results<Ok<ListOf<OrderResponse>>, Refused>> ListAsync(ListRequest list, CustomerStore customers, CurrentSettings settings, IDocumentStore documents, CancellationToken cancel)
    {
        var query = await QueryAcrossAsync(list, customers, settings, cancel);
        return query.IsRefused(out var refusal) ? refusal.Answer() : await PageAsync(list, query.Value, documents, cancel);
    }

    private static async Task<Results<CsvAnswer, Refused>> ExportOfCustomerAsync(
        string id, ListRequest list, CustomerStore customers, CurrentSettings settings, IDocumentStore documents, CancellationToken cancel) =>
        (await QueryOfCustomerAsync(id, list, customers, settings, cancel)).Answer(query => File(query, documents, cancel));

    private static async Task<Results<CsvAnswer, Refused>> ExportAsync(ListRequest list, CustomerStore customers, CurrentSettings settings, IDocumentStore documents, CancellationToken cancel) =>
        (await QueryAcrossAsync(list, customers, settings, cancel)).Answer(query => File(query, documents, cancel));

    private static async Task<Outcome<Query>> QueryOfCustomerAsync(string id, ListRequest list, CustomerStore customers, CurrentSettings settings, CancellationToken cancel)
    {
        var query = OrderList.Read(list, (await settings.GetAsync(cancel)).Organisation);
        if (list.IsRefused(out var refusal)) return refusal;
        if (await customers.FindAsync(id, cancel) is not { } customer) return Refusal.NotFound;
        return list.Apply(query) with { Partition = customer.Value.Id.Value };
    }

    private static async Task<Outcome<Query>> QueryAcrossAsync(ListRequest list, CustomerStore customers, CurrentSettings settings, CancellationToken cancel)
    {
        var query = OrderList.Read(list, (await settings.GetAsync(cancel)).Organisation);
        var customer = await customers.LastIdAsync(list.Text("customerId"), cancel);
        if (list.IsRefused(out var refusal)) return refusal;
        if (customer is not null) query = query with { Where = [.. query.Where, new Condition.Equal("customerId", customer)], Partition = customer };
        return list.Apply(query);
    }

    private static async Task<Ok<ListOf<OrderResponse>>> PageAsync(ListRequest list, Query query, IDocumentStore documents, CancellationToken cancel) =>
        TypedResults.Ok(list.Answer(await documents.QueryAsync(Order.Type, query, cancel), order => OrderResponse.Of(order.Value)));

    private static CsvAnswer File(Query query, IDocumentStore documents, CancellationToken cancel) =>
        new("orders.csv", OrderList.Columns, documents.AllAsync(Order.Type, query with { Limit = ExportPage }, cancel).Select(order => (object)OrderResponse.Of(order.Value)));
}
