using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Jobs;
using Customers.Domain.Outcomes;
using Customers.Domain.Queues;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.Jobs;

/// <summary>Begins to read a customer from its stores, one reading at a time for each customer.</summary>
public sealed class StartSync(IDocumentStore documents, CustomerStore customers, StoreRegistry stores, IIdSource ids, TimeProvider clock)
{
    public const string Kind = "sync";
    private static readonly Refusal NotLinked = Refusal.Unprocessable("not-linked-to-a-store", "No store that is registered knows this customer.");

    /// <summary>The job that reads this customer already, or a new one. Refusals: <c>not-linked-to-a-store</c>, not found.</summary>
    public async Task<Outcome<Job>> RunAsync(string customerId, CancellationToken cancel)
    {
        if (await customers.FindAsync(customerId, cancel) is not { Value: var customer }) return Refusal.NotFound;
        var links = await LinksAsync(customer, cancel);
        if (links.Count == 0 && customer.Counts.Orders == 0) return NotLinked;
        var (now, id) = (clock.GetUtcNow(), ids.New(IdPrefixes.Job));
        var message = new SyncMessage(customer.Id.Value, id).ToQueue();
        var job = new Job { Id = id, Kind = Kind, Message = message, CreatedAt = now, UpdatedAt = now };
        var begun = new CustomerSync { CustomerId = customer.Id, JobId = id, Links = links, Expected = links.Count + customer.Counts.Orders };
        return await BeginAsync(job, begun, message, cancel);
    }

    /// <summary>The job is made first: one that is named by the customer's sync is always there.</summary>
    private async Task<Job> BeginAsync(Job job, CustomerSync begun, QueueMessage message, CancellationToken cancel)
    {
        var made = await documents.CreateAsync(Job.Type, job, cancel);
        var id = CustomerSync.IdOf(begun.CustomerId);
        while (true)
        {
            var found = await documents.ReadAsync(CustomerSync.Type, id, id, cancel);
            if (await RunningAsync(found?.Value, job.Id, cancel) is { } running)
            {
                if (made is not null && running.Id != job.Id) await documents.DeleteAsync(Job.Type, made, cancel);
                return running;
            }

            if (await documents.SaveAsync(CustomerSync.Type, found, begun, [message], cancel) is not null) return job;
        }
    }

    /// <summary>A job that is over gives way to a new one; but to a repeated request it is the answer.</summary>
    private async Task<Job?> RunningAsync(CustomerSync? sync, string repeated, CancellationToken cancel)
    {
        if (sync is null) return null;
        var job = (await documents.ReadAsync(Job.Type, sync.JobId, sync.JobId, cancel))?.Value;
        return job is { IsOver: false } || job?.Id == repeated ? job : null;
    }

    private async Task<IReadOnlyList<StoreLink>> LinksAsync(Customer customer, CancellationToken cancel)
    {
        List<StoreLink> links = [];
        foreach (var link in customer.ExternalIds)
            if (await stores.FindAsync(link.StoreId, cancel) is { Store.DisabledAt: null }) links.Add(link);
        return links;
    }
}
