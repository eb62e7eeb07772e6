using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Accounts;

/// <summary>Adds new postings to the sums of their years.</summary>
public sealed class WriteSums(IDocumentStore documents)
{
    /// <summary>The sums of a customer that goes into this one, added to its own: for the commit that takes them over.</summary>
    public async Task<IReadOnlyList<Write>> UnitedAsync(CustomerId from, Customer into, CancellationToken cancel)
    {
        var (own, writes) = (new Dictionary<int, Stored<YearSums>>(), new List<Write>());
        await foreach (var year in documents.AllAsync(YearSums.Type, Of(into.Id), cancel)) own.Add(year.Value.Year, year);
        await foreach (var year in documents.AllAsync(YearSums.Type, Of(from), cancel))
        {
            var current = own.GetValueOrDefault(year.Value.Year);
            writes.Add(YearSums.Type.Save(current, (current?.Value ?? new(into.Id, year.Value.Year) { Channel = into.Profile.Channel, SalesReps = into.Profile.SalesReps }).Plus(year.Value)));
        }

        return writes;

        static Query Of(CustomerId customer) => new(YearSums.Type, 100) { Partition = customer.Value };
    }

    /// <summary>For the commit that posts them, which replaces the customer too: so nobody else changes the sums meanwhile.</summary>
    /// <param name="read">What the caller has read already of some years; null where it lies nowhere yet.</param>
    public async Task<IReadOnlyList<Write>> OfAsync(Customer customer, IReadOnlyList<Posting> added, CancellationToken cancel, IReadOnlyDictionary<int, Stored<YearSums>?>? read = null)
    {
        if (added.Count == 0) return [];
        var years = added.Select(p => p.Date.Year).Distinct().ToList();
        var missing = years.Where(year => read?.ContainsKey(year) != true).Select(YearSums.IdOf).ToList();
        List<Stored<YearSums>> found = [.. read?.Values.OfType<Stored<YearSums>>() ?? []];
        if (missing.Count > 0) found.AddRange(await documents.ReadManyAsync(YearSums.Type, customer.Id.Value, missing, cancel));
        return [.. years.Select(year =>
        {
            var current = found.FirstOrDefault(sums => sums.Value.Year == year);
            var sums = (current?.Value ?? new YearSums(customer.Id, year)) with { Channel = customer.Profile.Channel, SalesReps = customer.Profile.SalesReps };
            return YearSums.Type.Save(current, added.Where(p => p.Date.Year == year).Aggregate(sums, (so, posting) => so.With(posting)));
        })];
    }
}
