using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Domain.Amounts;
using Customers.Domain.Invoices;
using Customers.Domain.Outcomes;
using Customers.Domain.Payments;
using Customers.Domain.Sales;
using Customers.Domain.Settings;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

/// <summary>An invoice. Of an order (<c>orderId</c>): <c>lines</c> name quantities of its lines, absent = all that is not yet invoiced. By itself: <c>lines</c> are required.</summary>
[Example("""
    {
      "paymentTerms": "net30", "poNumber": "PO-7731",
      "adjustments": [{ "kind": "discount", "percent": "5" }],
      "lines": [
        { "sku": "LINEN", "description": "Linen, by the metre", "quantity": "0.5", "unitPrice": "24.00", "taxPercent": 19 },
        { "sku": "SHIRT-M", "description": "Shirt, size M", "quantity": 3, "unitPrice": "19.99", "discountPercent": "10", "taxPercent": 19 }
      ]
    }
    """)]
public sealed record InvoiceRequest : SaleRequest
{
    public Field<string> OrderId { get; init; }
    /// <summary>Default: today; it may lie in the past.</summary>
    public Field<DateOnly> IssueDate { get; init; }
    /// <summary>Default: as the payment terms say.</summary>
    public Field<DateOnly> DueDate { get; init; }
    /// <summary>Default: the next one.</summary>
    [MaxLength(NumberText.Longest)] public Field<string> Number { get; init; }

    internal InvoiceWish Read(Currency own, Faults faults)
    {
        var order = OrderId.TextOr(null);
        var sale = order is null ? AsNew(own, faults) : AsPart(own, faults);
        if (order is null) faults.AddMissing(new Faults().Require(Lines.IsPresent && !Lines.IsNull, "lines", "is required without an orderId"));
        else faults.Require(!Adjustments.IsPresent, "adjustments", "come from the order");
        return new(sale)
        {
            OrderId = order, Parts = order is null || !Lines.IsPresent || Lines.IsNull ? null : LineRequest.ReadParts(Lines, faults),
            IssueDate = IssueDate.Or((DateOnly?)null), DueDate = DueDate.Or((DateOnly?)null), Number = Number.TextOr(null),
        };
    }
}

/// <summary>A sale that is paid in the same step; <c>lines</c> are required.</summary>
[Example("""
    {
      "method": "card", "reference": "Terminal 4, 8812",
      "adjustments": [{ "kind": "discount", "percent": "5" }],
      "lines": [
        { "sku": "LINEN", "description": "Linen, by the metre", "quantity": "0.5", "unitPrice": "24.00", "taxPercent": 19 },
        { "sku": "SHIRT-M", "description": "Shirt, size M", "quantity": 3, "unitPrice": "19.99", "discountPercent": "10", "taxPercent": 19 }
      ]
    }
    """)]
public sealed record CashSaleRequest : SaleRequest
{
    [MaxLength(PaymentRules.LongestMethod)] public Field<string> Method { get; init; }
    [MaxLength(PaymentRules.LongestReference)] public Field<string> Reference { get; init; }
    /// <summary>Default: today; it may lie in the past.</summary>
    public Field<DateOnly> Date { get; init; }
    /// <summary>Default: the next one.</summary>
    [MaxLength(NumberText.Longest)] public Field<string> Number { get; init; }

    internal CashSaleWish Read(Currency own, Faults faults)
    {
        var wish = new CashSaleWish(AsNew(own, faults)) { Method = Method.TextOr(null), Reference = Reference.TextOr(null), Date = Date.Or((DateOnly?)null), Number = Number.TextOr(null) };
        faults.AddMissing(new Faults().Require(Lines.IsPresent && !Lines.IsNull, "lines", "is required"));
        return wish;
    }
}

/// <summary>
/// A credit note; <c>reason</c> is required. Of an invoice (<c>invoiceId</c>): <c>lines</c> name quantities of its lines, or <c>amount</c>; without either all
/// that is left of it. By itself: <c>lines</c> or <c>amount</c>.
/// </summary>
[Example("""
    {
      "reason": "Came damaged",
      "lines": [
        { "sku": "LINEN", "description": "Linen, by the metre", "quantity": "0.5", "unitPrice": "24.00", "taxPercent": 19 },
        { "sku": "SHIRT-M", "description": "Shirt, size M", "quantity": 3, "unitPrice": "19.99", "discountPercent": "10", "taxPercent": 19 }
      ]
    }
    """)]
public sealed record CreditNoteRequest
{
    public Field<string> InvoiceId { get; init; }
    [MinLength(1), MaxLength(SaleRules.MostLines)] public Items<LineRequest> Lines { get; init; }
    [Range(0, (double)Money.MaxUnits, MinimumIsExclusive = true)] public Field<decimal> Amount { get; init; }
    /// <summary>The customer's, or the invoice's.</summary>
    public Field<string> Currency { get; init; }
    [Required, MaxLength(InvoiceRules.LongestReason)] public Field<string> Reason { get; init; }
    /// <summary>Default: today; it may lie in the past.</summary>
    public Field<DateOnly> Date { get; init; }
    /// <summary>Default: the next one.</summary>
    [MaxLength(NumberText.Longest)] public Field<string> Number { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal CreditNoteWish Read(Currency own, Faults faults)
    {
        var currency = SaleFields.CurrencyOr(Currency, own, faults);
        var (invoice, hasLines) = (InvoiceId.TextOr(null), Lines.IsPresent && !Lines.IsNull);
        return new(Reason.TextOr(null))
        {
            InvoiceId = invoice,
            Parts = invoice is not null && hasLines ? LineRequest.ReadParts(Lines, faults) : null,
            Sale = invoice is null && hasLines ? new() { Currency = currency, Lines = LineRequest.Read(Lines, currency, faults), Adjustments = [], Terms = terms => terms } : null,
            Amount = Amount.HasValue ? Amount.In(currency, faults, "amount") : null,
            Currency = Currency.HasValue ? currency : null,
            Date = Date.Or((DateOnly?)null),
            Number = Number.TextOr(null),
        };
    }
}

/// <summary>Goods that come back; <c>orderId</c> and <c>reason</c> are required. Without <c>lines</c>: all that was invoiced and has not come back.</summary>
[Example("""{ "orderId": "ord_01jz0000000000000000000000", "lines": [{ "line": 1, "quantity": 2 }], "reason": "Wrong size" }""")]
public sealed record ReturnRequest
{
    [Required] public Field<string> OrderId { get; init; }
    [MinLength(1), MaxLength(SaleRules.MostLines)] public Items<PartRequest> Lines { get; init; }
    [Required, MaxLength(InvoiceRules.LongestReason)] public Field<string> Reason { get; init; }
    /// <summary>Default: the next one.</summary>
    [MaxLength(NumberText.Longest)] public Field<string> Number { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal Domain.Returns.ReturnWish Read(Faults faults)
    {
        faults.Require(OrderId.HasValue || OrderId.Fault is not null, "orderId", "is required");
        return new(OrderId.TextOr(null) ?? "", PartRequest.Read(Lines, faults), Reason.TextOr(null), Number.TextOr(null));
    }
}

/// <summary>Goods handed over; <c>orderId</c> is required. Without <c>lines</c>: all that was not delivered yet.</summary>
[Example("""{ "orderId": "ord_01jz0000000000000000000000", "lines": [{ "line": 1, "quantity": 2 }], "notes": "Left with the porter" }""")]
public sealed record DeliveryNoteRequest
{
    [Required] public Field<string> OrderId { get; init; }
    [MinLength(1), MaxLength(SaleRules.MostLines)] public Items<PartRequest> Lines { get; init; }
    /// <summary>Default: today; it may lie in the past.</summary>
    public Field<DateOnly> Date { get; init; }
    [MaxLength(SaleRules.LongestNotes)] public Field<string> Notes { get; init; }
    /// <summary>Default: the next one.</summary>
    [MaxLength(NumberText.Longest)] public Field<string> Number { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal Domain.Deliveries.DeliveryWish Read(Faults faults)
    {
        faults.Require(OrderId.HasValue || OrderId.Fault is not null, "orderId", "is required");
        return new(OrderId.TextOr(null) ?? "", PartRequest.Read(Lines, faults), Date.Or((DateOnly?)null), Notes.TextOr(null), Number.TextOr(null));
    }
}
