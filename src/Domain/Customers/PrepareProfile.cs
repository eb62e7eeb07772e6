using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;

namespace Customers.Domain.Customers;

/// <summary>
/// Checks a profile that a caller wants against the rules and the settings, and makes ready what must be there before it is
/// committed: the link at its parent, and its tags among those known.
/// </summary>
public sealed class PrepareProfile(CurrentSettings settings, Branches branches, KnownTags tags)
{
    /// <param name="before">Null for a new customer.</param>
    /// <param name="faults">What is known to be wrong already.</param>
    public async Task<Outcome<PreparedProfile>> RunAsync(CustomerId id, Customer? before, CustomerProfile wanted, Faults faults, CancellationToken cancel)
    {
        var check = await CheckAsync(before, wanted, faults, cancel);
        if (check.IsRefused(out var fault)) return fault;
        var (profile, hub) = check.Value;
        var joins = profile.ParentId is { } joined && joined != before?.Profile.ParentId ? joined : (CustomerId?)null;
        if (joins is { } parentId)
        {
            if (before is not null && await branches.AnyAsync(before, cancel)) return Refusal.Invalid("parentId", "a customer with branches cannot be a branch itself");
            var linked = await branches.LinkAsync(parentId, id, cancel);
            if (linked.IsRefused(out var refusal)) return refusal;
            profile = profile with { Classifications = linked.Value.Profile.Classifications };
        }

        await tags.AddAsync(profile.Tags.Except(before?.Profile.Tags ?? []), cancel);
        return new PreparedProfile(profile, hub);
    }

    /// <summary>Only checks: writes nothing, and leaves the parent unasked.</summary>
    public async Task<Outcome<PreparedProfile>> CheckAsync(Customer? before, CustomerProfile wanted, Faults faults, CancellationToken cancel)
    {
        var hub = await settings.GetAsync(cancel);
        faults.AddMissing(ProfileRules.Check(wanted));
        var profile = DefinedValues.Check(before?.Profile, wanted, hub, faults);
        var own = before?.Profile.Classifications ?? new Dictionary<string, string>();
        var chosen = profile.Classifications.Count != own.Count || profile.Classifications.Except(own).Any();
        faults.Require(profile.ParentId is null || !chosen, "classifications", "a branch has those of its parent");
        return faults.Any ? Refusal.Invalid(faults) : new PreparedProfile(profile, hub);
    }

    /// <summary>The customer is not created after all.</summary>
    public async Task AbandonAsync(CustomerId id, PreparedProfile prepared, CancellationToken cancel)
    {
        if (prepared.Profile.ParentId is { } parent) await branches.SettleAsync(parent, id, cancel, abandoned: true);
    }
}

/// <param name="Settings">Those that it was checked against.</param>
public sealed record PreparedProfile(CustomerProfile Profile, HubSettings Settings);
