using Customers.Domain.Claims;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;

namespace Customers.Domain.Customers;

/// <summary>Claims what a customer must be found by alone, before the customer exists: its reference and its D2C email.</summary>
public sealed class CreateReference(IDocumentStore documents, CustomerStore customers, Numbers numbers, TimeProvider clock)
{
    public const int LongestReference = 50;

    public async Task CheckAsync(string? reference, Faults faults, CancellationToken cancel)
    {
        if (reference is null) faults.Require((await numbers.NumberingAsync(NumberedKind.Customer, cancel)).Auto, "ref", "must be given: automatic numbering is off");
        else
        {
            faults.Require(reference.Length is > 0 and <= LongestReference, "ref", $"must have 1 to {LongestReference} characters");
            faults.Require(reference == reference.Trim() && !reference.Any(char.IsControl), "ref", "must not begin or end with spaces or contain control characters");
        }
    }

    /// <summary>The next free number; those that people have taken by hand are passed over.</summary>
    public async Task<string> ForAsync(CustomerId customer, CancellationToken cancel)
    {
        while (true)
        {
            var reference = await numbers.NextAsync(NumberedKind.Customer, cancel);
            if (await ClaimAsync(reference, customer, cancel)) return reference;
        }
    }

    /// <summary>False when another customer has it.</summary>
    public Task<bool> ClaimAsync(string reference, CustomerId customer, CancellationToken cancel) =>
        ClaimAsync(New(Claim.OfRef(reference), customer), (holder, id) => holder.IsCalled(id), cancel);

    /// <summary>
    /// Orders with this email lead to the customer, unless they lead elsewhere already: an email need not be unique among
    /// customers that people keep. The claim's id; null when there is nothing to claim.
    /// </summary>
    public async Task<string?> ClaimEmailAsync(CustomerProfile profile, CustomerId customer, CancellationToken cancel)
    {
        if (profile.Channel != Channel.D2c || profile.Email is not { } email) return null;
        var claim = New(Claim.OfEmail(email), customer);
        return await ClaimAsync(claim, (holder, id) => holder.EmailClaims.Contains(id), cancel) ? claim.Id : null;
    }

    /// <summary>What this customer claimed is free again, while the claim is still its own.</summary>
    public async Task ReleaseAsync(IEnumerable<string> claims, CustomerId customer, CancellationToken cancel)
    {
        foreach (var id in claims)
            if (await documents.ReadAsync(Claim.Type, id, id, cancel) is { } claim && claim.Value.CustomerId == customer)
                await documents.DeleteAsync(Claim.Type, claim, cancel);
    }

    private async Task<bool> ClaimAsync(Claim claim, Func<Customer, string, bool> holds, CancellationToken cancel)
    {
        while (true)
        {
            if (await documents.CreateAsync(Claim.Type, claim, cancel) is not null) return true;
            if (await documents.ReadAsync(Claim.Type, claim.Id, claim.Id, cancel) is not { } current) continue;
            if (current.Value.CustomerId == claim.CustomerId) return true;
            if (claim.MadeAt - current.Value.MadeAt < Claim.Patience || await IsHeldAsync(current.Value, holds, cancel)) return false;
            if (await documents.SaveAsync(Claim.Type, current, claim, cancel) is not null) return true;
        }
    }

    /// <summary>A claim whose customer never came to be, or goes by something else, is free again.</summary>
    private async Task<bool> IsHeldAsync(Claim claim, Func<Customer, string, bool> holds, CancellationToken cancel) =>
        await customers.FollowAsync(claim.CustomerId, cancel) is { } customer && holds(customer.Value, claim.Id);

    private Claim New(string id, CustomerId customer) => new() { Id = id, CustomerId = customer, MadeAt = clock.GetUtcNow(), ByImport = false };
}
