using System.Runtime.CompilerServices;

namespace Customers.Domain.Reports;

/// <param name="Totals">Of all customers, by currency; null where not asked for.</param>
public sealed record SalesReport(IAsyncEnumerable<SalesRow> Rows, IReadOnlyList<SalesRow>? Totals);

/// <summary>Reads what was sold from the sums of customers and years.</summary>
public sealed class ReadSales(ReadSums sums)
{
    /// <param name="after">Behind this place; null from the first.</param>
    /// <param name="all">All rows, without totals; else the caller takes no more than a page, and totals with the first.</param>
    public async Task<SalesReport> RunAsync(SalesBy by, Period period, RowPlace? after, bool descending, bool all, CancellationToken cancel)
    {
        var wantsTotals = !all && after is null;
        if (by == SalesBy.Customer)
            return new(CustomersAsync(period, after, descending, few: !all, cancel), wantsTotals ? (await TallyAsync(by: null, period, cancel)).Totals : null);
        // Months, representatives and channels are few: all their rows are made, and then some of them taken.
        var tally = await TallyAsync(by, period, cancel);
        return new(tally.Rows(after, descending).ToAsyncEnumerable(), wantsTotals ? tally.Totals : null);
    }

    private async IAsyncEnumerable<SalesRow> CustomersAsync(Period period, RowPlace? after, bool descending, bool few, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var customer in sums.AllAsync(period, after?.Key, descending, few, cancel))
        {
            var tally = new SalesTally(period, SalesBy.Customer);
            foreach (var year in customer.Years) tally.Add(year);
            foreach (var row in tally.Rows(after, descending)) yield return row;
        }
    }

    private async Task<SalesTally> TallyAsync(SalesBy? by, Period period, CancellationToken cancel)
    {
        var tally = new SalesTally(period, by);
        await foreach (var customer in sums.AllAsync(period, from: null, descending: false, few: false, cancel))
            foreach (var year in customer.Years) tally.Add(year);
        return tally;
    }
}
