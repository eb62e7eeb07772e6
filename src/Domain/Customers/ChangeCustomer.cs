using Customers.Domain.Claims;
using Customers.Domain.Identity;
using Customers.Domain.Merging;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Customers;

/// <summary>A person changes what is kept about a customer.</summary>
public sealed class ChangeCustomer(WriteCustomer write, PrepareProfile prepare, CreateReference references, FollowParent followParent, Branches branches)
{
    /// <param name="change">From the profile as it is to the one wanted; adds what is wrong with the request to the faults.</param>
    /// <param name="fits">Does the caller know this version? Else <c>version-mismatch</c>.</param>
    public async Task<Outcome<Customer>> ProfileAsync(
        CustomerId id, Func<CustomerProfile, Faults, CustomerProfile> change, Func<Customer, bool> fits, Caller by, CancellationToken cancel)
    {
        var linked = new HashSet<CustomerId>();
        var done = await write.RunAsync(id, fits, by, "changed", async (current, now) =>
        {
            var faults = new Faults();
            var wanted = change(current.Profile, faults);
            if (wanted.Currency != current.Profile.Currency) return Refusal.Conflict("currency-is-fixed", "The currency of a customer can never change.");
            if (current.Merge is not null && wanted.ParentId is not null && wanted.ParentId != current.Profile.ParentId) return MergeRules.Merging;
            if (wanted.ParentId is { } parent) linked.Add(parent);
            var prepared = await prepare.RunAsync(id, current, wanted, faults, cancel);
            if (prepared.IsRefused(out var refusal)) return refusal;
            return await NextAsync(current, prepared.Value.Profile, now, cancel);
        }, cancel);
        await FinishAsync(id, done, linked, cancel);
        return done.IsRefused(out var refusal) ? refusal : done.Value.After;
    }

    private async Task<Customer> NextAsync(Customer current, CustomerProfile profile, DateTimeOffset now, CancellationToken cancel)
    {
        if (current.Change(profile, now) is not { } next) return current;
        var reclassified = ProfileChanges.Between(current.Profile, profile).Any(c => c.Property == nameof(CustomerProfile.Classifications));
        return next with
        {
            EmailClaims = await EmailClaimsAsync(current, profile, cancel),
            BranchesBehind = current.BranchesBehind || (reclassified && current.Counts.Branches > 0),
        };
    }

    /// <summary>What no longer holds goes, and branches follow. After a crash the next one who needs to know settles the links, and a tick the branches.</summary>
    private async Task FinishAsync(CustomerId id, Outcome<CustomerChange> done, HashSet<CustomerId> linked, CancellationToken cancel)
    {
        var change = done.IsRefused(out _) ? null : done.Value;
        if (change?.Before.Profile.ParentId is { } left) linked.Add(left);
        foreach (var parent in linked.Where(parent => parent != change?.After.Profile.ParentId)) await branches.SettleAsync(parent, id, cancel);
        if (change is null) return;
        await references.ReleaseAsync(change.Before.EmailClaims.Except(change.After.EmailClaims), id, cancel);
        if (change.After.BranchesBehind) await followParent.RunAsync(id, cancel);
    }

    /// <summary>A new email leads orders here in place of the old one; other emails that a store told of stay. None lead to B2B customers.</summary>
    private async Task<IReadOnlyList<string>> EmailClaimsAsync(Customer current, CustomerProfile next, CancellationToken cancel)
    {
        if (next.Email == current.Profile.Email && next.Channel == current.Profile.Channel) return current.EmailClaims;
        if (next.Channel != Channel.D2c) return current.Profile.Channel == next.Channel ? current.EmailClaims : [];
        var old = current.Profile.Email is { } email ? Claim.OfEmail(email) : null;
        var claim = await references.ClaimEmailAsync(next, current.Id, cancel);
        return [.. current.EmailClaims.Where(id => id != old && id != claim), .. claim is null ? (string[])[] : [claim]];
    }
}
