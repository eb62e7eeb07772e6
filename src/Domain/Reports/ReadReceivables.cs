using System.Runtime.CompilerServices;
using Customers.Domain.Customers;
using Customers.Domain.Documents;

namespace Customers.Domain.Reports;

/// <summary>Reads what customers owe as of a day, from their accounts.</summary>
public sealed class ReadReceivables(IDocumentStore documents, MergedAway merged)
{
    /// <param name="after">Behind this place; null from the first.</param>
    /// <param name="few">The caller will take no more than a page.</param>
    public async IAsyncEnumerable<Receivable> RowsAsync(DateOnly today, RowPlace? after, bool descending, bool few, [EnumeratorCancellation] CancellationToken cancel)
    {
        var away = await merged.NowAsync(cancel);
        var query = new Query(CustomerDocuments.Type, ReadAhead.PageOf(few)) { Where = [new Condition.Equal("isOpen", true)], Descending = descending, After = after is null ? null : new(null, after.Key) };
        // The customer of the place itself may have more currencies.
        if (after is not null && await documents.ReadAsync(CustomerDocuments.Type, after.Key, after.Key, cancel) is { } begun)
            foreach (var row in Rows(begun.Value)) yield return row;
        await foreach (var customer in documents.WalkAsync(CustomerDocuments.Type, query, cancel))
            if (!away.Contains(customer.Id))
                foreach (var row in Rows(customer)) yield return row;

        IEnumerable<Receivable> Rows(Customer customer) => RowPlace.Behind(after, descending, Receivable.Of(customer, today), row => row.Place);
    }

    /// <summary>Of all customers, by currency.</summary>
    public async Task<IReadOnlyList<Receivable>> TotalsAsync(DateOnly today, CancellationToken cancel)
    {
        var totals = new SortedDictionary<string, Receivable>(StringComparer.Ordinal);
        await foreach (var row in RowsAsync(today, after: null, descending: false, few: false, cancel))
            totals[row.Place.Currency] = totals.TryGetValue(row.Place.Currency, out var sum) ? sum.Plus(row) : row;
        return [.. totals.Values];
    }
}
