using System.Text.Json.Serialization;
using Customers.Domain.Amounts;
using Customers.Domain.Search;

namespace Customers.Domain.Sales;

/// <summary>What is sold, and what it comes to: the part that orders, quotes, invoices, credit notes and cash sales have in common.</summary>
public sealed record Sale
{
    public required Currency Currency { get; init; }
    public required IReadOnlyList<SalesLine> Lines { get; init; }
    /// <summary>In the order in which they apply.</summary>
    public IReadOnlyList<SalesAdjustment> Adjustments { get; init; } = [];
    /// <summary>A sum of the parts, or of a store's own telling.</summary>
    public required SalesTotals Totals { get; init; }

    [JsonIgnore] public Money Total => Totals.Total;

    // A store order may have thousands of lines; the first hundred are what anybody searches for.
    private const int SearchedLines = 100;

    /// <summary>What a search finds the document by.</summary>
    public IReadOnlyCollection<string> Words(string number, SalesTerms terms) =>
        SearchWords.Of([number, terms.PoNumber, .. Lines.Take(SearchedLines).SelectMany(line => new[] { line.Sku, line.Description })]);

    /// <summary>Adds up what the parts come to.</summary>
    public static Sale Of(Currency currency, IReadOnlyList<SalesLine> lines, IReadOnlyList<SalesAdjustment> adjustments) => new()
    {
        Currency = currency,
        Lines = lines,
        Adjustments = adjustments,
        Totals = new(
            Sum(lines.Select(line => line.Net), currency),
            Sum(adjustments.Where(a => a.IsDiscount).Select(a => a.Amount), currency),
            Sum(adjustments.Where(a => a.Kind == AdjustmentKind.CardFee).Select(a => a.Amount), currency),
            Sum(adjustments.Where(a => a.Kind == AdjustmentKind.Shipping).Select(a => a.Amount), currency),
            Sum(lines.Select(line => line.Tax), currency)),
    };

    private static Money Sum(IEnumerable<Money> amounts, Currency currency) => amounts.Aggregate(Money.Zero(currency), (sum, amount) => sum + amount);
}
