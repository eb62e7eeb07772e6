using Customers.Domain.Customers;
using Customers.Domain.Documents;

namespace Customers.Domain.Merging;

/// <summary>
/// Takes a merge from two customers that are held to its end. Each step may be cut anywhere, be repeated, and run twice at once:
/// copy all that <c>from</c> owns; take its sums over, in one commit; lead there whatever led to it; put the mark in its place;
/// remove what was copied.
/// </summary>
public sealed class MergeCustomer(CustomerStore customers, CopyParts copy, TakeOver takeOver, LeadOn leadOn, RemoveMerged remove)
{
    /// <summary>Throws <see cref="CustomerMergingException"/> while it must wait for something else to end.</summary>
    public async Task RunAsync(Merge merge, CancellationToken cancel)
    {
        if (!await takeOver.IsOnAsync(merge, cancel))
        {
            await remove.EndAsync(merge, cancel); // it was cut right before
            return;
        }

        if (await copy.RunAsync(merge, cancel)) await takeOver.RunAsync(merge, cancel);
        if (await customers.FindAsync(merge.From, cancel) is { } from && await customers.FindAsync(merge.Into, cancel) is { } into)
        {
            await leadOn.RunAsync(from.Value, into.Value, merge.By, cancel);
            await BuryAsync(merge, cancel);
        }

        await remove.RunAsync(merge, cancel);
    }

    private async Task BuryAsync(Merge merge, CancellationToken cancel)
    {
        while (await customers.FindAsync(merge.From, cancel) is { } from)
        {
            var mark = new MergedCustomer(merge.From, merge.Into, merge.JobId, merge.At, from.Value.Profile.ParentId);
            if (await customers.BuryAsync(from, mark, cancel)) return;
        }
    }
}
