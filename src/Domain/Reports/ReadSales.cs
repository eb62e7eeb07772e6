using System.Runtime.CompilerServices;
using Customers.Domain.Accounts;

namespace Customers.Domain.Reports;

/// <summary>Reads what was sold from the sums of customers and years.</summary>
public sealed class ReadSales(ReadSums sums)
{
    /// <param name="after">Behind this place; null from the first.</param>
    /// <param name="few">The caller will take no more than a page.</param>
    public IAsyncEnumerable<SalesRow> RowsAsync(SalesBy by, Period period, RowPlace? after, bool descending, bool few, CancellationToken cancel) =>
        by == SalesBy.Customer ? OfCustomersAsync(period, after, descending, few, cancel) : OfAllAsync(by, period, after, descending, cancel);

    /// <summary>Of all customers, by currency.</summary>
    public async Task<IReadOnlyList<SalesRow>> TotalsAsync(Period period, CancellationToken cancel) =>
        [.. (await TallyAsync(period, (tally, year) => tally.AddAll(year), cancel)).Rows()];

    private async IAsyncEnumerable<SalesRow> OfCustomersAsync(Period period, RowPlace? after, bool descending, bool few, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var customer in sums.AllAsync(period, after?.Key, descending, few, cancel))
        {
            var tally = new SalesTally(period);
            foreach (var year in customer.Years) tally.Add(year, SalesBy.Customer);
            foreach (var row in tally.Rows(after, descending)) yield return row;
        }
    }

    /// <summary>Months, representatives and channels are few: all their rows are made, and then some of them taken.</summary>
    private async IAsyncEnumerable<SalesRow> OfAllAsync(SalesBy by, Period period, RowPlace? after, bool descending, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var row in (await TallyAsync(period, (tally, year) => tally.Add(year, by), cancel)).Rows(after, descending)) yield return row;
    }

    private async Task<SalesTally> TallyAsync(Period period, Action<SalesTally, YearSums> add, CancellationToken cancel)
    {
        var tally = new SalesTally(period);
        await foreach (var customer in sums.AllAsync(period, from: null, descending: false, few: false, cancel))
            foreach (var year in customer.Years) add(tally, year);
        return tally;
    }
}
