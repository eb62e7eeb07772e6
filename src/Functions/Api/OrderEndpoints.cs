using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Orders;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary>Reading orders: of one customer, across customers, one by its id (CONTRACT §4).</summary>
internal static class OrderEndpoints
{
    private static readonly string[] Filters = ["q", "status", "storeId", "from", "to", "poNumber"];

    public static void MapOrders(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/customers/{id}/orders", OfCustomerAsync).Lists(filters: Filters).WithTags("Orders")
            .WithSummary("Lists the orders of a customer").Needs(Right.Read);
        endpoints.MapGet("/api/orders", ListAsync).Lists(filters: [.. Filters, "customerId"]).WithTags("Orders")
            .WithSummary("Lists and searches orders of all customers by number, PO number, sku and description").Needs(Right.Read);
        endpoints.MapGet("/api/orders/{id}", ReadAsync).WithTags("Orders")
            .WithSummary("Reads an order").Needs(Right.Read);
    }

    private static async Task<Results<Ok<ListOf<OrderResponse>>, Refused>> OfCustomerAsync(
        string id, ListRequest list, CustomerStore customers, CurrentSettings settings, IDocumentStore documents, CancellationToken cancel)
    {
        var query = QueryOf(list, (await settings.GetAsync(cancel)).Organisation);
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        if (await customers.FindAsync(id, cancel) is not { } customer) return Refusal.NotFound.Answer();
        var page = await documents.QueryAsync(Order.Type, list.Apply(query) with { Partition = customer.Value.Id.Value }, cancel);
        return TypedResults.Ok(list.Answer(page, order => OrderResponse.Of(order.Value)));
    }

    private static async Task<Results<Ok<ListOf<OrderResponse>>, Refused>> ListAsync(ListRequest list, CustomerStore customers, CurrentSettings settings, IDocumentStore documents, CancellationToken cancel)
    {
        var query = QueryOf(list, (await settings.GetAsync(cancel)).Organisation);
        var customer = list.Text("customerId");
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        if (CustomerId.TryParse(customer, out var known)) customer = (await customers.LastIdAsync(known, cancel)).Value;
        if (customer is not null) query = query with { Where = [.. query.Where, new Condition.Equal("customerId", customer)], Partition = customer };
        var page = await documents.QueryAsync(Order.Type, list.Apply(query), cancel);
        return TypedResults.Ok(list.Answer(page, order => OrderResponse.Of(order.Value)));
    }

    private static async Task<Results<Tagged<OrderResponse>, Refused>> ReadAsync(string id, CustomerStore customers, IDocumentStore documents, CancellationToken cancel)
    {
        if (!CustomerId.TryFromDocumentId(id, IdPrefixes.Order, out var customer)) return Refusal.NotFound.Answer();
        var found = await documents.ReadAsync(Order.Type, customer.Value, id, cancel)
            ?? await documents.ReadAsync(Order.Type, (await customers.LastIdAsync(customer, cancel)).Value, id, cancel);
        return found is { Value.MovedTo: null } order
            ? Answers.Ok(OrderResponse.Of(order.Value), OrderResponse.TagOf(order.Value))
            : Refusal.NotFound.Answer();
    }

    private static Query QueryOf(ListRequest list, Organisation organisation)
    {
        var (from, to) = (list.Date("from"), list.Date("to"));
        List<Condition?> conditions =
        [
            .. list.Words("q").Select(word => new Condition.AnyPrefix("words", word)),
            list.Choice<OrderStatus>("status") is { } status ? new Condition.Equal("status", status.ToString()) : null,
            list.Text("storeId") is { } store ? new Condition.Equal("storeId", store) : null,
            list.Text("poNumber") is { } po ? new Condition.Equal("poNumber", po) : null,
            from is null && to is null ? null : new Condition.Range("createdAt", StartOf(from), StartOf(to?.AddDays(1))),
        ];
        return new(Order.Type, list.Limit) { Where = [.. conditions.OfType<Condition>()] };

        FieldValue? StartOf(DateOnly? date) => date is { } day ? organisation.StartOf(day).ToUnixTimeMilliseconds() : null;
    }
}
