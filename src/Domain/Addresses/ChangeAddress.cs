using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Addresses;

/// <summary>People add, change and remove the addresses of a customer.</summary>
public sealed class ChangeAddress(WriteParts parts, IDocumentStore documents, IIdSource ids, TimeProvider clock)
{
    /// <summary>Running it again with the same ids finds the first. Refusals: <c>validation-failed</c>, not found.</summary>
    public async Task<Outcome<PlacedAddress>> CreateAsync(CustomerId customerId, string? label, Address address, bool billing, bool shipping, Caller by, CancellationToken cancel)
    {
        if (AddressRules.Check(label, address) is { Any: true } faults) return Refusal.Invalid(faults);
        var now = clock.GetUtcNow();
        var kept = new CustomerAddress { Id = customerId.NewDocumentId(ids, IdPrefixes.Address), CustomerId = customerId, Label = label, Address = address, CreatedAt = now, UpdatedAt = now };
        return await parts.RunAsync<CustomerAddress, PlacedAddress>(customerId, CustomerAddress.Type, kept.Id, (customer, existing) =>
        {
            if (existing is not null) return new PartChange<PlacedAddress>(DefaultAddresses.Place(customer, existing.Value), customer, []);
            var next = customer.Adding(kept.Id, billing, shipping);
            var history = HistoryOf(kept.Id, "created", Between(kept with { Label = null, Address = new() }, kept), customer, next, by);
            return new PartChange<PlacedAddress>(DefaultAddresses.Place(next, kept), next, [CustomerAddress.Type.Create(kept), .. history]);
        }, cancel);
    }

    /// <param name="change">From label and address as they are to those wanted.</param>
    /// <param name="billing">True: is the default from now on; false: is not; null: as it is.</param>
    /// <param name="fits">Does the caller know this version? Else <c>version-mismatch</c>.</param>
    public Task<Outcome<PlacedAddress>> ChangeAsync(
        CustomerId customerId, string id, Func<CustomerAddress, CustomerAddress> change, bool? billing, bool? shipping, Func<CustomerAddress, bool> fits, Caller by, CancellationToken cancel) =>
        parts.RunAsync<CustomerAddress, PlacedAddress>(customerId, CustomerAddress.Type, id, (customer, current) =>
        {
            if (current is null) return Refusal.NotFound;
            if (!fits(current.Value)) return Refusal.Stale;
            var wanted = change(current.Value);
            if (AddressRules.Check(wanted.Label, wanted.Address) is { Any: true } faults) return Refusal.Invalid(faults);
            return Changed(customer, current, wanted, customer.WithDefaults(id, billing, shipping), by);
        }, cancel);

    /// <summary>The address as it was. Refusals: <c>version-mismatch</c>, not found.</summary>
    public Task<Outcome<CustomerAddress>> DeleteAsync(CustomerId customerId, string id, Func<CustomerAddress, bool> fits, Caller by, CancellationToken cancel) =>
        parts.RunAsync<CustomerAddress, CustomerAddress>(customerId, CustomerAddress.Type, id, async (customer, current) =>
        {
            if (current is null) return Refusal.NotFound;
            if (!fits(current.Value)) return Refusal.Stale;
            var next = customer.Removing(id, await OnlyOtherAsync(customer, id, cancel));
            return new PartChange<CustomerAddress>(current.Value, next, [CustomerAddress.Type.Delete(current), .. HistoryOf(id, "deleted", [], customer, next, by)]);
        }, cancel);

    /// <summary>Every write of an address replaces the customer: what is read here still holds when the commit does.</summary>
    private async Task<string?> OnlyOtherAsync(Customer customer, string id, CancellationToken cancel)
    {
        if (customer.Counts.Addresses != 2 || (customer.DefaultBillingId != id && customer.DefaultShippingId != id)) return null;
        var page = await documents.QueryAsync(CustomerAddress.Type, new Query(CustomerAddress.Type, 2) { Partition = customer.Id.Value }, cancel);
        return page.Items.Select(found => found.Value.Id).FirstOrDefault(found => found != id);
    }

    private PartChange<PlacedAddress> Changed(Customer customer, Stored<CustomerAddress> current, CustomerAddress wanted, Customer next, Caller by)
    {
        var changes = Between(current.Value, wanted);
        var kept = changes.Count == 0 ? current.Value : wanted with { Version = current.Value.Version + 1, UpdatedAt = clock.GetUtcNow() };
        if (changes.Count == 0 && next == customer) return new(DefaultAddresses.Place(customer, kept), customer, []);
        IReadOnlyList<Write> part = changes.Count == 0 ? [] : [CustomerAddress.Type.Replace(current, kept)];
        return new(DefaultAddresses.Place(next, kept), next, [.. part, .. HistoryOf(kept.Id, "changed", changes, customer, next, by)]);
    }

    /// <summary>What happened to the address, and to others that gain or lose a place by it.</summary>
    private IEnumerable<Write> HistoryOf(string id, string action, IReadOnlyList<FieldChange> changes, Customer before, Customer after, Caller by)
    {
        var places = new[] { ("defaultBilling", From: before.DefaultBillingId, To: after.DefaultBillingId), ("defaultShipping", From: before.DefaultShippingId, To: after.DefaultShippingId) }
            .Where(place => place.From != place.To)
            .SelectMany(place => new[] { (Address: place.From, Change: HistoryWriter.Field(place.Item1, true, false)), (Address: place.To, Change: HistoryWriter.Field(place.Item1, false, true)) })
            .Where(place => place.Address is not null && (place.Address != id || action != "deleted"))
            .ToLookup(place => place.Address, place => place.Change);
        yield return Entry(id, action, [.. changes, .. places[id]]);
        foreach (var other in places.Where(place => place.Key != id)) yield return Entry(other.Key!, "changed", [.. other]);

        Write Entry(string subject, string what, IReadOnlyList<FieldChange> fields) =>
            HistoryEntry.Type.Create(HistoryWriter.Entry(after.Id, subject, what, by, clock.GetUtcNow(), ids, fields));
    }

    private static IReadOnlyList<FieldChange> Between(CustomerAddress before, CustomerAddress after) =>
        [.. before.Label == after.Label ? [] : new[] { HistoryWriter.Field("label", before.Label, after.Label) }, .. HistoryWriter.Between(before.Address, after.Address)];
}
