using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Queues;

namespace Customers.Domain.Merging;

/// <summary>
/// Puts a merge on both of its customers, always on the one with the smaller id first: of merges that want the same customers at
/// once some are refused, but never all. The second commit carries the message; a crash before it leaves a hold that a tick finds.
/// </summary>
public sealed class HoldForMerge(IDocumentStore documents, CustomerStore customers, TimeProvider clock)
{
    /// <summary>Null when both are held; else why not, and this merge holds neither.</summary>
    public async Task<Refusal?> RunAsync(Merge merge, CancellationToken cancel)
    {
        var (first, second) = string.CompareOrdinal(merge.From.Value, merge.Into.Value) < 0 ? (merge.From, merge.Into) : (merge.Into, merge.From);
        while (true)
        {
            var held = await TakeAsync(first, merge, [], cancel);
            var refusal = held.Refusal ?? (await TakeAsync(second, merge, [merge.ToQueue()], cancel)).Refusal;
            if (refusal is null) return null;
            if (!held.IsRefused(out _) && !await LetGoAsync(first, merge, held.Value, cancel)) continue;
            // What an earlier run held before it was cut.
            if (held.IsRefused(out _)) foreach (var id in new[] { first, second }) await LetGoAsync(id, merge, null, cancel);
            return refusal;
        }
    }

    /// <summary>Both are read anew each time: once the first is held, what forbids the merge cannot happen to it any more.</summary>
    private async Task<Outcome<Merge>> TakeAsync(CustomerId id, Merge merge, IReadOnlyList<QueueMessage> messages, CancellationToken cancel)
    {
        while (true)
        {
            if (await customers.FindAsync(merge.From, cancel) is not { } from || await customers.FindAsync(merge.Into, cancel) is not { } into) return Refusal.NotFound;
            if (MergeRules.Against(from.Value, into.Value, merge.JobId).FirstOrDefault() is { } reason) return reason;
            var current = id == merge.From ? from : into;
            var hold = merge with { Hold = (current.Value.Merge?.Hold ?? 0) + 1 };
            // Callers see that the one which goes is closed.
            var seen = current.Value.Merge is null && id == merge.From ? current.Value.Touched(clock.GetUtcNow()) : current.Value;
            if (await documents.SaveAsync(CustomerDocuments.Type, current, seen with { Merge = hold }, messages, cancel) is not null) return hold;
        }
    }

    /// <summary>False when somebody else took hold for the same merge meanwhile, and goes on with it.</summary>
    /// <param name="held">Null: whoever holds it for this merge.</param>
    private async Task<bool> LetGoAsync(CustomerId id, Merge merge, Merge? held, CancellationToken cancel)
    {
        var left = await documents.ChangeAsync(CustomerDocuments.Type, id.Value, id.Value, customer =>
            customer?.Merge is { } there && there.JobId == merge.JobId && there.Hold == (held ?? there).Hold ? customer.Touched(clock.GetUtcNow()) with { Merge = null } : null, cancel);
        return left?.Merge?.JobId != merge.JobId;
    }
}
