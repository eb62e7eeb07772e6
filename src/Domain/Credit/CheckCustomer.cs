using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Settings;

namespace Customers.Domain.Credit;

/// <summary>Decides one customer within a credit run.</summary>
public sealed class CheckCustomer(CustomerStore customers, CurrentSettings settings, IIdSource ids, TimeProvider clock)
{
    public async Task<CreditRunCounts> RunAsync(CreditRun run, CustomerId id, DateOnly today, CancellationToken cancel)
    {
        try
        {
            return await DecideAsync(run, id, today, cancel);
        }
        // One broken customer must not stop the others, whatever is broken about it; it is listed and stays a candidate.
        catch (Exception fault) when (fault is not OperationCanceledException and not StoreUnavailableException)
        {
            return new() { Failed = 1, Failures = [$"{id}: {fault.GetType().Name}"] };
        }
    }

    private async Task<CreditRunCounts> DecideAsync(CreditRun run, CustomerId id, DateOnly today, CancellationToken cancel)
    {
        while (true)
        {
            if (await customers.FindAsync(id, cancel) is not { } current) return new();
            var customer = current.Value;
            if (customer.Merge is not null) return new(); // decided when its sums are taken over
            if (customer.Account.ChangedByRun == run.Id) return Count(customer.Account.Hold.OnHold, run.Preview, id);
            var now = clock.GetUtcNow();
            var account = CreditRule.Apply(customer.Account, customer.Profile.CreditLimit, (await settings.GetAsync(cancel)).CreditControl, today, now, Caller.Hub.Id);
            var changes = account.Hold == customer.Account.Hold ? [] : HistoryWriter.Between(customer.Account.Hold, account.Hold);
            if (run.Preview) return changes.Count == 0 ? Unchanged : Count(account.Hold.OnHold, preview: true, id);
            if (account == customer.Account) return Unchanged;

            var next = changes.Count == 0 ? customer with { Account = account } : customer.WithAccount(account with { ChangedByRun = run.Id }, now);
            Write[] entries = changes.Count == 0
                ? []
                : [HistoryEntry.Type.Create(HistoryWriter.Entry(id, id.Value, account.Hold.OnHold ? "held" : "released", Caller.Hub, now, ids, changes))];
            if (await customers.CommitAsync(current, next, entries, cancel)) return changes.Count == 0 ? Unchanged : Count(account.Hold.OnHold, preview: false, id);
        }
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
