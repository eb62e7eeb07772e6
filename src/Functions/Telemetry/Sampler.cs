using Customers.Domain.Documents;
using Customers.Domain.Queues;
using Customers.Domain.Stores;

namespace Customers.Functions.Telemetry;

/// <summary>
/// Reads once a minute what the gauges show, if anybody listens. A sample that cannot be read leaves the last one standing: the
/// lag of pulls then grows on, which is the truth.
/// </summary>
internal sealed partial class Sampler(Instruments instruments, IDocumentStore documents, IQueue queue, TimeProvider clock, ILogger<Sampler> log) : BackgroundService
{
    /// <summary>Of a store's parked events, no more are counted: an alert asks whether there are any, and each costs a read.</summary>
    public const int MostParked = 100;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public async Task SampleAsync(CancellationToken cancel)
    {
        var stores = new List<SampledStore>();
        await foreach (var store in documents.AllAsync(Store.Type, new Query(Store.Type, 100), cancel)) stores.Add(await SampleAsync(store.Value, cancel));
        var queues = new List<SampledQueue>();
        foreach (var name in QueueNames.All) queues.Add(new(name, await queue.CountAsync(name, cancel)));
        instruments.Show(new(stores, queues));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            do await TrySampleAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task TrySampleAsync(CancellationToken stopping)
    {
        try
        {
            if (instruments.NeedSample) await SampleAsync(stopping);
        }
        // Figures are no reason to stop the hub, whatever the fault: the next minute tries again.
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFailed(fault);
        }
    }

    private async Task<SampledStore> SampleAsync(Store store, CancellationToken cancel)
    {
        var id = PullState.IdOf(store.Id);
        var pulled = await documents.ReadAsync(PullState.Type, id, id, cancel);
        var parked = await documents.QueryAsync(Api.StoreEvents.Query(store.Id, StoreEventState.Parked) with { Limit = MostParked }, cancel);
        return new(store.Id, pulled?.Value.CompleteTo ?? store.CreatedAt, parked.Items.Count);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The metrics could not be sampled")]
    private partial void LogFailed(Exception fault);
}
