namespace Customers.Domain.Reports;

/// <summary>Where a row of a report stands: by key, then currency. A page may end between two currencies of one key.</summary>
public sealed record RowPlace(string Key, string Currency)
{
    /// <summary>Those that stand behind a place, in their order; null: all.</summary>
    public static IEnumerable<T> Behind<T>(RowPlace? after, bool descending, IEnumerable<T> rows, Func<T, RowPlace> placeOf)
    {
        var sign = descending ? -1 : 1;
        return rows.Where(row => after is null || sign * Compare(placeOf(row), after) > 0).OrderBy(placeOf, Comparer<RowPlace>.Create((a, b) => sign * Compare(a, b)));
    }

    private static int Compare(RowPlace a, RowPlace b) =>
        string.CompareOrdinal(a.Key, b.Key) is not 0 and var byKey ? byKey : string.CompareOrdinal(a.Currency, b.Currency);
}
