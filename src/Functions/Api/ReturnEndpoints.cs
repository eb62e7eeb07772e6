using System.Globalization;
using Customers.Domain.Customers;
using Customers.Domain.Deliveries;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Returns;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary>Returns and delivery notes (CONTRACT §4).</summary>
internal static class ReturnEndpoints
{
    private static readonly string[] OrderCodes = ["store-order", "wrong-order-status", "number-taken"];

    public static void MapReturns(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapDocuments(SalesReturn.Type, IdPrefixes.Return, "returns", ReturnResponse.Of, r => r.Version, StatusOf, "status");
        endpoints.MapDocuments(DeliveryNote.Type, IdPrefixes.DeliveryNote, "delivery-notes", DeliveryNoteResponse.Of, _ => 1);
        endpoints.MapPost("/api/customers/{id}/returns", ReturnAsync).Refuses(RefusalKind.Conflict, OrderCodes).Refuses(RefusalKind.Unprocessable, "exceeds-order").WithTags("Returns")
            .WithSummary("Announces goods that come back").Needs(Right.WriteInvoices);
        endpoints.MapPost("/api/returns/{id}/receive", ReceiveAsync).Refuses(RefusalKind.Unprocessable, "credit-exceeds-invoice").WithTags("Returns")
            .WithSummary("The goods are back: posts the credit note, once").Needs(Right.WriteInvoices);
        endpoints.MapPost("/api/customers/{id}/delivery-notes", DeliverAsync).Refuses(RefusalKind.Conflict, OrderCodes).Refuses(RefusalKind.Unprocessable, "exceeds-order").WithTags("Returns")
            .WithSummary("Writes down what was handed over of an order").Needs(Right.WriteInvoices);
    }

    private static Condition? StatusOf(ListRequest list) => list.Choice<ReturnStatus>("status") is { } status ? new Condition.Equal("status", status.ToString()) : null;

    private static async Task<Results<CreatedTagged<ReturnResponse>, Refused>> ReturnAsync(string id, Body<ReturnRequest> body, ReturnGoods goods, HttpContext context)
    {
        if (!CustomerId.TryParse(id, out var customer)) return Refusal.NotFound.Answer();
        var wish = body.Read((request, faults) => request.Read(faults));
        if (wish.IsRefused(out var refusal)) return refusal.Answer();
        var made = await goods.CreateAsync(customer, wish.Value, context.Caller(), context.RequestAborted);
        return made.Answer(r => Answers.Created($"/api/returns/{r.Id}", ReturnResponse.Of(r), TagOf(r.Version)));
    }

    private static async Task<Results<Tagged<ReturnResponse>, Refused>> ReceiveAsync(string id, CustomerStore customers, ReturnGoods goods, HttpContext context) =>
        await customers.OwnerOfAsync(id, IdPrefixes.Return, context.RequestAborted) is { } customer
            ? (await goods.ReceiveAsync(customer, id, context.Caller(), context.RequestAborted)).Answer(r => Answers.Ok(ReturnResponse.Of(r), TagOf(r.Version)))
            : Refusal.NotFound.Answer();

    private static async Task<Results<CreatedTagged<DeliveryNoteResponse>, Refused>> DeliverAsync(string id, Body<DeliveryNoteRequest> body, DeliverGoods goods, HttpContext context)
    {
        if (!CustomerId.TryParse(id, out var customer)) return Refusal.NotFound.Answer();
        var wish = body.Read((request, faults) => request.Read(faults));
        if (wish.IsRefused(out var refusal)) return refusal.Answer();
        var made = await goods.RunAsync(customer, wish.Value, context.Caller(), context.RequestAborted);
        return made.Answer(note => Answers.Created($"/api/delivery-notes/{note.Id}", DeliveryNoteResponse.Of(note), TagOf(1)));
    }

    private static ETag TagOf(int version) => new(version.ToString(CultureInfo.InvariantCulture));
}
