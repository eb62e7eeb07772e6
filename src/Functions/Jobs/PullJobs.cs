using System.Text.Json;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Jobs;
using Customers.Domain.Queues;
using Customers.Domain.Stores;

namespace Customers.Functions.Jobs;

/// <summary>What lies in the queue of pulls.</summary>
public sealed record PullMessage(string StoreId, string JobId)
{
    public QueueMessage ToQueue() => new(QueueNames.StorePulls, JsonSerializer.Serialize(this));

    public static PullMessage Parse(string body) => JsonSerializer.Deserialize<PullMessage>(body) ?? throw new JsonException("An empty pull message.");
}

/// <summary>Begins pulls, one at a time for each store, and keeps their jobs up to date.</summary>
public sealed class PullJobs(IDocumentStore documents, IQueue queue, IIdSource ids, TimeProvider clock)
{
    public const string Kind = "pull";
    /// <summary>A job that has not moved for this long is given up.</summary>
    private static readonly TimeSpan Stalled = TimeSpan.FromMinutes(30);

    /// <summary>The job that is pulling this store already, or a new one: whoever writes its name into the store's pull state.</summary>
    public async Task<Job> StartAsync(Store store, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var job = new Job { Id = ids.New(IdPrefixes.Job), Kind = Kind, CreatedAt = now, UpdatedAt = now };
        var made = await documents.CreateAsync(Job.Type, job, cancel);
        while (true)
        {
            var id = PullState.IdOf(store.Id);
            var found = await documents.ReadAsync(PullState.Type, id, id, cancel);
            if (await RunningAsync(found?.Value, cancel) is { } running)
            {
                if (made is not null && running.Id != job.Id) await documents.DeleteAsync(Job.Type, made, cancel);
                return running;
            }

            var state = found?.Value ?? new PullState { StoreId = store.Id, Cursor = new(store.PullSince ?? DateTimeOffset.UnixEpoch) };
            var begun = state with { JobId = job.Id, StartedAt = now, FinishedAt = null, StoppedBecause = null, Counts = PullCounts.None, Total = LeftOf(state) };
            if (await documents.SaveAsync(PullState.Type, found, begun, [new PullMessage(store.Id, job.Id).ToQueue()], cancel) is null) continue;
            if (found?.Value is { FinishedAt: null, JobId: { } stalled }) await FailAsync(stalled, "stalled: it did not move for half an hour, and another pull has taken its place", cancel);
            return job;
        }
    }

    public async Task StartAllAsync(CancellationToken cancel)
    {
        await foreach (var store in documents.AllAsync(Store.Type, new Query(Store.Type, 100), cancel))
            if (store.Value.DisabledAt is null) await StartAsync(store.Value, cancel);
    }

    public Task ContinueAsync(PullMessage message, CancellationToken cancel) => queue.SendAsync(message.ToQueue(), cancel);

    /// <summary>The job as it is now; null when it was over already.</summary>
    public Task<Job?> ReportAsync(string jobId, PullState state, CancellationToken cancel) => ChangeAsync(jobId, job => job with
    {
        Status = state switch { { FinishedAt: null } => JobStatus.Running, { StoppedBecause: null } => JobStatus.Succeeded, _ => JobStatus.Failed },
        Done = state.Counts.Orders.Sum,
        Total = state.FinishedAt is not null ? state.Counts.Orders.Sum : state.Total is { } total ? Math.Max(total, state.Counts.Orders.Sum) : null,
        Errors = state is { StoppedBecause: null, Counts.Orders.Failed: 0 } ? [] : state.LastErrors,
        Result = JsonSerializer.SerializeToElement(state.Counts, StoredJson.Options),
    }, cancel);

    public Task FailAsync(string jobId, string reason, CancellationToken cancel) =>
        ChangeAsync(jobId, job => job with { Status = JobStatus.Failed, Errors = [.. job.Errors, reason] }, cancel);

    /// <summary>What a pull that was stopped on its way has left to the next.</summary>
    private static long? LeftOf(PullState state) => state.Cursor.Token is not null && state.Total is { } total ? Math.Max(0, total - state.Counts.Orders.Sum) : null;

    private async Task<Job?> RunningAsync(PullState? state, CancellationToken cancel)
    {
        if (state is not { FinishedAt: null, JobId: { } jobId }) return null;
        var job = (await documents.ReadAsync(Job.Type, jobId, jobId, cancel))?.Value;
        return job is { IsOver: false } && clock.GetUtcNow() - job.UpdatedAt < Stalled ? job : null;
    }

    private Task<Job?> ChangeAsync(string jobId, Func<Job, Job> change, CancellationToken cancel) =>
        documents.ChangeAsync(Job.Type, jobId, jobId, job => job is { IsOver: false } ? change(job) with { UpdatedAt = clock.GetUtcNow() } : null, cancel);
}
