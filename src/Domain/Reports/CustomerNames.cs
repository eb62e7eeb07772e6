using System.Collections.Concurrent;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Reports;

/// <summary>What reports show of a customer: a part of its document, which is read much faster than all of it.</summary>
public sealed record NamedCustomer(CustomerId Id, string Ref, NamedCustomer.ProfileName Profile, DateTimeOffset CreatedAt)
{
    public sealed record ProfileName(string Name);

    /// <summary>For reading only.</summary>
    internal static readonly DocumentType<NamedCustomer> Type = new(CustomerDocuments.Type.Name, CustomerDocuments.Type.Container, c => c.Id.Value, c => c.Id.Value);
}

/// <summary>Finds what customers are called now.</summary>
public sealed class CustomerNames(IDocumentStore documents)
{
    private const int Many = 100;

    /// <summary>A customer that is no more has no name.</summary>
    public async Task<IReadOnlyDictionary<CustomerId, NamedCustomer>> OfAsync(IEnumerable<CustomerId> customers, CancellationToken cancel)
    {
        var ids = customers.Distinct().ToList();
        var found = new ConcurrentDictionary<CustomerId, NamedCustomer>();
        if (ids.Count >= Many) await TakePageAsync(ids, found, cancel);
        await Parallel.ForEachAsync(ids.Where(id => !found.ContainsKey(id)), cancel, async (id, token) =>
        {
            if (await documents.ReadAsync(NamedCustomer.Type, id.Value, id.Value, token) is { } customer) found[id] = customer.Value;
        });
        return found;
    }

    /// <summary>Where most customers were sold to, a page of all that follow the first holds nearly all of them.</summary>
    private async Task TakePageAsync(List<CustomerId> ids, ConcurrentDictionary<CustomerId, NamedCustomer> found, CancellationToken cancel)
    {
        var first = ids.MinBy(id => id.Value, StringComparer.Ordinal);
        var page = await documents.QueryAsync(new Query(CustomerDocuments.Type, ReadAhead.PageOf(few: false)) { After = new(null, first.Value) }, cancel);
        var wanted = ids.ToHashSet();
        foreach (var customer in page.Items.AsParallel().Where(document => CustomerId.TryParse(document.Key.Id, out var id) && wanted.Contains(id)).Select(document => NamedCustomer.Type.Read(document).Value))
            found[customer.Id] = customer;
    }
}
