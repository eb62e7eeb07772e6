using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Credit;

/// <summary>Decides one customer within a credit run.</summary>
public sealed class CheckCustomer(CustomerStore customers, IIdSource ids, TimeProvider clock)
{
    public async Task<CreditRunCounts> RunAsync(CreditRun run, CustomerId id, CreditTerms terms, CancellationToken cancel)
    {
        try
        {
            return run.Preview ? await PreviewAsync(id, terms, cancel) : await DecideAsync(run, id, terms, cancel);
        }
        // One broken customer must not stop the others, whatever is broken about it; it is listed and stays a candidate.
        catch (Exception fault) when (fault is not OperationCanceledException and not StoreUnavailableException)
        {
            return new() { Failed = 1, Failures = [$"{id}: {fault.GetType().Name}"] };
        }
    }

    private async Task<CreditRunCounts> DecideAsync(CreditRun run, CustomerId id, CreditTerms terms, CancellationToken cancel)
    {
        while (true)
        {
            if (await customers.FindAsync(id, cancel) is not { } current) return new();
            var customer = current.Value;
            if (customer.Merge is not null) return new(); // decided when its sums are taken over
            if (customer.Account.ChangedByRun == run.Id) return Count(customer.Account.Hold.OnHold, preview: false, id);
            var (next, writes) = CreditControl.Decide(customer, customer, terms, clock.GetUtcNow(), ids);
            if (next == customer) return Unchanged;
            var turns = next.Account.Hold.OnHold != customer.Account.Hold.OnHold;
            if (turns) next = next with { Account = next.Account with { ChangedByRun = run.Id } };
            if (await customers.CommitAsync(current, next, writes, cancel)) return turns ? Count(next.Account.Hold.OnHold, preview: false, id) : Unchanged;
        }
    }

    /// <summary>A branch as if its parent had been decided before it.</summary>
    private async Task<CreditRunCounts> PreviewAsync(CustomerId id, CreditTerms terms, CancellationToken cancel)
    {
        if (await customers.FindAsync(id, cancel) is not { Value: { Merge: null } customer }) return new();
        var parent = customer.Profile.ParentId is { } parentId ? (await customers.FindAsync(parentId, cancel))?.Value : null;
        var heard = parent is null ? null : new ParentLimit(parent.Id, parent.Account.Version, Decided(parent).Account.LimitIsBroken);
        var decided = Decided(customer with { Account = customer.Account with { ParentLimit = heard } }).Account.Hold;
        return decided.OnHold == customer.Account.Hold.OnHold ? Unchanged : Count(decided.OnHold, preview: true, id);

        Customer Decided(Customer one) => CreditControl.Decide(one, one, terms, clock.GetUtcNow(), ids).Customer;
    }

    private static CreditRunCounts Unchanged => new() { Checked = 1, Unchanged = 1 };

    private static CreditRunCounts Count(bool onHold, bool preview, CustomerId id) => new()
    {
        Checked = 1,
        PlacedOnHold = onHold && !preview ? 1 : 0,
        Released = onHold || preview ? 0 : 1,
        WouldHold = onHold && preview ? [id.Value] : [],
        WouldRelease = onHold || !preview ? [] : [id.Value],
    };
}
