using Customers.Domain.Customers;
using Customers.Domain.Outcomes;

namespace Customers.Functions.Imports;

/// <summary>Decides about a row as its import would, and writes nothing.</summary>
internal sealed class CheckImported(PrepareProfile prepare, CreateReference references, CustomerStore customers, TimeProvider clock)
{
    /// <summary>Null when the customer may be created.</summary>
    public async Task<Refusal?> NewAsync(CustomerProfile profile, string? reference, CancellationToken cancel)
    {
        var faults = new Faults();
        await references.CheckAsync(reference, faults, cancel);
        await ParentAsync(null, profile, faults, cancel);
        return (await prepare.CheckAsync(null, profile, faults, cancel)).Refusal;
    }

    public async Task<RowResult> ChangeAsync(Customer found, Func<CustomerProfile, Faults, CustomerProfile> change, CancellationToken cancel)
    {
        var faults = new Faults();
        var wanted = change(found.Profile, faults);
        faults.Require(wanted.Currency == found.Profile.Currency, "currency", "of a customer can never change");
        await ParentAsync(found.Profile, wanted, faults, cancel);
        var prepared = await prepare.CheckAsync(found, wanted, faults, cancel);
        if (prepared.IsRefused(out var refusal)) return RowResult.Refused(refusal);
        return found.Change(prepared.Value.Profile, clock.GetUtcNow()) is null ? RowResult.Unchanged : RowResult.Updated;
    }

    private async Task ParentAsync(CustomerProfile? before, CustomerProfile wanted, Faults faults, CancellationToken cancel)
    {
        if (wanted.ParentId is { } parent && parent != before?.ParentId) faults.Require(await customers.FindAsync(parent, cancel) is not null, "parentId", "is no customer");
    }
}
