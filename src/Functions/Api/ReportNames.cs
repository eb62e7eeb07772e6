using System.Runtime.CompilerServices;
using Customers.Domain.Identity;
using Customers.Domain.Reports;

namespace Customers.Functions.Api;

/// <summary>Names the customers of a report, many at once.</summary>
internal static class ReportNames
{
    private const int AtOnce = 1000;

    /// <param name="customerOf">Null where a row is about no customer.</param>
    public static IAsyncEnumerable<TShown> NameAsync<T, TShown>(
        this CustomerNames names, IAsyncEnumerable<T> rows, Func<T, CustomerId?> customerOf, Func<T, NamedCustomer?, TShown> show, CancellationToken cancel) =>
        names.NameSomeAsync(rows, customerOf, show, cancel).AheadAsync(cancel).SelectMany(some => some);

    private static async IAsyncEnumerable<TShown[]> NameSomeAsync<T, TShown>(
        this CustomerNames names, IAsyncEnumerable<T> rows, Func<T, CustomerId?> customerOf, Func<T, NamedCustomer?, TShown> show, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var some in rows.Chunk(AtOnce).WithCancellation(cancel))
        {
            var named = await names.OfAsync(some.Select(customerOf).OfType<CustomerId>(), cancel);
            yield return [.. some.Select(row => show(row, customerOf(row) is { } id ? named.GetValueOrDefault(id) : null))];
        }
    }
}
