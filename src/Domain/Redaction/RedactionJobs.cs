using System.Text.Json;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Jobs;
using Customers.Domain.Merging;
using Customers.Domain.Outcomes;
using Customers.Domain.Queues;

namespace Customers.Domain.Redaction;

/// <summary>What lies in the queue of redactions: which job tells of it, whom, and who asks for it.</summary>
/// <param name="Of">A customer, or a store: then all whom that store alone has brought.</param>
public sealed record RedactionMessage(string JobId, string Of, Caller By)
{
    public QueueMessage ToQueue(TimeSpan delay = default) => new(QueueNames.Redactions, JsonSerializer.Serialize(this), delay);

    public static RedactionMessage Parse(string body) => JsonSerializer.Deserialize<RedactionMessage>(body) ?? throw new JsonException("An empty redaction message.");
}

/// <summary>Begins redactions, and keeps their jobs up to date. Two of one customer at once do no harm.</summary>
public sealed class RedactionJobs(IDocumentStore documents, CustomerStore customers, IIdSource ids, TimeProvider clock)
{
    public const string Kind = "redaction", KindOfShop = "shopRedaction";

    /// <summary>Also of a deleted customer, of which the history is left. Refusals: not found.</summary>
    public async Task<Outcome<Job>> StartAsync(string customerId, Caller by, CancellationToken cancel)
    {
        if (!CustomerId.TryParse(customerId, out var id)) return Refusal.NotFound;
        var customer = await customers.FindAsync(id, cancel);
        if (customer is null && !await customers.IsDeletedAsync(id, cancel)) return Refusal.NotFound;
        if (customer?.Value.Merge is not null) return MergeRules.Merging;
        return await StartAsync(Kind, id.Value, by, cancel);
    }

    public Task<Job> StartOfShopAsync(string storeId, Caller by, CancellationToken cancel) => StartAsync(KindOfShop, storeId, by, cancel);

    private async Task<Job> StartAsync(string kind, string of, Caller by, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var jobId = ids.New(IdPrefixes.Job);
        var message = new RedactionMessage(jobId, of, by).ToQueue();
        var job = new Job { Id = jobId, Kind = kind, Message = message, CreatedAt = now, UpdatedAt = now };
        if (await documents.CreateAsync(Job.Type, job, [message], cancel) is not null) return job;
        // A repeated request: the first one has made it.
        return (await documents.ReadAsync(Job.Type, job.Id, job.Id, cancel))?.Value ?? job;
    }

    public Task<Job?> ReportAsync(ShopRedaction shop, JobStatus status, CancellationToken cancel) => documents.ChangeAsync(Job.Type, shop.JobId, shop.JobId, job => job is { IsOver: false } ? job with
    {
        Status = status, Done = shop.Redacted + shop.Kept, Total = status == JobStatus.Succeeded ? shop.Redacted + shop.Kept : null,
        Result = JsonSerializer.SerializeToElement(new { redacted = shop.Redacted, kept = shop.Kept }), UpdatedAt = clock.GetUtcNow(),
    } : null, cancel);

    public Task<Job?> ReportAsync(string jobId, JobStatus status, CancellationToken cancel, params IReadOnlyList<string> errors) =>
        documents.ChangeAsync(Job.Type, jobId, jobId, job => job is { IsOver: false } ? job with { Status = status, Errors = [.. job.Errors, .. errors], UpdatedAt = clock.GetUtcNow() } : null, cancel);
}
