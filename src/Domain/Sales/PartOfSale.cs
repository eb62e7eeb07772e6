using Customers.Domain.Amounts;

namespace Customers.Domain.Sales;

/// <summary>
/// A part of a sale, by quantities of its lines: what an invoice over a part of an order comes to. Every amount is the
/// difference between what is reached with the part and what was reached before, so all parts together come to the whole
/// exactly, in whatever pieces it goes.
/// </summary>
public static class PartOfSale
{
    /// <param name="before">Of each line, how much was taken already.</param>
    /// <param name="part">Of each line, how much is taken now; lines of which nothing is taken are left out.</param>
    public static Sale Take(Sale whole, IReadOnlyList<decimal> before, IReadOnlyList<decimal> part)
    {
        IReadOnlyList<decimal> after = [.. before.Zip(part, (taken, more) => taken + more)];
        var (reachedBefore, reached) = (Reached(whole, before), Reached(whole, after));
        return Sale.Of(whole.Currency,
            [.. whole.Lines.Select((line, i) => line with
            {
                Quantity = part[i],
                Net = Upto(line.Net, line, after[i]) - Upto(line.Net, line, before[i]),
                Tax = Upto(line.Tax, line, after[i]) - Upto(line.Tax, line, before[i]),
            }).Where(line => line.Quantity != 0)],
            [.. whole.Adjustments.Select(a => a with { Amount = Upto(a.Amount, whole, reached) - Upto(a.Amount, whole, reachedBefore) })]);
    }

    /// <summary>What is left of each line.</summary>
    public static IReadOnlyList<decimal> Rest(Sale whole, IReadOnlyList<decimal> taken) => [.. whole.Lines.Select((line, i) => line.Quantity - taken[i])];

    private static (long Net, bool All) Reached(Sale whole, IReadOnlyList<decimal> quantities) =>
        (whole.Lines.Select((line, i) => Upto(line.Net, line, quantities[i]).Minor).Sum(), whole.Lines.Select((line, i) => quantities[i] >= line.Quantity).All(all => all));

    private static Money Upto(Money amount, SalesLine line, decimal quantity) => quantity >= line.Quantity
        ? amount
        : new(Money.Proportion(amount.Minor, SaleRules.Scaled(quantity), SaleRules.Scaled(line.Quantity)), amount.Currency);

    /// <summary>Of a sale whose lines cost nothing, everything else comes with the last of them.</summary>
    private static Money Upto(Money amount, Sale whole, (long Net, bool All) reached) => reached.All
        ? amount
        : whole.Totals.Subtotal.IsZero ? Money.Zero(whole.Currency) : new(Money.Proportion(amount.Minor, reached.Net, whole.Totals.Subtotal.Minor), amount.Currency);
}
