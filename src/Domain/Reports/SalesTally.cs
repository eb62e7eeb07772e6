using System.Globalization;
using System.Runtime.InteropServices;
using Customers.Domain.Accounts;

namespace Customers.Domain.Reports;

/// <summary>What a row of a sales report is about.</summary>
public enum SalesBy { Customer, Month, SalesRep, Channel }

/// <param name="Place">Its key is the customer's id, the month as <c>2026-03</c>, the representative (empty for none), or the channel.</param>
public sealed record SalesRow(RowPlace Place, SalesFigures Figures);

/// <summary>Adds up what was sold in a period, by key and currency. What comes to nothing is no row.</summary>
/// <param name="by">A customer with several representatives counts for each of them; who they are, and the channel, is as of the last posting of the year. Null: totals alone.</param>
public sealed class SalesTally(Period period, SalesBy? by)
{
    private readonly Dictionary<(string Key, string Currency), SalesFigures> _rows = [];
    private readonly Dictionary<(string Key, string Currency), SalesFigures> _totals = [];
    private readonly Dictionary<int, string> _months = [];

    /// <summary>Of all, by currency.</summary>
    public IReadOnlyList<SalesRow> Totals => [.. RowsOf(_totals, after: null, descending: false)];

    /// <summary>Those behind a place; null: all.</summary>
    public IEnumerable<SalesRow> Rows(RowPlace? after = null, bool descending = false) => RowsOf(_rows, after, descending);

    public void Add(YearSums sums)
    {
        // There are millions of days.
        foreach (var day in sums.Days)
        {
            if (!period.Has(day.Date)) continue;
            var figures = SalesFigures.Of(day);
            Add(_totals, "", day.Currency, figures);
            switch (by)
            {
                case SalesBy.Customer: Add(_rows, sums.CustomerId.Value, day.Currency, figures); break;
                case SalesBy.Month: Add(_rows, MonthOf(day.Date), day.Currency, figures); break;
                case SalesBy.Channel: Add(_rows, sums.Channel.ToString(), day.Currency, figures); break;
                case SalesBy.SalesRep: foreach (var rep in sums.SalesReps.DefaultIfEmpty("")) Add(_rows, rep, day.Currency, figures); break;
            }
        }
    }

    private static IEnumerable<SalesRow> RowsOf(Dictionary<(string Key, string Currency), SalesFigures> sums, RowPlace? after, bool descending) =>
        RowPlace.Behind(after, descending, sums.Where(row => !row.Value.IsNone).Select(row => new SalesRow(new(row.Key.Key, row.Key.Currency), row.Value)), row => row.Place);

    private static void Add(Dictionary<(string Key, string Currency), SalesFigures> sums, string key, string currency, in SalesFigures figures)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, (key, currency), out _);
        sum += figures;
    }

    private string MonthOf(DateOnly date)
    {
        var month = 100 * date.Year + date.Month;
        if (_months.TryGetValue(month, out var known)) return known;
        return _months[month] = date.ToString("yyyy-MM", CultureInfo.InvariantCulture);
    }
}
