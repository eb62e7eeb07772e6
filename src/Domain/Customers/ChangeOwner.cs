using Customers.Domain.Identity;
using Customers.Domain.Keys;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Customers;

/// <summary>Gives a customer to the holder of another key.</summary>
public sealed class ChangeOwner(WriteCustomer write, KeyRing keys)
{
    /// <param name="ownerId">A key's id; null: the caller takes the customer.</param>
    public async Task<Outcome<Customer>> RunAsync(CustomerId id, string? ownerId, Func<Customer, bool> fits, Caller by, CancellationToken cancel)
    {
        var owner = ownerId ?? by.Id;
        if (owner != by.Id && await keys.FindByIdAsync(owner, cancel) is not { RevokedAt: null }) return Refusal.Invalid("ownerId", "is no key that is in use");
        return await write.RunAsync(id, fits, by, "changed", (current, now) => current.OwnerId == owner ? current : current.Touched(now) with { OwnerId = owner }, cancel);
    }
}
