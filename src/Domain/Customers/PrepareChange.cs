using Customers.Domain.Credit;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Settings;

namespace Customers.Domain.Customers;

/// <summary>Makes a change of a customer ready to be committed: the credit rule decides, and history says who did what.</summary>
public sealed class PrepareChange(CurrentSettings settings, IIdSource ids, TimeProvider clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <param name="action">What history calls that which <paramref name="by"/> does; what the rule does is an entry of its own.</param>
    public async Task<CreditControlled> RunAsync(Customer before, Customer next, Caller by, string action, CancellationToken cancel)
    {
        var now = Now;
        var changes = HistoryWriter.Between(before, next);
        var controlled = CreditControl.Decide(before, next, await settings.GetAsync(cancel), now, ids);
        return changes.Count == 0 ? controlled : controlled with { Writes = [HistoryEntry.Type.Create(HistoryWriter.Entry(next.Id, next.Id.Value, action, by, now, ids, changes)), .. controlled.Writes] };
    }
}
