using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Invoices;

/// <summary>Why an invoice, a credit note, a return or a delivery is refused.</summary>
public static class InvoiceRules
{
    public const int LongestReason = 500;

    public static readonly Refusal NothingLeft = Refusal.Unprocessable("exceeds-order", "More than the order still holds.");
    public static readonly Refusal CreditTooMuch = Refusal.Unprocessable("credit-exceeds-invoice", "More than is left of what was invoiced, after earlier credit notes and returns.");

    /// <summary>
    /// What may still be credited of an order: what is invoiced of it, less what credit notes of its invoices and receipts of its
    /// returns came to. Below zero where its store has credited as well what people had credited before.
    /// </summary>
    /// <param name="ofOrder">All that was posted for it.</param>
    public static Money Creditable(IReadOnlyList<Posting> ofOrder, Currency currency)
    {
        return Sum(PostingKind.Invoice) - Sum(PostingKind.CreditNote);

        Money Sum(PostingKind kind) => ofOrder.Where(p => p.Kind == kind && p.Total.Currency == currency).Aggregate(Money.Zero(currency), (sum, p) => sum + p.Total);
    }
}
