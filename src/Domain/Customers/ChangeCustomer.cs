using Customers.Domain.Accounts;
using Customers.Domain.Claims;
using Customers.Domain.Credit;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;

namespace Customers.Domain.Customers;

/// <summary>A person changes a customer's record or its hold.</summary>
public sealed class ChangeCustomer(CustomerStore customers, CreateReference references, CurrentSettings settings, IIdSource ids, TimeProvider clock)
{
    /// <param name="change">From the profile as it is to the one wanted; adds what is wrong with the request to the faults.</param>
    /// <param name="fits">Does the caller know this version? Else <c>version-mismatch</c>.</param>
    public Task<Outcome<Customer>> ProfileAsync(CustomerId id, Func<CustomerProfile, Faults, CustomerProfile> change, Func<Customer, bool> fits, Caller by, CancellationToken cancel) =>
        ChangeAsync(id, fits, by, "changed", async current =>
        {
            var faults = new Faults();
            var profile = change(current.Profile, faults);
            if (profile.Currency != current.Profile.Currency) return Refusal.Conflict("currency-is-fixed", "The currency of a customer can never change.");
            if (faults.AddMissing(ProfileRules.Check(profile)).Any) return Refusal.Invalid(faults);
            if (current.Change(profile, clock.GetUtcNow()) is not { } next) return current;
            return next with { EmailClaims = await EmailClaimsAsync(current, profile, cancel) };
        }, cancel);

    public Task<Outcome<Customer>> HoldAsync(CustomerId id, string reason, Func<Customer, bool> fits, Caller by, CancellationToken cancel) =>
        ChangeAsync(id, fits, by, "held", current => With(current, new(HoldMode.Manual, true, reason, clock.GetUtcNow(), by.Id)), cancel);

    public Task<Outcome<Customer>> ExemptAsync(CustomerId id, Func<Customer, bool> fits, Caller by, CancellationToken cancel) =>
        ChangeAsync(id, fits, by, "exempted", current => With(current, Hold.Exempt), cancel);

    /// <summary>Back to the credit rule, which decides at once.</summary>
    public Task<Outcome<Customer>> ReleaseAsync(CustomerId id, Func<Customer, bool> fits, Caller by, CancellationToken cancel) =>
        ChangeAsync(id, fits, by, "released", current => With(current, current.Account.Hold.Mode == HoldMode.Automatic ? current.Account.Hold : Hold.None), cancel);

    private async Task<Outcome<Customer>> ChangeAsync(
        CustomerId id, Func<Customer, bool> fits, Caller by, string action, Func<Customer, Task<Outcome<Customer>>> change, CancellationToken cancel)
    {
        while (true)
        {
            if (await customers.FindAsync(id, cancel) is not { } current) return Refusal.NotFound;
            if (!fits(current.Value)) return Refusal.Stale;
            var changed = await change(current.Value);
            if (changed.IsRefused(out _)) return changed;
            var next = await DecideCreditAsync(changed.Value, cancel);
            if (next == current.Value) return next;
            var entry = EntryOf(current.Value, next, action, by);
            if (await customers.CommitAsync(current, next, entry.Changes.Count == 0 ? [] : [HistoryEntry.Type.Create(entry)], cancel))
            {
                await references.ReleaseAsync(current.Value.EmailClaims.Except(next.EmailClaims), id, cancel);
                return next;
            }
        }
    }

    /// <summary>A new email leads orders here in place of the old one; other emails that a store told of stay. None lead to B2B customers.</summary>
    private async Task<IReadOnlyList<string>> EmailClaimsAsync(Customer current, CustomerProfile next, CancellationToken cancel)
    {
        if (next.Channel != Channel.D2c) return [];
        if (next.Email == current.Profile.Email && next.Channel == current.Profile.Channel) return current.EmailClaims;
        var old = current.Profile.Email is { } email ? Claim.OfEmail(email) : null;
        var claim = await references.ClaimEmailAsync(next, current.Id, cancel);
        return [.. current.EmailClaims.Where(id => id != old && id != claim), .. claim is null ? (string[])[] : [claim]];
    }

    private async Task<Customer> DecideCreditAsync(Customer customer, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var hub = await settings.GetAsync(cancel);
        var account = CreditRule.Apply(customer.Account, customer.Profile.CreditLimit, hub.CreditControl, hub.Organisation.DateAt(now), now, Caller.Hub.Id);
        return account.Hold == customer.Account.Hold ? customer with { Account = account } : customer.WithAccount(account, now);
    }

    private HistoryEntry EntryOf(Customer before, Customer after, string action, Caller by) => HistoryWriter.Entry(after.Id, after.Id.Value, action, by, clock.GetUtcNow(), ids,
        [.. HistoryWriter.Between(before.Profile, after.Profile), .. HistoryWriter.Between(before.Account.Hold, after.Account.Hold)]);

    private Task<Outcome<Customer>> With(Customer customer, Hold hold) =>
        Task.FromResult<Outcome<Customer>>(customer.WithAccount(customer.Account with { Hold = hold }, clock.GetUtcNow()));
}
