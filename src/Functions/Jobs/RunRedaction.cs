using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Jobs;
using Customers.Domain.Queues;
using Customers.Domain.Redaction;

namespace Customers.Functions.Jobs;

/// <summary>Redacts a customer; at last what of it lies on the disk unused.</summary>
public sealed class RunRedaction(ErasePerson erase, RedactionJobs jobs, IFreedSpace freed, IQueue queue)
{
    public static readonly TimeSpan WhileOthersEnd = TimeSpan.FromSeconds(5);

    public async Task RunAsync(RedactionMessage message, CustomerId id, CancellationToken cancel)
    {
        if (await jobs.ReportAsync(message.JobId, JobStatus.Running, cancel) is not { IsOver: false }) return;
        var end = await erase.RunAsync(id, message.By, cancel);
        if (end == Erasure.NoSuchCustomer) await jobs.ReportAsync(message.JobId, JobStatus.Failed, cancel, "not-found: there is no such customer, or it was merged into another one");
        else if (end == Erasure.WaitsForOthers || !await freed.WipeAsync(cancel)) await queue.SendAsync(message.ToQueue(WhileOthersEnd), cancel);
        else await jobs.ReportAsync(message.JobId, JobStatus.Succeeded, cancel);
    }

    public Task GiveUpAsync(RedactionMessage message, CancellationToken cancel) =>
        jobs.ReportAsync(message.JobId, JobStatus.Failed, cancel, "delivered-too-often: it was begun many times and never came to an end");
}
