using Customers.Domain.Documents;
using Customers.Domain.Jobs;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.Jobs;

/// <summary>
/// Pulls one store from its cursor, page by page; the cursor moves only after the orders of its page are committed or kept as
/// events. A pull that is cut goes on from there; one that takes long hands over to a message of its own.
/// </summary>
public sealed partial class PullStore(IDocumentStore documents, StoreRegistry stores, TakePage takePage, PullJobs jobs, TimeProvider clock, ILogger<PullStore> log)
{
    /// <summary>Short, so that a stop need not wait long.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(10);
    /// <summary>Changes that a store shows late are read again.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    public async Task RunAsync(PullMessage message, CancellationToken cancel)
    {
        if (await stores.FindAsync(message.StoreId, cancel) is not { Store.DisabledAt: null } store)
        {
            await jobs.FailAsync(message.JobId, "The store is no longer registered, or disabled.", cancel);
            return;
        }

        try
        {
            await PullAsync(store, message, cancel);
        }
        catch (StoreUnreachableException fault)
        {
            await StopAsync(message, fault.Message, cancel);
        }
    }

    public Task GiveUpAsync(PullMessage message, CancellationToken cancel) => StopAsync(message, "The pull was begun many times and never came to an end.", cancel);

    private async Task PullAsync(OpenStore store, PullMessage message, CancellationToken cancel)
    {
        var begun = clock.GetTimestamp();
        while (true)
        {
            if (await LoadAsync(message, cancel) is not { } found) return;
            var state = found.Value;
            if (state.FinishedAt is not null)
            {
                await jobs.ReportAsync(message.JobId, state, cancel); // cut off between its last two writes
                return;
            }

            var page = await takePage.RunAsync(store, state.Cursor, cancel);
            if (page.IsRefused(out var refusal))
            {
                await StopAsync(message, $"{refusal.Code}: {refusal.Detail}", cancel);
                return;
            }

            var next = Advance(state, page.Value);
            if (await documents.SaveAsync(PullState.Type, found, next, cancel) is null) continue;
            var job = await jobs.ReportAsync(message.JobId, next, cancel);
            if (next.FinishedAt is not null) return;
            if (clock.GetElapsedTime(begun) < Slice) continue;
            if (job is not null) Log(store.Store.Id, job);
            await jobs.ContinueAsync(message, cancel);
            return;
        }
    }

    /// <summary>Where this pull stands; null when a later one has taken its place.</summary>
    private async Task<Stored<PullState>?> LoadAsync(PullMessage message, CancellationToken cancel)
    {
        var id = PullState.IdOf(message.StoreId);
        var found = await documents.ReadAsync(PullState.Type, id, id, cancel);
        return found?.Value.JobId == message.JobId ? found : null;
    }

    private PullState Advance(PullState state, PageTaken page)
    {
        var latest = page.Orders.Latest > (state.Latest ?? DateTimeOffset.MinValue) ? page.Orders.Latest : state.Latest;
        return state with
        {
            Latest = latest,
            Cursor = page.Next ?? new PullCursor(latest is { } seen ? seen - Overlap : state.Cursor.Since),
            Counts = state.Counts + page.Orders.Counts,
            Total = page.Total ?? state.Total,
            LastErrors = [.. state.LastErrors.Concat(page.Orders.Errors).TakeLast(20)],
            CompleteTo = page.Next is null ? state.StartedAt : state.CompleteTo,
            FinishedAt = page.Next is null ? clock.GetUtcNow() : null,
        };
    }

    /// <summary>The store does not answer, or refuses: the next pull goes on from the same page.</summary>
    private async Task StopAsync(PullMessage message, string reason, CancellationToken cancel)
    {
        while (await LoadAsync(message, cancel) is { Value.FinishedAt: null } found)
        {
            var stopped = found.Value with { FinishedAt = clock.GetUtcNow(), StoppedBecause = reason, LastErrors = [.. found.Value.LastErrors.Append(reason).TakeLast(20)] };
            if (await documents.SaveAsync(PullState.Type, found, stopped, cancel) is null) continue;
            await jobs.ReportAsync(message.JobId, stopped, cancel);
            return;
        }
    }

    private void Log(string storeId, Job job)
    {
        var pace = Pace.Of(job);
        if (job.Total is { } total) LogOf(storeId, job.Done, total, pace.PerSecond, pace.SecondsLeft);
        else LogDone(storeId, job.Done, pace.PerSecond);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The pull of store {StoreId} has taken {Done} of {Total} orders, {PerSecond} a second; about {SecondsLeft} seconds are left")]
    private partial void LogOf(string storeId, long done, long total, double? perSecond, long? secondsLeft);

    [LoggerMessage(Level = LogLevel.Information, Message = "The pull of store {StoreId} has taken {Done} orders, {PerSecond} a second")]
    private partial void LogDone(string storeId, long done, double? perSecond);
}
