using Customers.Domain.Outcomes;

namespace Customers.Domain.Payments;

/// <summary>What payments, refunds and adjustments must satisfy.</summary>
public static class PaymentRules
{
    public const int MostAllocations = 50;
    public const int LongestMethod = 50;
    public const int LongestReference = 100;
    public const int LongestNotes = 2000;
    public const int LongestReason = 500;
    /// <summary>Nothing is dated before: whoever types such a date has mistyped it.</summary>
    public static readonly DateOnly Earliest = new(2000, 1, 1);

    public static readonly Refusal OfStore = Refusal.Conflict("store-money", "It belongs to a store's order, and changes when the store says so.");
    public static readonly Refusal OtherCurrency = Refusal.Unprocessable("currency-mismatch", "The customer has no account in this currency.");
    public static readonly Refusal TooMuch = Refusal.Unprocessable("allocation-exceeds-remaining", "More is allocated than remains of the invoice or of the money.");
    public static readonly Refusal Partial = Refusal.Unprocessable("partial-payment-not-allowed", "The invoices of this customer must be paid in full.");
    public static readonly Refusal RefundTooMuch = Refusal.Conflict("refund-exceeds-credit", "More is to be given back than is unallocated.");
    public static readonly Refusal WasRefunded = Refusal.Conflict("payment-refunded", "A part of the payment was given back: it cannot be voided.");
    public static readonly Refusal WasVoided = Refusal.Conflict("payment-voided", "The payment was voided.");

    /// <summary>No day of the future, and none of another age.</summary>
    public static Faults PastDate(this Faults faults, DateOnly? date, DateOnly today, string field) => faults
        .Require(!(date > today), field, "lies in the future")
        .Require(!(date < Earliest), field, $"lies before {Earliest:yyyy-MM-dd}");

    public static Faults Check(PaymentWish wish, DateOnly today)
    {
        var faults = new Faults()
            .Require(wish.Amount.Minor > 0, "amount", "must be more than zero")
            .PastDate(wish.Date, today, "date")
            .Line(wish.Method, "method", LongestMethod)
            .Line(wish.Reference, "reference", LongestReference)
            .Lines(wish.Notes, "notes", LongestNotes);
        return Check(wish.Allocations, faults);
    }

    public static Faults Check(IReadOnlyList<AllocationWish> allocations, Faults faults)
    {
        faults.Require(allocations.Count <= MostAllocations, "allocations", $"has more than {MostAllocations} entries");
        for (var i = 0; i < allocations.Count; i++)
        {
            faults.Require(allocations[i].InvoiceId is null != allocations[i].OrderId is null, $"allocations[{i}]", "must name one of invoiceId and orderId");
            faults.Require(allocations[i].Amount.Minor > 0, $"allocations[{i}].amount", "must be more than zero");
        }

        return faults;
    }
}
