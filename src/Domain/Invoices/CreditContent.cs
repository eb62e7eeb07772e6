using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Catalogue;
using Customers.Domain.Outcomes;
using Customers.Domain.Payments;
using Customers.Domain.Sales;

namespace Customers.Domain.Invoices;

/// <summary>What a credit note takes back.</summary>
/// <param name="Sale">Null where only an amount is credited.</param>
/// <param name="Quantities">Of the lines of the invoice; empty where only an amount is credited.</param>
public sealed record CreditContent(Currency Currency, Breakdown Amount, Sale? Sale, SalesTerms? Terms, Posting? Invoice, IReadOnlyList<decimal> Quantities);

public static class CreditContents
{
    /// <summary>Without an invoice: lines that are priced like those of any document, or an amount.</summary>
    public static async Task<Outcome<CreditContent>> ByItselfAsync(this AccountCase at, CreditNoteWish wish, KnownProducts products, Faults faults, CancellationToken cancel)
    {
        if (wish.Amount is { } amount)
        {
            if (faults.Any) return Refusal.Invalid(faults);
            if (!at.HasAccountIn(amount.Currency)) return PaymentRules.OtherCurrency;
            return new CreditContent(amount.Currency, new(amount.Minor, 0, 0, 0), null, null, null, []);
        }

        if (wish.Sale?.Lines is null) return Refusal.Invalid(faults);
        var prepared = await at.NewSaleAsync(wish.Sale, products, faults, cancel);
        if (prepared.IsRefused(out var refusal)) return refusal;
        var (sale, terms) = prepared.Value;
        if (sale.Total.Minor <= 0) return Refusal.Invalid("lines", "come to nothing");
        return new CreditContent(sale.Currency, sale.Totals.ToBreakdown(), sale, terms with { ContactId = null }, null, []);
    }

    /// <summary>Of an invoice: some of its lines, an amount of its mixture, or all that is left.</summary>
    public static async Task<Outcome<CreditContent>> OfInvoiceAsync(this AccountCase at, CreditNoteWish wish, Faults faults, CancellationToken cancel)
    {
        var found = await at.PostingAsync(PostingKind.Invoice, wish.InvoiceId!, cancel);
        if (found.IsRefused(out _)) faults.Add("invoiceId", "is no invoice of this customer");
        if (faults.Any) return Refusal.Invalid(faults);
        var invoice = found.Value;
        if ((wish.Currency ?? invoice.Total.Currency) != invoice.Total.Currency) return PaymentRules.OtherCurrency;
        var left = await at.CreditableAsync(invoice, cancel);
        if (left.Minor <= 0) return InvoiceRules.CreditTooMuch;
        return wish.Amount is null && invoice.Sale is { } sale && (wish.Parts is not null || LinesComeTo(left, invoice, sale))
            ? OfLines(invoice, sale, left, wish.Parts)
            : wish.Parts is not null ? Refusal.Invalid("lines", "cannot be taken of an invoice whose lines its store has") : OfAmount(invoice, left, wish.Amount ?? left);
    }

    /// <summary>Of the invoice, and no more than its order leaves.</summary>
    private static async Task<Money> CreditableAsync(this AccountCase at, Posting invoice, CancellationToken cancel)
    {
        var left = invoice.Total - (invoice.Corrected ?? Money.Zero(invoice.Total.Currency));
        return invoice.OrderId is { } order ? Money.Min(left, InvoiceRules.Creditable(await at.OfOrderAsync(order, cancel), left.Currency)) : left;
    }

    /// <summary>Where an amount was credited too, or goods came back, its lines do not say what is left.</summary>
    private static bool LinesComeTo(Money left, Posting invoice, Sale sale) =>
        QuantitiesBefore(invoice, sale) is var before && PartOfSale.Take(sale, before, PartOfSale.Rest(sale, before)).Total == left;

    private static IReadOnlyList<decimal> QuantitiesBefore(Posting invoice, Sale sale) =>
        invoice.CorrectedLines.Count > 0 ? invoice.CorrectedLines : [.. sale.Lines.Select(_ => 0m)];

    private static Outcome<CreditContent> OfLines(Posting invoice, Sale sale, Money left, IReadOnlyList<PartWish>? wishes)
    {
        var before = QuantitiesBefore(invoice, sale);
        var parts = PartWishes.Quantities(sale, PartOfSale.Rest(sale, before), wishes, InvoiceRules.CreditTooMuch);
        if (parts.IsRefused(out var refusal)) return refusal;
        var credited = PartOfSale.Take(sale, before, parts.Value);
        if (credited.Total > left) return InvoiceRules.CreditTooMuch;
        if (credited.Total.IsZero) return Refusal.Invalid("lines", "come to nothing");
        return new CreditContent(sale.Currency, credited.Totals.ToBreakdown(), credited, invoice.Terms! with { ContactId = null }, invoice, parts.Value);
    }

    private static Outcome<CreditContent> OfAmount(Posting invoice, Money left, Money amount)
    {
        if (amount.Currency != left.Currency) return PaymentRules.OtherCurrency;
        return amount > left ? InvoiceRules.CreditTooMuch : new CreditContent(amount.Currency, invoice.Mixture.ScaledTo(amount.Minor), null, null, invoice, []);
    }
}
