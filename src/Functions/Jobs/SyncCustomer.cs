using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Stores;

namespace Customers.Functions.Jobs;

/// <summary>
/// Reads a customer and its orders again from its stores, step by step. One that is cut goes on behind its last step; one that
/// takes long hands over to a message of its own.
/// </summary>
public sealed class SyncCustomer(IDocumentStore documents, ReadLinked linked, ReadKnownOrders known, SyncJobs jobs, TimeProvider clock)
{
    /// <summary>Short, so that a stop need not wait long.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(10);

    public async Task RunAsync(SyncMessage message, CancellationToken cancel)
    {
        var (begun, id) = (clock.GetTimestamp(), CustomerId.Parse(message.CustomerId));
        // Kept in memory alone: what is read twice after a cut does no harm.
        var read = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            if (await LoadAsync(id, message.JobId, cancel) is not { } found)
            {
                await jobs.FailAsync(message.JobId, "interrupted: it broke off before it began", cancel);
                return;
            }

            var next = await NextAsync(found.Value, read, cancel);
            // Another delivery of the message has moved on meanwhile: it counts, this one does not.
            if (next != found.Value && await documents.SaveAsync(CustomerSync.Type, found, next, cancel) is null) return;
            await jobs.ReportAsync(next, cancel);
            if (next.FinishedAt is not null) return;
            if (clock.GetElapsedTime(begun) < Slice) continue;
            await jobs.ContinueAsync(message, cancel);
            return;
        }
    }

    public Task GiveUpAsync(SyncMessage message, CancellationToken cancel) =>
        jobs.FailAsync(message.JobId, "delivered-too-often: it was begun many times and never came to an end", cancel);

    /// <summary>Finished, and unchanged: the run was cut off between its last two writes.</summary>
    private async Task<CustomerSync> NextAsync(CustomerSync sync, HashSet<string> read, CancellationToken cancel)
    {
        if (sync.FinishedAt is not null) return sync;
        if (await documents.ReadAsync(CustomerDocuments.Type, sync.CustomerId.Value, sync.CustomerId.Value, cancel) is null)
            return sync with { FinishedAt = clock.GetUtcNow(), Failed = new Dictionary<string, string> { [sync.CustomerId.Value] = "the customer was deleted" } };
        return sync.Links is [var link, ..] ? await linked.NextAsync(sync, link, read, cancel) : await known.NextAsync(sync, read, cancel);
    }

    /// <summary>Where this sync stands; null when it never began.</summary>
    private async Task<Stored<CustomerSync>?> LoadAsync(CustomerId customer, string jobId, CancellationToken cancel)
    {
        var id = CustomerSync.IdOf(customer);
        var found = await documents.ReadAsync(CustomerSync.Type, id, id, cancel);
        return found?.Value.JobId == jobId ? found : null;
    }
}
