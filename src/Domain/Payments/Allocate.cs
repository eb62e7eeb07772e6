using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Payments;

/// <summary>Reads what an allocation needs, and writes what it changed beside the account: the pure part is <see cref="AccountBook"/>.</summary>
public static class Allocate
{
    /// <summary>Documents that one commit settles at most: each may bring its order along.</summary>
    public const int MostAtOnce = 40;
    /// <summary>Lines of their sales; a commit holds so many bytes only.</summary>
    private const int MostLines = 2000;

    /// <summary>Open invoices, the oldest due first, as many as one commit may touch.</summary>
    /// <param name="whole">Only those that so much money pays in full; null: any.</param>
    public static async Task<IReadOnlyList<Posting>> PortionAsync(this AccountCase at, Currency currency, CancellationToken cancel, Money? whole = null)
    {
        var (open, lines) = (await at.OpenInvoicesAsync(currency, MostAtOnce, cancel, whole), 0);
        return [.. open.TakeWhile((invoice, i) => (lines += invoice.Sale?.Lines.Count ?? 1) <= MostLines || i == 0)];
    }

    /// <summary>Of these, what so much money may settle by itself.</summary>
    public static Task<IReadOnlyList<Posting>> PayableAsync(this AccountCase at, Money money, CancellationToken cancel) =>
        at.PortionAsync(money.Currency, cancel, at.MayPayPartly ? null : money);

    /// <summary>The invoices that are meant, each with its part. Refused when one is not this customer's, or too much is asked of it.</summary>
    public static async Task<Outcome<IReadOnlyList<(Posting Invoice, Money Part)>>> TargetsAsync(this AccountCase at, IReadOnlyList<AllocationWish> wishes, Currency currency, CancellationToken cancel)
    {
        var (targets, faults) = (new Dictionary<string, (Posting Invoice, Money Part)>(), new Faults());
        for (var i = 0; i < wishes.Count; i++)
        {
            var wish = wishes[i];
            var found = wish.InvoiceId is { } id ? await InvoiceAsync(at, id, cancel) : await at.InvoicesOfAsync(wish.OrderId!, cancel);
            if (found.Count == 0) faults.Add($"allocations[{i}].{(wish.InvoiceId is null ? "orderId" : "invoiceId")}", wish.InvoiceId is null ? "has no invoice of this customer" : "is no invoice of this customer");
            else if (found.Any(invoice => invoice.Total.Currency != currency)) return PaymentRules.OtherCurrency;
            else if (!Spread(wish.Amount, found, targets)) return PaymentRules.TooMuch;
        }

        if (faults.Any) return Refusal.Invalid(faults);
        return !at.MayPayPartly && targets.Values.Any(to => to.Part < to.Invoice.Open) ? PaymentRules.Partial : targets.Values.ToList();
    }

    /// <summary>The invoices of an order, the oldest due first.</summary>
    public static async Task<IReadOnlyList<Posting>> InvoicesOfAsync(this AccountCase at, string orderId, CancellationToken cancel) =>
        (await at.OfOrderAsync(orderId, cancel)).Invoices();

    /// <summary>Those among the postings of an order, the oldest due first.</summary>
    public static IReadOnlyList<Posting> Invoices(this IEnumerable<Posting> ofOrder) =>
        [.. ofOrder.Where(p => p.Kind == PostingKind.Invoice).OrderBy(p => p.DueDate).ThenBy(p => p.Id, StringComparer.Ordinal)];

    /// <summary>With all that the book says, and with the orders whose invoices it settled or opened again.</summary>
    /// <param name="before">The postings that the book was opened with.</param>
    public static async Task<AccountChange<T>> WithAsync<T>(this AccountChange<T> change, AccountCase at, AccountBook book, IReadOnlyList<Posting> before, CancellationToken cancel) =>
        change.With(book) with { Writes = [.. change.Writes, .. await at.OrdersOfAsync(book, before, cancel)] };

    private static async Task<IReadOnlyList<Posting>> InvoiceAsync(AccountCase at, string id, CancellationToken cancel)
    {
        var found = CustomerId.TryFromDocumentId(id, IdPrefixes.Invoice, out _) ? await at.PostingAsync(PostingKind.Invoice, id, cancel) : Refusal.NotFound;
        return found.IsRefused(out _) ? [] : [found.Value];
    }

    private static bool Spread(Money amount, IReadOnlyList<Posting> invoices, Dictionary<string, (Posting Invoice, Money Part)> targets)
    {
        foreach (var invoice in invoices)
        {
            var taken = targets.TryGetValue(invoice.Id, out var there) ? there.Part : Money.Zero(amount.Currency);
            var part = Money.Min(amount, invoice.Open - taken);
            if (part.IsZero) continue;
            targets[invoice.Id] = (invoice, taken + part);
            amount -= part;
        }

        return amount.IsZero;
    }
}
