using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Deliveries;
using Customers.Domain.Returns;
using Customers.Domain.Sales;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

/// <summary>An invoice as the API shows it. total = paid + credited + remaining. One of a store's order has no lines: the order has them.</summary>
public sealed record InvoiceResponse : SaleResponse
{
    private InvoiceResponse(Posting p, DateOnly today) : base(p.SaleOrNone, p.Terms ?? new())
    {
        (Id, CustomerId, Number, OrderId) = (p.Id, p.CustomerId.Value, p.Number, p.OrderId);
        (IssueDate, DueDate) = (p.Date, p.DueDate!.Value);
        (Credited, Remaining) = (p.Credited ?? Money.Zero(p.Total.Currency), p.Open);
        Paid = p.Settled - Credited;
        Status = StatusOf(p, today);
        CreatedAt = p.CreatedAt;
    }

    public string Id { get; }
    public string CustomerId { get; }
    public string Number { get; }
    public string? OrderId { get; }
    public DateOnly IssueDate { get; }
    public DateOnly DueDate { get; }
    public InvoiceStatus Status { get; }
    public Money Paid { get; }
    /// <summary>Settled by credit notes.</summary>
    public Money Credited { get; }
    public Money Remaining { get; }
    public DateTimeOffset CreatedAt { get; }

    internal static InvoiceResponse Of(Posting posting, DateOnly today) => new(posting, today);

    /// <summary>A day may make it overdue without anybody changing it.</summary>
    internal static ETag TagOf(Posting posting, DateOnly today) => new(PostingTags.TagOf(posting).Record, StatusOf(posting, today).ToString());

    internal static InvoiceStatus StatusOf(Posting invoice, DateOnly today) =>
        invoice.Open.IsZero ? InvoiceStatus.Paid : invoice.DueDate < today ? InvoiceStatus.Overdue : InvoiceStatus.Open;
}

public enum InvoiceStatus { Open, Paid, Overdue }

/// <summary>A cash sale as the API shows it: invoice and payment in one.</summary>
public sealed record CashSaleResponse : SaleResponse
{
    private CashSaleResponse(Posting p) : base(p.SaleOrNone, p.Terms ?? new()) =>
        (Id, CustomerId, Number, Date, Method, Reference, CreatedAt) = (p.Id, p.CustomerId.Value, p.Number, p.Date, p.Method, p.Reference, p.CreatedAt);

    public string Id { get; }
    public string CustomerId { get; }
    public string Number { get; }
    public DateOnly Date { get; }
    public string? Method { get; }
    public string? Reference { get; }
    public DateTimeOffset CreatedAt { get; }

    internal static CashSaleResponse Of(Posting posting) => new(posting);
}

/// <summary>A credit note as the API shows it. Σ allocations + unallocated + refunded = total.</summary>
/// <param name="Lines">Empty where an amount was credited, or by a store.</param>
public sealed record CreditNoteResponse(
    string Id, string CustomerId, string Number, string? InvoiceId, string? OrderId, DateOnly Date, string? Reason, string Currency, IReadOnlyList<SaleLineResponse> Lines, Money Total, Money TaxTotal,
    IReadOnlyList<AllocationResponse> Allocations, Money Unallocated, Money Refunded, DateTimeOffset CreatedAt)
{
    internal static CreditNoteResponse Of(Posting p) => new(
        p.Id, p.CustomerId.Value, p.Number, p.ConcernsId, p.OrderId, p.Date, p.Reason, p.Total.Currency.Code, [.. (p.Sale?.Lines ?? []).Select(SaleLineResponse.Of)], p.Total,
        new(-p.Mixture.Tax, p.Total.Currency), [.. p.Allocations.Select(AllocationResponse.Of)], p.Open, p.Refunded, p.CreatedAt);
}

/// <param name="CreditNoteId">Once it is received.</param>
/// <param name="Total">What it comes to at the order's prices.</param>
public sealed record ReturnResponse(
    string Id, string CustomerId, string Number, string OrderId, ReturnStatus Status, IReadOnlyList<SaleLineResponse> Lines, string Currency, Money Total, string Reason, string? CreditNoteId,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    internal static ReturnResponse Of(SalesReturn r) => new(
        r.Id, r.CustomerId.Value, r.Number, r.OrderId, r.Status, [.. r.Sale.Lines.Select(SaleLineResponse.Of)], r.Sale.Currency.Code, r.Sale.Total, r.Reason, r.CreditNoteId, r.CreatedAt, r.UpdatedAt);
}

/// <param name="Lines">With their places in the order, from 1.</param>
public sealed record DeliveryNoteResponse(
    string Id, string CustomerId, string Number, string OrderId, DateOnly Date, IReadOnlyList<DeliveredLine> Lines, Domain.Customers.Address? ShippingAddress, string? Notes, DateTimeOffset CreatedAt)
{
    internal static DeliveryNoteResponse Of(DeliveryNote d) => new(d.Id, d.CustomerId.Value, d.Number, d.OrderId, d.Date, d.Lines, d.ShippingAddress, d.Notes, d.CreatedAt);
}
