using Customers.Domain.Merging;
using Customers.Domain.Queues;

namespace Customers.Functions.Jobs;

/// <summary>Takes a merge to its end; where it must wait for another one, or for a branch that is being created, it comes again.</summary>
public sealed class RunMerge(MergeCustomer merge, IQueue queue)
{
    private static readonly TimeSpan WhileOthersEnd = TimeSpan.FromSeconds(5);

    public async Task RunAsync(Merge message, CancellationToken cancel)
    {
        try
        {
            await merge.RunAsync(message, cancel);
        }
        catch (CustomerMergingException)
        {
            await queue.SendAsync(message.ToQueue(WhileOthersEnd), cancel);
        }
    }
}
