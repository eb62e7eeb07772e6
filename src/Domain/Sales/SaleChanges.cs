using Customers.Domain.History;

namespace Customers.Domain.Sales;

/// <summary>What changed of a sales document, in the words of the API.</summary>
public static class SaleChanges
{
    /// <summary>A history tells so many lines one by one; of more, it tells how many there are.</summary>
    private const int MostLines = 50;

    /// <param name="before">Null where the document is new.</param>
    public static IReadOnlyList<FieldChange> Between(Sale? before, SalesTerms? termsBefore, Sale after, SalesTerms terms)
    {
        var lines = Lines(before?.Lines ?? [], after.Lines).ToList();
        var told = lines.Count <= MostLines ? lines : [.. lines.Take(MostLines), HistoryWriter.Field("lines", before?.Lines.Count ?? 0, after.Lines.Count)];
        return [.. HistoryWriter.Between(Shown(before, termsBefore), Shown(after, terms)), .. told];
    }

    private static IEnumerable<FieldChange> Lines(IReadOnlyList<SalesLine> before, IReadOnlyList<SalesLine> after)
    {
        for (var i = 0; i < Math.Max(before.Count, after.Count); i++)
        {
            var (from, to) = (before.ElementAtOrDefault(i), after.ElementAtOrDefault(i));
            if (from != to) yield return HistoryWriter.Field($"lines[{i}]", from, to);
        }
    }

    private static object Shown(Sale? sale, SalesTerms? terms) => new
    {
        Adjustments = sale?.Adjustments is { Count: > 0 } adjustments ? adjustments : null, sale?.Totals.Total,
        terms?.PoNumber, terms?.BillingAddress, terms?.ShippingAddress, terms?.ContactId, PaymentTerms = terms?.PaymentTerms.Text, terms?.Notes, terms?.CustomFields,
    };
}
