using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Merging;
using Customers.Domain.Subscriptions;

namespace Customers.Domain.Customers;

/// <summary>Reads and writes customers; every write of something a customer owns goes through the customer's own document.</summary>
public sealed class CustomerStore(IDocumentStore documents, Subscribers subscribers)
{
    public ValueTask<Stored<Customer>?> FindAsync(CustomerId id, CancellationToken cancel) =>
        documents.ReadAsync(CustomerDocuments.Type, id.Value, id.Value, cancel);

    /// <summary>False once somebody has changed it, or it is gone.</summary>
    public async ValueTask<bool> IsStillAsync(Stored<Customer> read, CancellationToken cancel) => (await FindAsync(read.Value.Id, cancel))?.ETag == read.ETag;

    /// <summary>Null also where the text is no customer's id.</summary>
    public async ValueTask<Stored<Customer>?> FindAsync(string id, CancellationToken cancel) =>
        CustomerId.TryParse(id, out var customer) ? await FindAsync(customer, cancel) : null;

    /// <summary>There was such a customer, and a person has deleted it.</summary>
    public async ValueTask<bool> IsDeletedAsync(CustomerId id, CancellationToken cancel) =>
        await documents.ReadAsync(DeletedCustomer.Type, id.Value, id.Value, cancel) is not null;

    /// <summary>Through all merges to the customer that it is now; null where that is deleted, or is none.</summary>
    public async ValueTask<Stored<Customer>?> FollowAsync(CustomerId id, CancellationToken cancel)
    {
        while (true)
        {
            var found = await documents.ReadAsync(new DocumentKey(Containers.Customers, id.Value, id.Value), cancel);
            if (found?.Type != MergedCustomer.Type.Name) return found?.Type == CustomerDocuments.Type.Name ? CustomerDocuments.Type.Read(found) : null;
            id = MergedCustomer.Type.Read(found).Value.Into;
        }
    }

    /// <summary>Through all merges, also to a customer that is deleted or never was.</summary>
    public async ValueTask<CustomerId> LastIdAsync(CustomerId id, CancellationToken cancel)
    {
        while (await FindMergedAsync(id, cancel) is { } merged) id = merged.Into;
        return id;
    }

    /// <summary>The same of a text, as it is where it is no customer's id; null stays null.</summary>
    public async ValueTask<string?> LastIdAsync(string? id, CancellationToken cancel) => CustomerId.TryParse(id, out var known) ? (await LastIdAsync(known, cancel)).Value : id;

    /// <summary>Where documents of this customer or this order lie; null = anywhere. What is no order's id leads where nothing lies.</summary>
    public async ValueTask<string?> PartitionOfAsync(string? customerId, string? orderId, CancellationToken cancel) =>
        await LastIdAsync(customerId, cancel) ?? (orderId is null ? null : (await OwnerOfAsync(orderId, IdPrefixes.Order, cancel))?.Value ?? orderId);

    /// <summary>Who has this document now, through all merges; null where the id is not of this sort.</summary>
    public async ValueTask<CustomerId?> OwnerOfAsync(string documentId, string prefix, CancellationToken cancel) =>
        CustomerId.TryFromDocumentId(documentId, prefix, out var id) ? await LastIdAsync(id, cancel) : null;

    /// <summary>By its id alone; null where there is none.</summary>
    public async ValueTask<Stored<T>?> FindDocumentAsync<T>(DocumentType<T> type, string prefix, string documentId, CancellationToken cancel) where T : class
    {
        if (!CustomerId.TryFromDocumentId(documentId, prefix, out var id)) return null;
        if (await documents.ReadAsync(type, id.Value, documentId, cancel) is { } found) return found;
        return await LastIdAsync(id, cancel) is var last && last != id ? await documents.ReadAsync(type, last.Value, documentId, cancel) : null;
    }

    /// <summary>The mark of a customer that has gone into another one.</summary>
    public async ValueTask<MergedCustomer?> FindMergedAsync(CustomerId id, CancellationToken cancel) =>
        (await documents.ReadAsync(MergedCustomer.Type, id.Value, id.Value, cancel))?.Value;

    /// <summary>
    /// The customer's next state and whatever changes with it, all or nothing; false when it was changed meanwhile. Throws
    /// <see cref="CustomerMergingException"/> where it is closed.
    /// </summary>
    /// <param name="facts">What becomes true beside what the customer itself tells.</param>
    public async Task<bool> CommitAsync(Stored<Customer>? current, Customer next, IEnumerable<Write> others, CancellationToken cancel, params IReadOnlyList<Fact> facts)
    {
        if (current is { Value.IsClosed: true }) throw new CustomerMergingException($"{next.Id} is just being merged.");
        var told = await subscribers.AnnounceAsync(next.Id, Fact.Between(current?.Value, next).Concat(facts), cancel);
        var commit = new Commit(Containers.Customers, next.Id.Value, [CustomerDocuments.Type.Save(current, next), .. others, .. told.Select(Announcement.Type.Create)])
        {
            Messages = [.. FamilyMessage.Of(current?.Value, next), .. told.Select(announcement => announcement.ToQueue())],
        };
        return (await documents.CommitAsync(commit, cancel)).Holds;
    }

    /// <summary>The mark takes the customer's place; false when it was changed meanwhile.</summary>
    public async Task<bool> DeleteAsync(Stored<Customer> current, DeletedCustomer gone, Write history, CancellationToken cancel) =>
        (await documents.CommitAsync(new(Containers.Customers, gone.Id.Value, [DeletedCustomer.Type.Replace(new(gone, current.ETag), gone), history]), cancel)).Holds;

    /// <summary>The mark takes the place of the customer that has gone into another one; false when it was changed meanwhile.</summary>
    public async Task<bool> BuryAsync(Stored<Customer> current, MergedCustomer mark, CancellationToken cancel) =>
        (await documents.CommitAsync(MergedCustomer.Type.Alone(MergedCustomer.Type.Replace(new(mark, current.ETag), mark), mark), cancel)).Holds;
}
