using Customers.Domain.Accounts;
using Customers.Domain.Claims;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;

namespace Customers.Domain.Customers;

/// <summary>A person or partner creates a customer. Running it again with the same ids finds what the first run began.</summary>
public sealed class CreateCustomer(CustomerStore customers, CreateReference references, CurrentSettings settings, IIdSource ids, TimeProvider clock)
{
    public const int LongestReference = 50;

    /// <summary>Refusals: <c>validation-failed</c>, <c>reference-taken</c>.</summary>
    public async Task<Outcome<Customer>> RunAsync(CustomerProfile profile, string? reference, Caller by, CancellationToken cancel)
    {
        var faults = ProfileRules.Check(profile);
        CheckReference(reference, (await settings.GetAsync(cancel)).NumberingOf(NumberedKind.Customer), faults);
        if (faults.Any) return Refusal.Invalid(faults);

        var begun = clock.GetUtcNow();
        var id = CustomerId.New(ids);
        if (reference is not null && !await references.ClaimAsync(reference, id, cancel))
            return Refusal.Conflict("reference-taken", "Another customer has this reference.");
        var customer = await NewAsync(id, profile, reference ?? await references.ForAsync(id, cancel), by, cancel);
        if (clock.GetUtcNow() - begun > Claim.Patience / 2) return Overtaken; // the claims may be another's by the time of the commit
        var entry = HistoryWriter.Entry(id, id.Value, "created", by, customer.CreatedAt, ids, HistoryWriter.Between(new CustomerProfile { Name = "", Currency = profile.Currency }, profile));
        if (await customers.CommitAsync(null, customer, [HistoryEntry.Type.Create(entry)], cancel)) return customer;

        var existing = await customers.FindAsync(id, cancel);
        return existing is { Value.ImportedFrom: null }
            ? existing.Value
            : Overtaken;
    }

    private static Refusal Overtaken => Refusal.Conflict("creation-overtaken", "Somebody else took what this customer had claimed; try again.");

    private async Task<Customer> NewAsync(CustomerId id, CustomerProfile profile, string reference, Caller by, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var policy = (await settings.GetAsync(cancel)).CreditControl;
        return new()
        {
            Id = id,
            Ref = reference,
            Profile = profile,
            Account = new Account { Currency = profile.Currency, CreditRevision = policy.Revision },
            OwnerId = by.Id,
            SetByPeople = [.. ProfileChanges.Between(new CustomerProfile { Name = "", Currency = profile.Currency }, profile).Select(c => c.Property).Order()],
            EmailClaims = await references.ClaimEmailAsync(profile, id, cancel) is { } claim ? [claim] : [],
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    private static void CheckReference(string? reference, Numbering numbering, Faults faults)
    {
        if (reference is null) faults.Require(numbering.Auto, "ref", "must be given: automatic numbering is off");
        else
        {
            faults.Require(reference.Length is > 0 and <= LongestReference, "ref", $"must have 1 to {LongestReference} characters");
            faults.Require(reference == reference.Trim() && !reference.Any(char.IsControl), "ref", "must not begin or end with spaces or contain control characters");
        }
    }
}
