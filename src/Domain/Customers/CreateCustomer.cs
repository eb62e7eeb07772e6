using Customers.Domain.Accounts;
using Customers.Domain.Claims;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Customers;

/// <summary>A person or partner creates a customer. Running it again with the same ids finds what the first run began.</summary>
public sealed class CreateCustomer(CustomerStore customers, CreateReference references, PrepareProfile prepare, IIdSource ids, TimeProvider clock)
{
    /// <summary>Refusals: <c>validation-failed</c>, <c>reference-taken</c>, <c>creation-overtaken</c>.</summary>
    public Task<Outcome<Customer>> RunAsync(CustomerProfile wanted, string? reference, Caller by, CancellationToken cancel) =>
        RunAsync(CustomerId.New(ids), wanted, reference, null, by, cancel);

    /// <summary>The same under an id of the caller's choice.</summary>
    /// <param name="link">The store's customer that it is; claimed before.</param>
    public async Task<Outcome<Customer>> RunAsync(CustomerId id, CustomerProfile wanted, string? reference, StoreLink? link, Caller by, CancellationToken cancel)
    {
        var faults = new Faults();
        await references.CheckAsync(reference, faults, cancel);
        var begun = clock.GetUtcNow();
        var prepared = await prepare.RunAsync(id, before: null, wanted, faults, cancel);
        if (prepared.IsRefused(out var refusal)) return refusal;
        if (reference is not null && !await references.ClaimAsync(reference, id, cancel))
        {
            await prepare.AbandonAsync(id, prepared.Value, cancel);
            return Refusal.Conflict("reference-taken", "Another customer has this reference.");
        }

        var customer = await NewAsync(id, prepared.Value, reference ?? await references.ForAsync(id, cancel), by, cancel);
        if (link is not null) customer = customer with { ExternalIds = [link] };
        // The claims, or the link at the parent, may be another's or gone by the time of the commit.
        if (clock.GetUtcNow() - begun > Claim.Patience / 2) return Overtaken;
        var entry = HistoryWriter.Entry(id, id.Value, "created", by, customer.CreatedAt, ids, HistoryWriter.Between(Blank(customer.Profile), customer.Profile));
        if (await customers.CommitAsync(null, customer, [HistoryEntry.Type.Create(entry)], cancel)) return customer;

        var existing = await customers.FindAsync(id, cancel);
        return existing is { Value.ImportedFrom: null }
            ? existing.Value
            : Overtaken;
    }

    public static readonly Refusal Overtaken = Refusal.Conflict("creation-overtaken", "Somebody else took what this customer had claimed; try again.");

    private async Task<Customer> NewAsync(CustomerId id, PreparedProfile prepared, string reference, Caller by, CancellationToken cancel)
    {
        var (now, profile) = (clock.GetUtcNow(), prepared.Profile);
        return new()
        {
            Id = id,
            Ref = reference,
            Profile = profile,
            Account = new Account { Currency = profile.Currency, CreditRevision = prepared.Settings.CreditControl.Revision },
            OwnerId = by.Id,
            SetByPeople = [.. ProfileChanges.Between(Blank(profile), profile).Select(c => c.Property).Order()],
            EmailClaims = await references.ClaimEmailAsync(profile, id, cancel) is { } claim ? [claim] : [],
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    private static CustomerProfile Blank(CustomerProfile profile) => new() { Name = "", Currency = profile.Currency };
}
