using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Jobs;
using Customers.Domain.Merging;
using Customers.Domain.Queues;
using Customers.Domain.Redaction;
using Customers.Functions.Security;
using Customers.Functions.Stores;

namespace Customers.Functions.Jobs;

/// <summary>Redacts a customer: its documents, then what stores have told of it, then the answers kept for its callers; at last what of it lies on the disk unused.</summary>
public sealed class RunRedaction(RedactCustomer redact, CustomerEvents events, ForgetEventBodies bodies, ForgetAnswers answers, RedactionJobs jobs, IFreedSpace freed, IQueue queue)
{
    private static readonly TimeSpan WhileOthersEnd = TimeSpan.FromSeconds(5);

    public async Task RunAsync(RedactionMessage message, CancellationToken cancel)
    {
        try
        {
            await RedactAsync(message, cancel);
        }
        catch (CustomerMergingException)
        {
            await queue.SendAsync(message.ToQueue(WhileOthersEnd), cancel);
        }
    }

    public Task GiveUpAsync(RedactionMessage message, CancellationToken cancel) =>
        jobs.ReportAsync(message.JobId, JobStatus.Failed, cancel, "delivered-too-often: it was begun many times and never came to an end");

    private async Task RedactAsync(RedactionMessage message, CancellationToken cancel)
    {
        if (await jobs.ReportAsync(message.JobId, JobStatus.Running, cancel) is not { IsOver: false }) return;
        var id = CustomerId.Parse(message.CustomerId);
        if (!await redact.RunAsync(id, message.By, cancel))
        {
            await jobs.ReportAsync(message.JobId, JobStatus.Failed, cancel, "not-found: there is no such customer, or it was merged into another one");
            return;
        }

        // What is still to be handled brings amounts first; it ends, or is parked, within minutes. A request that runs ends within seconds.
        var done = true;
        await foreach (var found in events.OfAsync(id, cancel)) done &= await bodies.ForgetNowAsync(found, cancel);
        await foreach (var found in events.OfAnybodyAsync(id, cancel)) done &= await bodies.ForgetNowAsync(found, cancel);
        foreach (var known in await redact.IdsOfAsync(id, cancel)) done &= await answers.OfCustomerAsync(known, cancel);
        if (!done || !await freed.WipeAsync(cancel)) await queue.SendAsync(message.ToQueue(WhileOthersEnd), cancel);
        else await jobs.ReportAsync(message.JobId, JobStatus.Succeeded, cancel);
    }
}
