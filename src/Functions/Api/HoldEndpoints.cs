using Customers.Domain.Customers;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary><c>/api/customers/{id}/hold</c>: what people decide about buying on account.</summary>
internal static class HoldEndpoints
{
    public static void MapHolds(this IEndpointRouteBuilder endpoints)
    {
        var customers = endpoints.MapGroup("/api/customers").WithTags("Customers");
        customers.MapPut("/{id}/hold", HoldAsync)
            .WithSummary("Puts a customer on hold by hand; only people lift that again").Needs(Right.ManageHolds);
        customers.MapDelete("/{id}/hold", ReleaseAsync)
            .WithSummary("Gives the hold back to the credit rule, which decides at once").Needs(Right.ManageHolds);
        customers.MapPut("/{id}/hold/exempt", ExemptAsync)
            .WithSummary("Exempts a customer from the credit rule").Needs(Right.ManageHolds);
    }

    private static async Task<Results<Tagged<CustomerResponse>, Refused>> HoldAsync(
        string id, Body<HoldRequest> body, IfMatch match, HoldCustomer hold, CustomerView view, HttpContext context)
    {
        if (!CustomerId.TryParse(id, out var customer)) return Refusal.NotFound.Answer();
        var reason = body.Read((request, faults) => request.ReasonOr(faults));
        if (reason.IsRefused(out var refusal)) return refusal.Answer();
        return await view.AnswerAsync(await hold.HoldAsync(customer, reason.Value, match.Fits(), context.Caller(), context.RequestAborted), context);
    }

    private static async Task<Results<Tagged<CustomerResponse>, Refused>> ReleaseAsync(string id, IfMatch match, HoldCustomer hold, CustomerView view, HttpContext context) =>
        CustomerId.TryParse(id, out var customer)
            ? await view.AnswerAsync(await hold.ReleaseAsync(customer, match.Fits(), context.Caller(), context.RequestAborted), context)
            : Refusal.NotFound.Answer();

    private static async Task<Results<Tagged<CustomerResponse>, Refused>> ExemptAsync(string id, IfMatch match, HoldCustomer hold, CustomerView view, HttpContext context) =>
        CustomerId.TryParse(id, out var customer)
            ? await view.AnswerAsync(await hold.ExemptAsync(customer, match.Fits(), context.Caller(), context.RequestAborted), context)
            : Refusal.NotFound.Answer();
}
