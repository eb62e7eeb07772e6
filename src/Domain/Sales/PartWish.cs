using Customers.Domain.Outcomes;
using Customers.Domain.Search;

namespace Customers.Domain.Sales;

/// <summary>A quantity of a line that stands on another document: of an order to invoice, of an invoice to credit.</summary>
/// <param name="Line">The line's place there, from 1; null where product, sku or description tell which.</param>
public sealed record PartWish(int? Line, string? ProductId, string? Sku, string? Description, decimal Quantity);

/// <summary>Finds out which quantities of which lines are meant.</summary>
public static class PartWishes
{
    /// <param name="left">Of each line of the sale, how much may be taken.</param>
    /// <param name="wishes">Null: all that is left.</param>
    /// <param name="tooMuch">The refusal when more is asked for than is left.</param>
    /// <returns>Of each line, how much is taken.</returns>
    public static Outcome<IReadOnlyList<decimal>> Quantities(Sale sale, IReadOnlyList<decimal> left, IReadOnlyList<PartWish>? wishes, Refusal tooMuch)
    {
        if (wishes is null) return left.Any(quantity => quantity > 0) ? left.ToList() : tooMuch;
        var (taken, faults, exceeds) = (new decimal[sale.Lines.Count], new Faults(), false);
        for (var i = 0; i < wishes.Count; i++)
        {
            var (wish, missing) = (wishes[i], wishes[i].Quantity);
            faults.CheckQuantity(wish.Quantity, $"lines[{i}].quantity");
            var meant = Enumerable.Range(0, taken.Length).Where(line => IsMeant(wish, sale.Lines[line], line)).ToList();
            if (meant.Count == 0) faults.Add($"lines[{i}]", "is no line of that document");
            foreach (var line in meant)
            {
                var part = Math.Max(0, Math.Min(missing, left[line] - taken[line]));
                taken[line] += part;
                missing -= part;
            }

            exceeds |= meant.Count > 0 && missing > 0;
        }

        faults.Require(wishes.Count > 0, "lines", "must have at least one line").Require(wishes.Count <= SaleRules.MostLines, "lines", $"has more than {SaleRules.MostLines} lines");
        if (faults.Any) return Refusal.Invalid(faults);
        return exceeds ? tooMuch : taken;
    }

    private static bool IsMeant(PartWish wish, SalesLine line, int place)
    {
        if (wish is { Line: null, ProductId: null, Sku: null, Description: null }) return false;
        return (wish.Line is null || wish.Line == place + 1)
            && (wish.ProductId is null || wish.ProductId == line.ProductId)
            && (wish.Sku is null || (line.Sku is { } sku && SearchWords.Fold(wish.Sku) == SearchWords.Fold(sku)))
            && (wish.Description is null || wish.Line is not null || wish.Sku is not null || wish.ProductId is not null || wish.Description == line.Description);
    }
}
