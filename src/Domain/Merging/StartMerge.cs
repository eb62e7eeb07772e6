using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Jobs;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Merging;

/// <summary>A person has one customer go into another. Once both are held nothing can stop the merge any more; a repeat gets the same job.</summary>
public sealed class StartMerge(CustomerStore customers, HoldForMerge hold, Branches branches, MergeJobs jobs, IIdSource ids)
{
    public async Task<Outcome<Job>> RunAsync(CustomerId from, CustomerId into, Caller by, CancellationToken cancel)
    {
        if (from != into && await customers.FindMergedAsync(from, cancel) is { } merged)
            return (await customers.FollowAsync(from, cancel))?.Value.Id == into ? await jobs.OfAsync(merged.JobId, cancel) : MergeRules.Merged;
        var read = await ReadAsync(from, into, cancel);
        if (read.IsRefused(out var refusal)) return refusal;
        var (one, other) = read.Value;
        var merge = one.Merge ?? other.Merge;
        var isOurs = merge is not null && (merge.From, merge.Into) == (from, into);
        if (!isOurs) merge = new(from, into, ids.New(IdPrefixes.Job), by, jobs.Now);
        if (!(isOurs && one.Merge?.JobId == other.Merge?.JobId) && await hold.RunAsync(merge!, cancel) is { } reason) return reason;
        return await jobs.OfAsync(merge!.JobId, cancel);
    }

    /// <summary>Both as they are now. What forbids the merge is not looked at.</summary>
    public async Task<Outcome<(Customer From, Customer Into)>> ReadAsync(CustomerId fromId, CustomerId intoId, CancellationToken cancel)
    {
        if (fromId == intoId) return Refusal.Invalid("from", "must be another customer");
        if (await customers.FindAsync(intoId, cancel) is not { } into) return Refusal.NotFound;
        if (await customers.FindAsync(fromId, cancel) is not { } from)
            return await customers.FindMergedAsync(fromId, cancel) is null ? Refusal.Invalid("from", "is no customer") : MergeRules.Merged;
        // Links that lead nowhere must not forbid it.
        if (from.Value is { IsClosed: false, Counts.Branches: > 0 } && into.Value.Profile.ParentId is not null && !await branches.AnyAsync(from.Value, cancel))
            return await ReadAsync(fromId, intoId, cancel);
        return (from.Value, into.Value);
    }
}
