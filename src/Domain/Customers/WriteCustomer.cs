using Customers.Domain.Accounts;
using Customers.Domain.Credit;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Merging;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;

namespace Customers.Domain.Customers;

/// <summary>Changes a customer's record: read, decide, let the credit rule look, commit with the history; again when it was changed meanwhile.</summary>
public sealed class WriteCustomer(CustomerStore customers, CurrentSettings settings, IIdSource ids, TimeProvider clock)
{
    /// <param name="fits">Does the caller know this version? Else <c>version-mismatch</c>.</param>
    /// <param name="change">To the customer as it is wanted; the same one when there is nothing to change. It may run many times.</param>
    public async Task<Outcome<CustomerChange>> RunAsync(
        CustomerId id, Func<Customer, bool> fits, Caller by, string action, Func<Customer, DateTimeOffset, Task<Outcome<Customer>>> change, CancellationToken cancel)
    {
        while (true)
        {
            if (await customers.FindAsync(id, cancel) is not { } current) return Refusal.NotFound;
            if (current.Value.IsClosed) return MergeRules.Merging;
            if (!fits(current.Value)) return Refusal.Stale;
            var now = clock.GetUtcNow();
            var changed = await change(current.Value, now);
            if (changed.IsRefused(out var refusal)) return refusal;
            var next = await DecideCreditAsync(changed.Value, now, cancel);
            if (next == current.Value) return new CustomerChange(current.Value, next);
            var changes = HistoryWriter.Between(current.Value, next);
            Write[] history = changes.Count == 0 ? [] : [HistoryEntry.Type.Create(HistoryWriter.Entry(id, id.Value, action, by, now, ids, changes))];
            if (await customers.CommitAsync(current, next, history, cancel)) return new CustomerChange(current.Value, next);
        }
    }

    /// <summary>A change of the record that needs nothing else.</summary>
    public async Task<Outcome<Customer>> RunAsync(CustomerId id, Func<Customer, bool> fits, Caller by, string action, Func<Customer, DateTimeOffset, Outcome<Customer>> change, CancellationToken cancel)
    {
        var done = await RunAsync(id, fits, by, action, (current, now) => Task.FromResult(change(current, now)), cancel);
        return done.IsRefused(out var refusal) ? refusal : done.Value.After;
    }

    private async Task<Customer> DecideCreditAsync(Customer customer, DateTimeOffset now, CancellationToken cancel)
    {
        var hub = await settings.GetAsync(cancel);
        var account = CreditRule.Apply(customer.Account, customer.Profile.CreditLimit, hub.CreditControl, hub.Organisation.DateAt(now), now, Caller.Hub.Id);
        return account.Hold == customer.Account.Hold ? customer with { Account = account } : customer.WithAccount(account, now);
    }
}

public sealed record CustomerChange(Customer Before, Customer After);
