using Customers.Domain.Identity;
using Customers.Domain.Merging;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Customers;

/// <summary>Changes a customer's record: read, decide, let the credit rule look, commit with the history; again when it was changed meanwhile.</summary>
public sealed class WriteCustomer(CustomerStore customers, PrepareChange prepare)
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
            var changed = await change(current.Value, prepare.Now);
            if (changed.IsRefused(out var refusal)) return refusal;
            var (next, writes) = await prepare.RunAsync(current.Value, changed.Value, by, action, cancel);
            if (next == current.Value || await customers.CommitAsync(current, next, writes, cancel)) return new CustomerChange(current.Value, next);
        }
    }

    /// <summary>A change of the record that needs nothing else.</summary>
    public async Task<Outcome<Customer>> RunAsync(CustomerId id, Func<Customer, bool> fits, Caller by, string action, Func<Customer, DateTimeOffset, Outcome<Customer>> change, CancellationToken cancel)
    {
        var done = await RunAsync(id, fits, by, action, (current, now) => Task.FromResult(change(current, now)), cancel);
        return done.IsRefused(out var refusal) ? refusal : done.Value.After;
    }
}

public sealed record CustomerChange(Customer Before, Customer After);
