using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Accounts;

/// <summary>Adds new postings to the sums of their years.</summary>
public sealed class WriteSums(IDocumentStore documents)
{
    /// <summary>For the commit that posts them, which replaces the customer too: so nobody else changes the sums meanwhile.</summary>
    public async Task<IReadOnlyList<Write>> OfAsync(CustomerId customer, IReadOnlyList<Posting> added, CancellationToken cancel)
    {
        if (added.Count == 0) return [];
        var years = added.Select(p => p.Date.Year).Distinct().ToList();
        var found = await documents.ReadManyAsync(YearSums.Type, customer.Value, [.. years.Select(YearSums.IdOf)], cancel);
        return [.. years.Select(year =>
        {
            var current = found.FirstOrDefault(sums => sums.Value.Year == year);
            return YearSums.Type.Save(current, added.Where(p => p.Date.Year == year).Aggregate(current?.Value ?? new YearSums(customer, year), (sums, posting) => sums.With(posting)));
        })];
    }
}
