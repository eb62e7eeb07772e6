using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Merging;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Customers;

/// <summary>
/// Writes something that a customer owns: a contact, an address, a note. The customer's own document is replaced in the same
/// commit, so what is done to one customer happens one after the other, and nothing is added to one that is just being deleted.
/// </summary>
public sealed class WriteParts(IDocumentStore documents, CustomerStore customers)
{
    /// <summary>The same, for what is decided without asking further.</summary>
    public Task<Outcome<TResult>> RunAsync<T, TResult>(
        CustomerId customerId, DocumentType<T> type, string partId, Func<Customer, Stored<T>?, Outcome<PartChange<TResult>>> decide, CancellationToken cancel) where T : class =>
        RunAsync<T, TResult>(customerId, type, partId, (customer, part) => Task.FromResult(decide(customer, part)), cancel);

    /// <param name="partId">Of the part that is to be created, changed or removed.</param>
    /// <param name="decide">
    /// From the customer and the part as they are now; it runs again when either was changed meanwhile. Given a part that is there
    /// although it was to be created, it answers with that: a repeated request finds what the first one made.
    /// </param>
    public async Task<Outcome<TResult>> RunAsync<T, TResult>(
        CustomerId customerId, DocumentType<T> type, string partId, Func<Customer, Stored<T>?, Task<Outcome<PartChange<TResult>>>> decide, CancellationToken cancel) where T : class
    {
        while (true)
        {
            var found = await documents.ReadManyAsync(Containers.Customers, customerId.Value, [customerId.Value, partId], cancel);
            if (found.FirstOrDefault(d => d.Type == CustomerDocuments.Type.Name) is not { } stored) return Refusal.NotFound;
            var current = CustomerDocuments.Type.Read(stored);
            var part = found.FirstOrDefault(d => d.Type == type.Name);
            if (current.Value.IsClosed || (part is not null && current.Value.Awaits(partId))) return MergeRules.Merging;
            var decided = await decide(current.Value, part is null ? null : type.Read(part));
            if (decided.IsRefused(out var refusal)) return refusal;
            var (result, customer, writes) = decided.Value;
            if (writes.Count == 0 && customer == current.Value) return result;
            if (await customers.CommitAsync(current, customer, writes, cancel)) return result;
        }
    }
}

/// <param name="Customer">Its next state; as it was when only <paramref name="Writes"/> change something.</param>
/// <param name="Writes">The part and its history; none and an unchanged customer: nothing is committed.</param>
public sealed record PartChange<T>(T Result, Customer Customer, IReadOnlyList<Write> Writes);
