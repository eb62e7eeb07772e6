using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Subscriptions;

/// <summary>Who listens to what, at most 30 seconds old; at once after a change made by this process. Where nobody does, nothing is written.</summary>
public sealed class Subscribers(IDocumentStore documents, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private volatile Kept? _kept;
    private volatile int _changes;

    /// <summary>Of these facts of a customer, those that somebody wants to hear: for the commit that makes them true.</summary>
    public async ValueTask<IReadOnlyList<Announcement>> AnnounceAsync(CustomerId customer, IEnumerable<Fact> facts, CancellationToken cancel)
    {
        var all = await ActiveAsync(cancel);
        if (all.Count == 0) return [];
        return
        [
            .. from fact in facts
               let listeners = all.Where(subscription => subscription.Events.Contains(fact.Event)).Select(subscription => subscription.Id).ToList()
               where listeners.Count > 0
               select Announcement.Of(customer, fact, listeners),
        ];
    }

    public void Forget()
    {
        Interlocked.Increment(ref _changes);
        _kept = null;
    }

    private async ValueTask<IReadOnlyList<Subscription>> ActiveAsync(CancellationToken cancel)
    {
        if (_kept is { } kept && clock.GetElapsedTime(kept.At) < Fresh) return kept.Active;
        var (at, changes, active) = (clock.GetTimestamp(), _changes, new List<Subscription>());
        await foreach (var found in documents.AllAsync(Subscription.Type, new Query(Subscription.Type, 200), cancel))
            if (found.Value.IsActive) active.Add(found.Value);
        if (changes == _changes) _kept = new(active, at); // a change in between may have come before or after what was read
        return active;
    }

    private sealed record Kept(IReadOnlyList<Subscription> Active, long At);
}
