using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Customers.Functions.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.Telemetry;

/// <summary>Listens to the instruments of one hub, and to no other hub of this process.</summary>
internal sealed class Meterings : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, string Tags, double Value)> _all = [];

    public Meterings(IServiceProvider hub)
    {
        var meters = hub.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Instruments.Meter && instrument.Meter.Scope == meters) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Values in the order they came. <paramref name="tags"/> as <c>name=value</c>, in the order of their names.</summary>
    public IReadOnlyList<double> Of(string name, string tags = "") => [.. _all.Where(one => one.Name == name && one.Tags == tags).Select(one => one.Value)];

    /// <summary>What a gauge shows now.</summary>
    public double? Gauge(string name, string tags)
    {
        var before = Of(name, tags).Count;
        _listener.RecordObservableInstruments();
        return Of(name, tags).Skip(before).Cast<double?>().SingleOrDefault();
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var texts = tags.ToArray().OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}");
        _all.Enqueue((instrument.Name, string.Join(' ', texts), value));
    }
}
