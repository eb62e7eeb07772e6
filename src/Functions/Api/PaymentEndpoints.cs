using Customers.Domain.Accounts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Payments;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary>Payments, what they settle, refunds and adjustments (CONTRACT §5).</summary>
internal static class PaymentEndpoints
{
    private static readonly string[] AllocationCodes = ["allocation-exceeds-remaining", "partial-payment-not-allowed", "currency-mismatch"];

    public static void MapPayments(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPostings(PostingKind.Payment, "payments", "Payments", (posting, _) => PaymentResponse.Of(posting));
        endpoints.MapPostings(PostingKind.Refund, "refunds", "Payments", (posting, _) => RefundResponse.Of(posting));
        endpoints.MapPostings(PostingKind.Adjustment, "adjustments", "Payments", (posting, _) => AccountAdjustmentResponse.Of(posting));
        endpoints.MapPost("/api/customers/{id}/payments", PayAsync).Refuses(RefusalKind.Unprocessable, AllocationCodes).Refuses(RefusalKind.Conflict, "number-taken").WithTags("Payments")
            .WithSummary("Records a payment; it settles the invoices named, else the oldest due first").Needs(Right.TakePayments);
        endpoints.MapPost("/api/customers/{id}/refunds", RefundAsync).WithTags("Payments")
            .Refuses(RefusalKind.Conflict, "refund-exceeds-credit", "store-money", "payment-voided").Refuses(RefusalKind.Unprocessable, "currency-mismatch")
            .WithSummary("Gives unallocated money of a payment or credit note back").Needs(Right.Refund);
        endpoints.MapPost("/api/customers/{id}/adjustments", AdjustAsync).Refuses(RefusalKind.Unprocessable, "currency-mismatch").WithTags("Payments")
            .WithSummary("Changes what a customer owes, for a reason").Needs(Right.Adjust);
        endpoints.MapPost("/api/payments/{id}/void", VoidAsync).Refuses(RefusalKind.Conflict, "payment-refunded", "store-money").WithTags("Payments")
            .WithSummary("Voids a payment by a reversal dated today; its invoices are open again").Needs(Right.Void);
        foreach (var path in new[] { "/api/payments/{paymentId}/allocations", "/api/customers/{id}/payments/{paymentId}/allocations" })
        {
            endpoints.MapPost(path, AllocateAsync).Refuses(RefusalKind.Unprocessable, AllocationCodes).Refuses(RefusalKind.Conflict, "store-money", "payment-voided").WithTags("Payments")
                .WithSummary("Settles invoices with the unallocated part of a payment").Needs(Right.TakePayments);
            endpoints.MapDelete(path, ReleaseAsync).Refuses(RefusalKind.Conflict, "store-money", "payment-voided").WithTags("Payments")
                .WithSummary("Takes a payment off all its invoices, or off the one that ?invoiceId= names; the money then waits").Needs(Right.TakePayments);
        }
    }

    private static async Task<Results<CreatedTagged<PaymentResponse>, Refused>> PayAsync(string id, Body<PaymentRequest> body, CustomerStore customers, RecordPayment record, HttpContext context)
    {
        if (await customers.FindAsync(id, context.RequestAborted) is not { Value: var customer }) return Refusal.NotFound.Answer();
        var wish = body.Read((request, faults) => request.Read(customer.Profile.Currency, faults));
        if (wish.IsRefused(out var refusal)) return refusal.Answer();
        var made = await record.RunAsync(customer.Id, wish.Value, context.Caller(), context.RequestAborted);
        return made.Answer(payment => Answers.Created($"/api/payments/{payment.Id}", PaymentResponse.Of(payment), PostingTags.TagOf(payment)));
    }

    private static async Task<Results<CreatedTagged<RefundResponse>, Refused>> RefundAsync(string id, Body<RefundRequest> body, CustomerStore customers, RecordRefund record, HttpContext context)
    {
        if (await customers.FindAsync(id, context.RequestAborted) is not { Value: var customer }) return Refusal.NotFound.Answer();
        var wish = body.Read((request, faults) => request.Read(customer.Profile.Currency, faults));
        if (wish.IsRefused(out var refusal)) return refusal.Answer();
        var made = await record.RunAsync(customer.Id, wish.Value, context.Caller(), context.RequestAborted);
        return made.Answer(refund => Answers.Created($"/api/refunds/{refund.Id}", RefundResponse.Of(refund), PostingTags.TagOf(refund)));
    }

    private static async Task<Results<CreatedTagged<AccountAdjustmentResponse>, Refused>> AdjustAsync(string id, Body<AccountAdjustmentRequest> body, CustomerStore customers, RecordAdjustment record, HttpContext context)
    {
        if (await customers.FindAsync(id, context.RequestAborted) is not { Value: var customer }) return Refusal.NotFound.Answer();
        var wish = body.Read((request, faults) => (
            Amount: MoneyRequests.Amount(request.Amount, SaleFields.CurrencyOr(request.Currency, customer.Profile.Currency, faults), faults),
            Reason: request.Reason.TextOr(null), Date: request.Date.Or((DateOnly?)null)));
        if (wish.IsRefused(out var refusal)) return refusal.Answer();
        var made = await record.RunAsync(customer.Id, wish.Value.Amount, wish.Value.Reason, wish.Value.Date, context.Caller(), context.RequestAborted);
        return made.Answer(adjustment => Answers.Created($"/api/adjustments/{adjustment.Id}", AccountAdjustmentResponse.Of(adjustment), PostingTags.TagOf(adjustment)));
    }

    private static async Task<Results<Tagged<PaymentResponse>, Refused>> VoidAsync(string id, CustomerStore customers, VoidPayment payments, HttpContext context) =>
        await customers.OwnerOfAsync(id, IdPrefixes.Payment, context.RequestAborted) is { } customer
            ? Answer(await payments.RunAsync(customer, id, context.Caller(), context.RequestAborted))
            : Refusal.NotFound.Answer();

    private static async Task<Results<Tagged<PaymentResponse>, Refused>> AllocateAsync(
        string? id, string paymentId, Body<AllocationsRequest> body, CustomerStore customers, ChangeAllocations allocations, HttpContext context)
    {
        if (await FindAsync(id, paymentId, customers, context.RequestAborted) is not { } payment) return Refusal.NotFound.Answer();
        var wishes = body.Read((request, faults) => AllocationRequest.Read(request.Allocations, payment.Total.Currency, faults));
        if (wishes.IsRefused(out var refusal)) return refusal.Answer();
        return Answer(await allocations.AddAsync(payment.CustomerId, PostingKind.Payment, paymentId, wishes.Value, context.Caller(), context.RequestAborted));
    }

    private static async Task<Results<NoContent, Refused>> ReleaseAsync(string? id, string paymentId, string? invoiceId, CustomerStore customers, ChangeAllocations allocations, HttpContext context) =>
        await FindAsync(id, paymentId, customers, context.RequestAborted) is { } payment
            ? (await allocations.RemoveAsync(payment.CustomerId, PostingKind.Payment, paymentId, invoiceId, context.Caller(), context.RequestAborted)).Answer(_ => TypedResults.NoContent())
            : Refusal.NotFound.Answer();

    /// <summary>Names the path a customer, it must be the payment's.</summary>
    private static async Task<Posting?> FindAsync(string? id, string paymentId, CustomerStore customers, CancellationToken cancel) =>
        await customers.FindDocumentAsync(Posting.Type, IdPrefixes.Payment, paymentId, cancel) is { } found && (id is null || id == found.Value.CustomerId.Value) ? found.Value : null;

    private static Results<Tagged<PaymentResponse>, Refused> Answer(Outcome<Posting> payment) => payment.Answer(found => Answers.Ok(PaymentResponse.Of(found), PostingTags.TagOf(found)));
}
