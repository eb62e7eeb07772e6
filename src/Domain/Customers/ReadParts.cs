using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Customers;

/// <summary>Reads what a customer owns, and with it the customer: without its customer, nothing is found.</summary>
public sealed class ReadParts(IDocumentStore documents)
{
    /// <summary>
    /// Null when there is no such part of this customer. The customer's own part of the id may be another: after a merge things
    /// keep their ids.
    /// </summary>
    /// <param name="prefix">What ids of this type begin with.</param>
    public async Task<(Customer Customer, T Part)?> FindAsync<T>(CustomerId customerId, DocumentType<T> type, string prefix, string partId, CancellationToken cancel) where T : class
    {
        if (!CustomerId.TryFromDocumentId(partId, prefix, out _)) return null;
        var found = await documents.ReadManyAsync(Containers.Customers, customerId.Value, [customerId.Value, partId], cancel);
        var customer = found.FirstOrDefault(d => d.Type == CustomerDocuments.Type.Name);
        var part = found.FirstOrDefault(d => d.Type == type.Name);
        return customer is null || part is null ? null : (CustomerDocuments.Type.Read(customer).Value, type.Read(part).Value);
    }

    /// <summary>Null when there is no such customer.</summary>
    public async Task<(Customer Customer, Page<Stored<T>> Page)?> PageAsync<T>(CustomerId customerId, DocumentType<T> type, Func<Query, Query> apply, CancellationToken cancel) where T : class
    {
        if (await documents.ReadAsync(CustomerDocuments.Type, customerId.Value, customerId.Value, cancel) is not { } customer) return null;
        return (customer.Value, await documents.QueryAsync(type, apply(new(type, 1)) with { Partition = customerId.Value }, cancel));
    }
}
