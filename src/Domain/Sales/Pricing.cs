using Customers.Domain.Amounts;

namespace Customers.Domain.Sales;

/// <summary>
/// What lines and adjustments come to (CONTRACT §4). Everything is rounded half away from zero at the currency's decimals:
/// each line, each adjustment, each line's tax. Percentages apply to the sum of the lines, in the order given, each on what the
/// discounts before it have left. The lines' shares of the discounts add up exactly, whatever their number.
/// </summary>
public static class Pricing
{
    /// <param name="lines">With descriptions and prices: those of products are filled in.</param>
    public static Sale Price(Currency currency, IReadOnlyList<LineWish> lines, IReadOnlyList<AdjustmentWish> adjustments)
    {
        Money[] nets = [.. lines.Select(line => Net(line, currency))];
        var subtotal = new Money(nets.Sum(net => net.Minor), currency);
        var (left, applied) = (subtotal, new List<SalesAdjustment>(adjustments.Count));
        foreach (var wish in adjustments)
        {
            var adjustment = new SalesAdjustment(wish.Kind, wish.Percent, wish.Amount ?? PercentOf(left, wish.Percent ?? 0));
            if (adjustment.IsDiscount) left -= adjustment.Amount;
            applied.Add(adjustment);
        }

        Money[] shares = [.. Shares(subtotal - left, nets, subtotal)];
        return Sale.Of(currency, [.. lines.Select((line, i) => Line(line, nets[i], PercentOf(nets[i] - shares[i], line.TaxPercent)))], applied);
    }

    /// <summary>Each line's share of an amount in proportion to its net; together exactly the amount.</summary>
    private static IEnumerable<Money> Shares(Money amount, IEnumerable<Money> nets, Money subtotal)
    {
        var (reached, shared) = (0L, 0L);
        foreach (var net in nets)
        {
            reached += net.Minor;
            var upTo = subtotal.IsZero ? 0 : Money.Proportion(amount.Minor, reached, subtotal.Minor);
            yield return new(upTo - shared, amount.Currency);
            shared = upTo;
        }
    }

    private static Money Net(LineWish line, Currency currency) =>
        Money.Round(line.Quantity * line.UnitPrice!.Value.Units * (100 - line.DiscountPercent) / 100, currency);

    private static Money PercentOf(Money amount, decimal percent) => Money.Round(amount.Units * percent / 100, amount.Currency);

    private static SalesLine Line(LineWish line, Money net, Money tax) => new()
    {
        ProductId = line.ProductId,
        Sku = line.Sku,
        Description = line.Description!,
        Quantity = line.Quantity,
        UnitPrice = line.UnitPrice!.Value.Units,
        DiscountPercent = line.DiscountPercent,
        TaxPercent = line.TaxPercent,
        Net = net,
        Tax = tax,
    };
}
