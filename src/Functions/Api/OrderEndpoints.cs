using System.Text.Json;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Orders;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary>One order: created, read, changed, moved (CONTRACT §4).</summary>
internal static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/api/customers/{id}/orders", CreateAsync).WithTags("Orders")
            .Refuses(RefusalKind.Conflict, "customer-on-hold", "credit-limit-exceeded", "number-taken").Refuses(RefusalKind.Unprocessable, "currency-mismatch", "product-not-available")
            .WithSummary("Creates an order; what is left out comes from the customer").Needs(Right.WriteOrders);
        var orders = endpoints.MapGroup("/api/orders/{id}").WithTags("Orders");
        orders.MapGet("", ReadAsync)
            .WithSummary("Reads an order").Needs(Right.Read);
        orders.MapPatch("", ChangeAsync).Refuses(RefusalKind.Conflict, "wrong-order-status", "store-order", "customer-on-hold", "credit-limit-exceeded").Refuses(RefusalKind.Unprocessable, "currency-mismatch", "product-not-available")
            .WithSummary("Changes an order that is a draft or pending; lines given replace all lines").Needs(Right.WriteOrders);
        orders.MapGet("/documents", DocumentsAsync)
            .WithSummary("Lists what was posted for an order, and what its invoices were settled with").Needs(Right.Read);
        foreach (var move in Enum.GetValues<OrderMove>())
            orders.MapPost("/" + JsonNamingPolicy.CamelCase.ConvertName(move.ToString()), (string id, CustomerStore customers, ChangeOrder change, HttpContext context) => MoveAsync(id, move, customers, change, context))
                .Refuses(RefusalKind.Conflict, CodesOf(move)).WithSummary(SummaryOf(move)).Needs(Right.WriteOrders);
    }

    private static string[] CodesOf(OrderMove move) =>
        ["wrong-order-status", "store-order", .. move is OrderMove.Confirm or OrderMove.Reopen ? (string[])["customer-on-hold", "credit-limit-exceeded"] : []];

    private static async Task<Results<CreatedTagged<OrderResponse>, Refused>> CreateAsync(string id, Body<OrderRequest> body, CustomerStore customers, CreateOrder create, HttpContext context)
    {
        if (await customers.FindAsync(id, context.RequestAborted) is not { Value: var customer }) return Refusal.NotFound.Answer();
        var wish = body.Read((request, faults) => request.ReadNew(customer.Profile.Currency, faults));
        if (wish.IsRefused(out var refusal)) return refusal.Answer();
        var created = await create.RunAsync(customer.Id, wish.Value, context.Caller(), context.RequestAborted);
        return created.Answer(order => Answers.Created($"/api/orders/{order.Id}", OrderResponse.Of(order), OrderResponse.TagOf(order)));
    }

    private static async Task<Results<Tagged<OrderResponse>, Refused>> ReadAsync(string id, CustomerStore customers, CancellationToken cancel) =>
        (await FindAsync(id, customers, cancel)).Answer(Answer);

    private static async Task<Results<Tagged<OrderResponse>, Refused>> ChangeAsync(
        string id, Body<OrderRequest> body, IfMatch match, CustomerStore customers, ChangeOrder change, HttpContext context)
    {
        var found = await FindAsync(id, customers, context.RequestAborted);
        if (found.IsRefused(out var refusal)) return refusal.Answer();
        var wish = body.Read((request, faults) => request.ReadChange(found.Value.Currency, faults));
        if (wish.IsRefused(out refusal)) return refusal.Answer();
        var changed = await change.RunAsync(found.Value.CustomerId, id, wish.Value, order => match.Allows(OrderResponse.TagOf(order).Record), context.Caller(), context.RequestAborted);
        return changed.Answer(Answer);
    }

    private static async Task<Results<Tagged<OrderResponse>, Refused>> MoveAsync(string id, OrderMove move, CustomerStore customers, ChangeOrder change, HttpContext context) =>
        await customers.OwnerOfAsync(id, IdPrefixes.Order, context.RequestAborted) is { } customer
            ? (await change.MoveAsync(customer, id, move, context.Caller(), context.RequestAborted)).Answer(Answer)
            : Refusal.NotFound.Answer();

    private static async Task<Results<Ok<OrderDocumentsResponse>, Refused>> DocumentsAsync(string id, CustomerStore customers, IDocumentStore documents, CancellationToken cancel)
    {
        var found = await FindAsync(id, customers, cancel);
        return found.IsRefused(out var refusal) ? refusal.Answer() : TypedResults.Ok(await OrderDocumentsResponse.OfAsync(found.Value, documents, cancel));
    }

    private static async Task<Outcome<Order>> FindAsync(string id, CustomerStore customers, CancellationToken cancel) =>
        await customers.FindDocumentAsync(Order.Type, IdPrefixes.Order, id, cancel) is { Value: { MovedTo: null } order } ? order : Refusal.NotFound;

    private static Tagged<OrderResponse> Answer(Order order) => Answers.Ok(OrderResponse.Of(order), OrderResponse.TagOf(order));

    private static string SummaryOf(OrderMove move) => move switch
    {
        OrderMove.Confirm => "Confirms an order that is a draft or pending",
        OrderMove.Fulfil => "Marks a confirmed order as fulfilled",
        OrderMove.Close => "Closes a fulfilled order",
        OrderMove.Cancel => "Cancels an order of which nothing is invoiced",
        _ => "Confirms a closed or cancelled order again",
    };
}
