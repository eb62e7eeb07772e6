using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Domain.Amounts;
using Customers.Domain.Outcomes;
using Customers.Domain.Payments;
using Customers.Domain.Settings;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

/// <summary>Money that came: <c>amount</c> is required.</summary>
[Example("""{ "amount": "119.00", "method": "bank transfer", "reference": "Statement 47, line 3" }""")]
public sealed record PaymentRequest
{
    [Required, Range(0, (double)Money.MaxUnits, MinimumIsExclusive = true)] public Field<decimal> Amount { get; init; }
    /// <summary>Default: the customer's.</summary>
    public Field<string> Currency { get; init; }
    [MaxLength(PaymentRules.LongestMethod)] public Field<string> Method { get; init; }
    /// <summary>Default: today.</summary>
    public Field<DateOnly> Date { get; init; }
    [MaxLength(PaymentRules.LongestReference)] public Field<string> Reference { get; init; }
    [MaxLength(PaymentRules.LongestNotes)] public Field<string> Notes { get; init; }
    /// <summary>Absent: the oldest due first.</summary>
    [MaxLength(PaymentRules.MostAllocations)] public Items<AllocationRequest> Allocations { get; init; }
    /// <summary>False: what is not allocated here waits until somebody allocates it. Default: true.</summary>
    public Field<bool> AutoAllocate { get; init; }
    /// <summary>Default: the next one.</summary>
    [MaxLength(NumberText.Longest)] public Field<string> Number { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal PaymentWish Read(Currency own, Faults faults)
    {
        var currency = SaleFields.CurrencyOr(Currency, own, faults);
        return new(
            MoneyRequests.Amount(Amount, currency, faults), Method.TextOr(null), Date.Or((DateOnly?)null), Reference.TextOr(null), Notes.TextOr(null),
            AllocationRequest.Read(Allocations, currency, faults), AutoAllocate.Or(true, true), Number.TextOr(null));
    }
}

/// <summary>A part of the money, for an invoice or for the open invoices of an order.</summary>
public sealed record AllocationRequest
{
    public Field<string> InvoiceId { get; init; }
    public Field<string> OrderId { get; init; }
    [Required] public Field<decimal> Amount { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal static IReadOnlyList<AllocationWish> Read(Items<AllocationRequest> items, Currency currency, Faults faults) =>
        [.. items.Values.Select((item, i) => new AllocationWish(item.InvoiceId.TextOr(null), item.OrderId.TextOr(null), MoneyRequests.Amount(item.Amount, currency, faults, $"allocations[{i}].amount")))];
}

/// <summary>Which invoices a payment settles from now on, besides those that it settles already.</summary>
[Example("""{ "allocations": [{ "invoiceId": "inv_01jz0000000000000000000000", "amount": "50.00" }] }""")]
public sealed record AllocationsRequest
{
    [Required, MinLength(1), MaxLength(PaymentRules.MostAllocations)] public Items<AllocationRequest> Allocations { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }
}

/// <summary>Money given back, from the unallocated part of a payment or of a credit note; <c>amount</c> and one of the ids are required.</summary>
[Example("""{ "amount": "25.00", "paymentId": "pay_01jz0000000000000000000000", "method": "bank transfer" }""")]
public sealed record RefundRequest
{
    [Required, Range(0, (double)Money.MaxUnits, MinimumIsExclusive = true)] public Field<decimal> Amount { get; init; }
    /// <summary>Default: the customer's.</summary>
    public Field<string> Currency { get; init; }
    public Field<string> PaymentId { get; init; }
    public Field<string> CreditNoteId { get; init; }
    [MaxLength(PaymentRules.LongestMethod)] public Field<string> Method { get; init; }
    /// <summary>Default: today.</summary>
    public Field<DateOnly> Date { get; init; }
    [MaxLength(PaymentRules.LongestReference)] public Field<string> Reference { get; init; }
    [MaxLength(PaymentRules.LongestNotes)] public Field<string> Notes { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal RefundWish Read(Currency own, Faults faults)
    {
        var (payment, creditNote) = (PaymentId.TextOr(null), CreditNoteId.TextOr(null));
        if (PaymentId.Fault is null && CreditNoteId.Fault is null) faults.Require(payment is null != creditNote is null, "paymentId", "or creditNoteId, one of the two, is required");
        var amount = MoneyRequests.Amount(Amount, SaleFields.CurrencyOr(Currency, own, faults), faults);
        return new(amount, payment is null ? Domain.Accounts.PostingKind.CreditNote : Domain.Accounts.PostingKind.Payment, payment ?? creditNote ?? "",
            Method.TextOr(null), Date.Or((DateOnly?)null), Reference.TextOr(null), Notes.TextOr(null));
    }
}

/// <summary>A change of what is owed; <c>amount</c> (positive = owed by the customer) and <c>reason</c> are required.</summary>
[Example("""{ "amount": "-12.50", "reason": "Small difference written off" }""")]
public sealed record AccountAdjustmentRequest
{
    [Required, Range(-(double)Money.MaxUnits, (double)Money.MaxUnits)] public Field<decimal> Amount { get; init; }
    /// <summary>Default: the customer's.</summary>
    public Field<string> Currency { get; init; }
    [Required, MaxLength(PaymentRules.LongestReason)] public Field<string> Reason { get; init; }
    /// <summary>Default: today.</summary>
    public Field<DateOnly> Date { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }
}

internal static class MoneyRequests
{
    /// <summary>An amount that must be given.</summary>
    public static Money Amount(Field<decimal> field, Currency currency, Faults faults, string path = "amount")
    {
        faults.Require(field.HasValue || field.Fault is not null, path, "is required");
        return field.In(currency, faults, path) ?? new Money(1, currency); // any will do where there is a fault
    }
}
