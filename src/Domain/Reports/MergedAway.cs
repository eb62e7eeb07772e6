using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Reports;

/// <summary>Customers whose sums another one has taken over, and whose own are still there until their merge has ended: reports leave them out.</summary>
public sealed class MergedAway(IDocumentStore documents)
{
    public async Task<IReadOnlySet<CustomerId>> NowAsync(CancellationToken cancel)
    {
        var merging = new Query(CustomerDocuments.Type, 200) { SortBy = "merging", Where = [new Condition.Range("merging", 0L, null)] };
        var away = new HashSet<CustomerId>();
        await foreach (var found in documents.AllAsync(CustomerDocuments.Type, merging, cancel))
            if (found.Value is { IsClosed: false, Merge.From: var from } && found.Value.Is(from)) away.Add(from);
        return away;
    }
}
