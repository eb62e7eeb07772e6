using Customers.Domain.Accounts;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Customers;

/// <summary>A person holds a customer, exempts it from the credit rule, or gives it back to the rule.</summary>
public sealed class HoldCustomer(WriteCustomer write)
{
    public Task<Outcome<Customer>> HoldAsync(CustomerId id, string reason, Func<Customer, bool> fits, Caller by, CancellationToken cancel) =>
        write.RunAsync(id, fits, by, "held", (current, now) => With(current, new(HoldMode.Manual, true, reason, now, by.Id), now), cancel);

    public Task<Outcome<Customer>> ExemptAsync(CustomerId id, Func<Customer, bool> fits, Caller by, CancellationToken cancel) =>
        write.RunAsync(id, fits, by, "exempted", (current, now) => With(current, Hold.Exempt, now), cancel);

    /// <summary>Back to the credit rule, which decides at once.</summary>
    public Task<Outcome<Customer>> ReleaseAsync(CustomerId id, Func<Customer, bool> fits, Caller by, CancellationToken cancel) =>
        write.RunAsync(id, fits, by, "released", (current, now) => With(current, current.Account.Hold.Mode == HoldMode.Automatic ? current.Account.Hold : Hold.None, now), cancel);

    private static Outcome<Customer> With(Customer customer, Hold hold, DateTimeOffset now) => customer.WithAccount(customer.Account with { Hold = hold }, now);
}
