using Customers.Domain.Addresses;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;

namespace Customers.Domain.Stores;

/// <summary>
/// What belongs into the commit of a customer of whom a store has told: the addresses that are new, and the history. An address
/// that was told once is known by its key from then on: it is not looked for again, and one that a person removed stays away.
/// </summary>
public sealed class KeepTold(IDocumentStore documents, KnownTags tags, IIdSource ids)
{
    /// <param name="before">Null for a new customer.</param>
    /// <param name="next">Read before its addresses are, and committed by its version: what is found of them still holds then.</param>
    public async Task<ToldCustomer> RunAsync(Store store, Customer? before, Customer next, Telling told, DateTimeOffset now, CancellationToken cancel)
    {
        var by = new Caller(store.Id, store.Name, Role.Staff);
        await tags.AddAsync(next.Profile.Tags.Except(before?.Profile.Tags ?? []), cancel);
        List<Write> writes = before is null || before.RecordVersion == next.RecordVersion ? [] : [Entry(next.Id.Value, "updated", HistoryWriter.Between(before, next))];
        var fresh = Fresh(next, told);
        if (fresh.Count == 0) return new(next, writes);

        var (placed, kept) = Add(next, told, fresh, await KeysAsync(next, cancel), now);
        writes.AddRange(kept.Select(CustomerAddress.Type.Create));
        // What a new customer comes with is no change of it.
        if (before is not null) writes.AddRange(kept.Select(address => Entry(address.Id, "created", ChangesOf(DefaultAddresses.Place(placed, address)))));
        return new(placed, writes);

        Write Entry(string subject, string action, IReadOnlyList<FieldChange> changes) =>
            HistoryEntry.Type.Create(HistoryWriter.Entry(next.Id, subject, action, by, now, ids, changes));
    }

    /// <summary>By their keys, those that no store has told before.</summary>
    private static IReadOnlyList<KeyValuePair<string, Address>> Fresh(Customer customer, Telling told)
    {
        if (customer.RedactedAt is not null || customer.ToldAddresses.Count >= StoreAddresses.Most) return [];
        return [.. told.Addresses.Distinct().Where(StoreAddresses.IsPlace).Select(address => KeyValuePair.Create(StoreAddresses.KeyOf(address), address))
            .DistinctBy(address => address.Key).Where(address => !customer.ToldAddresses.Contains(address.Key)).Take(StoreAddresses.Most - customer.ToldAddresses.Count)];
    }

    /// <summary>Of the addresses that people have entered, and of those that came with a merge.</summary>
    private async Task<HashSet<string>> KeysAsync(Customer customer, CancellationToken cancel)
    {
        HashSet<string> keys = new(StringComparer.Ordinal);
        if (customer.Counts.Addresses == 0) return keys;
        await foreach (var address in documents.AllAsync(CustomerAddress.Type, new Query(CustomerAddress.Type, 100) { Partition = customer.Id.Value }, cancel))
            keys.Add(StoreAddresses.KeyOf(address.Value.Address));
        return keys;
    }

    /// <summary>The first addresses of a customer become its defaults; where there are some, stores leave the defaults alone.</summary>
    private (Customer Customer, IReadOnlyList<CustomerAddress> Kept) Add(Customer customer, Telling told, IReadOnlyList<KeyValuePair<string, Address>> fresh, HashSet<string> there, DateTimeOffset now)
    {
        List<CustomerAddress> kept = [];
        var isFirst = customer.Counts.Addresses == 0;
        var next = customer with { ToldAddresses = [.. customer.ToldAddresses, .. fresh.Select(address => address.Key)] };
        foreach (var (_, address) in fresh.Where(address => !there.Contains(address.Key)))
        {
            var added = new CustomerAddress { Id = customer.Id.NewDocumentId(ids, IdPrefixes.Address), CustomerId = customer.Id, Address = address, CreatedAt = now, UpdatedAt = now };
            next = next.Adding(added.Id, billing: false, shipping: isFirst && address == told.Shipping);
            kept.Add(added);
        }

        return (next, kept);
    }

    private static IReadOnlyList<FieldChange> ChangesOf(PlacedAddress address) =>
    [
        .. HistoryWriter.Between(new Address(), address.Kept.Address),
        .. address.DefaultBilling ? [HistoryWriter.Field("defaultBilling", false, true)] : Array.Empty<FieldChange>(),
        .. address.DefaultShipping ? [HistoryWriter.Field("defaultShipping", false, true)] : Array.Empty<FieldChange>(),
    ];
}

/// <param name="Customer">Not yet committed.</param>
/// <param name="Writes">What belongs into the same commit.</param>
public sealed record ToldCustomer(Customer Customer, IReadOnlyList<Write> Writes);
