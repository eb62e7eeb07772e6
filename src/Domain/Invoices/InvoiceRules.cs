using Customers.Domain.Outcomes;

namespace Customers.Domain.Invoices;

/// <summary>Why an invoice, a credit note, a return or a delivery is refused.</summary>
public static class InvoiceRules
{
    public const int LongestReason = 500;

    public static readonly Refusal NothingLeft = Refusal.Unprocessable("exceeds-order", "More than the order still holds.");
    public static readonly Refusal CreditTooMuch = Refusal.Unprocessable("credit-exceeds-invoice", "More than is left of the invoice after earlier credit notes.");
}
