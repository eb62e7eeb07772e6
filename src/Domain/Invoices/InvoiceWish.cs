using Customers.Domain.Amounts;
using Customers.Domain.Sales;

namespace Customers.Domain.Invoices;

/// <summary>An invoice as somebody wants it: of an order, or by itself.</summary>
/// <param name="Sale">By itself: what is sold. Of an order: the terms alone, from those of the order.</param>
public sealed record InvoiceWish(SaleWish Sale)
{
    public string? OrderId { get; init; }
    /// <summary>Of an order: what of it; null = all that is not yet invoiced.</summary>
    public IReadOnlyList<PartWish>? Parts { get; init; }
    /// <summary>Null = today; it may lie in the past.</summary>
    public DateOnly? IssueDate { get; init; }
    /// <summary>Null = as the payment terms say.</summary>
    public DateOnly? DueDate { get; init; }
    public string? Number { get; init; }
}

/// <summary>A sale that is paid in the same step.</summary>
public sealed record CashSaleWish(SaleWish Sale)
{
    public string? Method { get; init; }
    public string? Reference { get; init; }
    /// <summary>Null = today; it may lie in the past.</summary>
    public DateOnly? Date { get; init; }
    public string? Number { get; init; }
}

/// <summary>A credit note as somebody wants it: for an invoice or by itself, over lines or an amount.</summary>
/// <param name="Reason">Required.</param>
public sealed record CreditNoteWish(string? Reason)
{
    public string? InvoiceId { get; init; }
    /// <summary>Of an invoice: what of it.</summary>
    public IReadOnlyList<PartWish>? Parts { get; init; }
    /// <summary>By itself: what was sold.</summary>
    public SaleWish? Sale { get; init; }
    /// <summary>Null where lines say it; of an invoice, without either, all that is left of it.</summary>
    public Money? Amount { get; init; }
    /// <summary>Null where nobody says it: the customer's, or the invoice's.</summary>
    public Currency? Currency { get; init; }
    /// <summary>Null = today; it may lie in the past.</summary>
    public DateOnly? Date { get; init; }
    public string? Number { get; init; }
}
