using Customers.Domain.Customers;
using Customers.Domain.Documents;

namespace Customers.Domain.Accounts;

/// <summary>Adds new postings to the sums of their years.</summary>
public sealed class WriteSums(IDocumentStore documents)
{
    /// <summary>For the commit that posts them, which replaces the customer too: so nobody else changes the sums meanwhile.</summary>
    public async Task<IReadOnlyList<Write>> OfAsync(Customer customer, IReadOnlyList<Posting> added, CancellationToken cancel)
    {
        if (added.Count == 0) return [];
        var years = added.Select(p => p.Date.Year).Distinct().ToList();
        var found = await documents.ReadManyAsync(YearSums.Type, customer.Id.Value, [.. years.Select(YearSums.IdOf)], cancel);
        return [.. years.Select(year =>
        {
            var current = found.FirstOrDefault(sums => sums.Value.Year == year);
            var sums = (current?.Value ?? new YearSums(customer.Id, year)) with { Channel = customer.Profile.Channel, SalesReps = customer.Profile.SalesReps };
            return YearSums.Type.Save(current, added.Where(p => p.Date.Year == year).Aggregate(sums, (so, posting) => so.With(posting)));
        })];
    }
}
