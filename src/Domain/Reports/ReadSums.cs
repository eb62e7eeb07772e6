using System.Runtime.CompilerServices;
using Customers.Domain.Accounts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Reports;

/// <summary>What was posted for one customer in the years of a period.</summary>
public sealed record CustomerSums(CustomerId CustomerId, IReadOnlyList<YearSums> Years);

/// <summary>Walks the sums of all customers, customer by customer.</summary>
public sealed class ReadSums(IDocumentStore documents, MergedAway merged)
{
    /// <param name="from">Begin with this customer; null with the first.</param>
    /// <param name="few">The caller will take no more than a page.</param>
    public async IAsyncEnumerable<CustomerSums> AllAsync(Period period, string? from, bool descending, bool few, [EnumeratorCancellation] CancellationToken cancel)
    {
        var away = await merged.NowAsync(cancel);
        var years = new List<IAsyncEnumerator<YearSums>>();
        try
        {
            foreach (var year in period.Years) await AdvanceAsync(OfYear(year, from, descending, few, cancel).GetAsyncEnumerator(cancel), years);
            while (years.Count > 0)
            {
                var ids = years.Select(year => year.Current.CustomerId);
                var next = descending ? ids.MaxBy(id => id.Value, StringComparer.Ordinal) : ids.MinBy(id => id.Value, StringComparer.Ordinal);
                var those = years.Where(year => year.Current.CustomerId == next).ToList();
                if (!away.Contains(next)) yield return new(next, [.. those.Select(year => year.Current)]);
                years.RemoveAll(those.Contains);
                foreach (var year in those) await AdvanceAsync(year, years);
            }
        }
        finally
        {
            foreach (var year in years) await year.DisposeAsync();
        }
    }

    private IAsyncEnumerable<YearSums> OfYear(int year, string? from, bool descending, bool few, CancellationToken cancel) => documents.WalkAsync(YearSums.Type, new(YearSums.Type, ReadAhead.PageOf(few))
    {
        Where = [new Condition.Equal("year", (long)year)],
        SortBy = "customerId",
        Descending = descending,
        // Before all ids of sums, or behind them: so the sums of this customer come too.
        After = from is null ? null : new(from, descending ? "~" : ""),
    }, cancel);

    private static async Task AdvanceAsync(IAsyncEnumerator<YearSums> year, List<IAsyncEnumerator<YearSums>> years)
    {
        if (await year.MoveNextAsync()) years.Add(year);
        else await year.DisposeAsync();
    }
}
