using System.Globalization;
using System.Runtime.InteropServices;
using Customers.Domain.Accounts;

namespace Customers.Domain.Reports;

/// <summary>What a row of a sales report is about.</summary>
public enum SalesBy { Customer, Month, SalesRep, Channel }

/// <param name="Place">Its key is the customer's id, the month as <c>2026-03</c>, the representative (empty for none), or the channel.</param>
public sealed record SalesRow(RowPlace Place, SalesFigures Figures);

/// <summary>Adds up what was sold in a period, by key and currency. What comes to nothing is no row.</summary>
public sealed class SalesTally(Period period)
{
    private readonly Dictionary<(string Key, string Currency), SalesFigures> _rows = [];
    private readonly Dictionary<int, string> _months = [];

    /// <summary>Those behind a place; null: all.</summary>
    public IEnumerable<SalesRow> Rows(RowPlace? after = null, bool descending = false) =>
        RowPlace.Behind(after, descending, _rows.Where(row => !row.Value.IsNone).Select(row => new SalesRow(new(row.Key.Key, row.Key.Currency), row.Value)), row => row.Place);

    /// <param name="by">A customer with several representatives counts for each of them; who they are, and the channel, is as of the last posting of the year.</param>
    public void Add(YearSums sums, SalesBy by)
    {
        foreach (var day in sums.Days.Where(day => period.Has(day.Date)))
            foreach (var key in KeysOf(sums, day, by)) Add(key, day);
    }

    /// <summary>Under one key.</summary>
    public void AddAll(YearSums sums)
    {
        foreach (var day in sums.Days.Where(day => period.Has(day.Date))) Add("", day);
    }

    private void Add(string key, DaySums day)
    {
        // There are millions of days.
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, (key, day.Currency), out _);
        sum += SalesFigures.Of(day);
    }

    private IReadOnlyList<string> KeysOf(YearSums sums, DaySums day, SalesBy by) => by switch
    {
        SalesBy.Customer => [sums.CustomerId.Value],
        SalesBy.Month => [MonthOf(day.Date)],
        SalesBy.SalesRep => sums.SalesReps.Count == 0 ? [""] : sums.SalesReps,
        SalesBy.Channel => [sums.Channel.ToString()],
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, null),
    };

    private string MonthOf(DateOnly date)
    {
        var month = 100 * date.Year + date.Month;
        if (_months.TryGetValue(month, out var known)) return known;
        return _months[month] = date.ToString("yyyy-MM", CultureInfo.InvariantCulture);
    }
}
