using System.Globalization;
using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

/// <summary>A payment as the API shows it. Σ allocations + unallocated + refunded = amount, unless it is voided.</summary>
/// <param name="AutoAllocate">What is unallocated settles the next invoice that posts.</param>
public sealed record PaymentResponse(
    string Id, string CustomerId, string Number, Money Amount, string Currency, string? Method, DateOnly Date, string? Reference, string? Notes, PaymentStatus Status,
    IReadOnlyList<AllocationResponse> Allocations, Money Unallocated, Money Refunded, bool AutoAllocate, string? OrderId, DateTimeOffset CreatedAt)
{
    internal static PaymentResponse Of(Posting p) => new(
        p.Id, p.CustomerId.Value, p.Number, p.Total, p.Total.Currency.Code, p.Method, p.Date, p.Reference, p.Notes, p.Voided ? PaymentStatus.Voided : PaymentStatus.Posted,
        [.. p.Allocations.Select(AllocationResponse.Of)], p.Open, p.Refunded, !p.Waits && !p.OfStore, p.OrderId, p.CreatedAt);
}

public enum PaymentStatus { Posted, Voided }

public sealed record AllocationResponse(string InvoiceId, Money Amount)
{
    internal static AllocationResponse Of(Allocation allocation) => new(allocation.InvoiceId, allocation.Amount);
}

/// <summary>Money given back.</summary>
public sealed record RefundResponse(
    string Id, string CustomerId, string Number, Money Amount, string Currency, string? PaymentId, string? CreditNoteId, string? Method, DateOnly Date, string? Reference, string? Notes, string? OrderId,
    DateTimeOffset CreatedAt)
{
    internal static RefundResponse Of(Posting p) => new(
        p.Id, p.CustomerId.Value, p.Number, p.Total, p.Total.Currency.Code, Source(p, PostingKind.Payment), Source(p, PostingKind.CreditNote), p.Method, p.Date, p.Reference, p.Notes, p.OrderId, p.CreatedAt);

    private static string? Source(Posting refund, PostingKind kind) =>
        refund.ConcernsId?.StartsWith(PostingIds.PrefixOf(kind) + "_", StringComparison.Ordinal) == true ? refund.ConcernsId : null;
}

/// <param name="Amount">Positive = owed by the customer.</param>
public sealed record AccountAdjustmentResponse(string Id, string CustomerId, string Number, Money Amount, string Currency, string Reason, DateOnly Date, DateTimeOffset CreatedAt)
{
    internal static AccountAdjustmentResponse Of(Posting p) => new(p.Id, p.CustomerId.Value, p.Number, p.Total, p.Total.Currency.Code, p.Reason ?? "", p.Date, p.CreatedAt);
}

internal static class PostingTags
{
    public static ETag TagOf(Posting posting) => new(posting.Version.ToString(CultureInfo.InvariantCulture));
}
