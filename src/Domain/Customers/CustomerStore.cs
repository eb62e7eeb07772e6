using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Customers;

/// <summary>Reads and writes customers; every write of something a customer owns goes through the customer's own document.</summary>
public sealed class CustomerStore(IDocumentStore documents)
{
    public ValueTask<Stored<Customer>?> FindAsync(CustomerId id, CancellationToken cancel) =>
        documents.ReadAsync(CustomerDocuments.Type, id.Value, id.Value, cancel);

    /// <summary>Null also where the text is no customer's id.</summary>
    public async ValueTask<Stored<Customer>?> FindAsync(string id, CancellationToken cancel) =>
        CustomerId.TryParse(id, out var customer) ? await FindAsync(customer, cancel) : null;

    /// <summary>There was such a customer, and a person has deleted it.</summary>
    public async ValueTask<bool> IsDeletedAsync(CustomerId id, CancellationToken cancel) =>
        await documents.ReadAsync(DeletedCustomer.Type, id.Value, id.Value, cancel) is not null;

    /// <summary>The customer's next state and whatever changes with it, all or nothing; false when it was changed meanwhile.</summary>
    public async Task<bool> CommitAsync(Stored<Customer>? current, Customer next, IEnumerable<Write> others, CancellationToken cancel) =>
        (await documents.CommitAsync(new(Containers.Customers, next.Id.Value, [CustomerDocuments.Type.Save(current, next), .. others]), cancel)).Holds;

    /// <summary>The mark takes the customer's place; false when it was changed meanwhile.</summary>
    public async Task<bool> DeleteAsync(Stored<Customer> current, DeletedCustomer gone, Write history, CancellationToken cancel) =>
        (await documents.CommitAsync(new(Containers.Customers, gone.Id.Value, [DeletedCustomer.Type.Replace(new(gone, current.ETag), gone), history]), cancel)).Holds;
}
