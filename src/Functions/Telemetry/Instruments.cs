using System.Diagnostics;
using System.Diagnostics.Metrics;
using Customers.Domain.Credit;
using Customers.Domain.Stores;
using Customers.Domain.Subscriptions;

namespace Customers.Functions.Telemetry;

/// <summary>
/// The hub's own figures, meter <c>Customers</c> (docs/operations.md, Read the metrics). Dimensions are ids of stores and subscriptions, names and
/// codes, never personal data. When nobody listens, recording is one comparison.
/// </summary>
public sealed class Instruments
{
    public const string Meter = "Customers";

    private readonly TimeProvider _clock;
    private readonly Counter<long> _handled;
    private readonly Histogram<double> _lag;
    private readonly Counter<long> _deliveries;
    private readonly Counter<long> _runs;
    private readonly Histogram<double> _runDuration;
    private readonly Histogram<double> _charge;
    private readonly ObservableGauge<double> _pullLag;
    private readonly ObservableGauge<long> _parked;
    private readonly ObservableGauge<long> _depth;
    private volatile Sample _sample = Sample.None;

    public Instruments(IMeterFactory meters, TimeProvider clock)
    {
        _clock = clock;
        var meter = meters.Create(Meter);
        _handled = meter.CreateCounter<long>("customers.events.handled", "{event}", "Attempts at store events, by how they ended.");
        _lag = Seconds(meter, "customers.events.lag", "From the arrival of a store event until its effect was stored.", [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 86400]);
        _deliveries = meter.CreateCounter<long>("customers.deliveries.attempted", "{delivery}", "Attempts to tell a subscription, by how they ended.");
        _runs = meter.CreateCounter<long>("customers.credit_runs.finished", "{run}", "Credit checks that came to an end.");
        _runDuration = Seconds(meter, "customers.credit_run.duration", "From the start of a credit check to its end.", [1, 5, 15, 60, 300, 900, 1800, 3600, 7200]);
        _charge = meter.CreateHistogram("customers.cosmos.request_charge", "{RU}", "What a request cost in Cosmos DB.", advice: Buckets([1, 2, 5, 10, 20, 50, 100, 250, 1000]));
        _pullLag = meter.CreateObservableGauge("customers.pull.lag", PullLags, "s", "How long ago all changes of a store were here.");
        _parked = meter.CreateObservableGauge("customers.events.parked", Parked, "{event}", "Events that wait for somebody.");
        _depth = meter.CreateObservableGauge("customers.queue.depth", Depths, "{message}", "Messages in a queue, visible or not.");
    }

    /// <summary>Whether a <see cref="Sample"/> is worth its reads.</summary>
    public bool NeedSample => _pullLag.Enabled || _parked.Enabled || _depth.Enabled;

    public bool MeasureCharge => _charge.Enabled;

    internal void Show(Sample sample) => _sample = sample;

    /// <summary>An attempt ended: with <see cref="EventResults.Done"/> or <see cref="EventResults.Ignored"/> the event has its effect, which ends its lag.</summary>
    public void EventHandled(StoreEvent handled, string result)
    {
        var store = KeyValuePair.Create<string, object?>("store", handled.StoreId);
        _handled.Add(1, store, KeyValuePair.Create<string, object?>("result", result));
        if (result is EventResults.Done or EventResults.Ignored && _lag.Enabled) _lag.Record((_clock.GetUtcNow() - handled.ReceivedAt).TotalSeconds, store);
        Activity.Current?.SetTag("customers.event.result", result);
    }

    /// <param name="after">As the attempt has left it.</param>
    public void DeliveryAttempted(Delivery after) => _deliveries.Add(1, KeyValuePair.Create<string, object?>("subscription", after.SubscriptionId),
        KeyValuePair.Create<string, object?>("result", after.State switch { DeliveryState.Delivered => "delivered", DeliveryState.Failed => "failed", _ => "retried" }));

    /// <summary><c>failed</c>: it was given up, or customers could not be checked; the run names them.</summary>
    public void CreditRunFinished(CreditRun run)
    {
        _runs.Add(1, KeyValuePair.Create<string, object?>("result", run is { Status: CreditRunStatus.Succeeded, Counts.Failed: 0 } ? "succeeded" : "failed"));
        if (run.FinishedAt is { } end) _runDuration.Record((end - run.StartedAt).TotalSeconds);
    }

    /// <param name="charge">In request units.</param>
    /// <param name="operation">read, query, commit, or other.</param>
    public void CosmosCharged(double charge, string operation, string container) =>
        _charge.Record(charge, KeyValuePair.Create<string, object?>("operation", operation), KeyValuePair.Create<string, object?>("container", container));

    private IEnumerable<Measurement<double>> PullLags()
    {
        var now = _clock.GetUtcNow();
        return _sample.Stores.Select(store => new Measurement<double>((now - store.CompleteTo).TotalSeconds, KeyValuePair.Create<string, object?>("store", store.Id)));
    }

    private IEnumerable<Measurement<long>> Parked() =>
        _sample.Stores.Select(store => new Measurement<long>(store.Parked, KeyValuePair.Create<string, object?>("store", store.Id)));

    private IEnumerable<Measurement<long>> Depths() =>
        _sample.Queues.Select(queue => new Measurement<long>(queue.Depth, KeyValuePair.Create<string, object?>("queue", queue.Name)));

    private static Histogram<double> Seconds(Meter meter, string name, string description, double[] buckets) =>
        meter.CreateHistogram(name, "s", description, advice: Buckets(buckets));

    private static InstrumentAdvice<double> Buckets(double[] bounds) => new() { HistogramBucketBoundaries = bounds };
}

/// <summary>How an attempt at an event ended.</summary>
public static class EventResults
{
    public const string Done = "done";
    public const string Ignored = "ignored";
    public const string Parked = "parked";
    /// <summary>It failed and will be tried again.</summary>
    public const string Retried = "retried";
}
