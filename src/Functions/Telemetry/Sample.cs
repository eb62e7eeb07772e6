namespace Customers.Functions.Telemetry;

/// <summary>What the gauges show: it can only be had by reading, so it is read from time to time.</summary>
internal sealed record Sample(IReadOnlyList<SampledStore> Stores, IReadOnlyList<SampledQueue> Queues)
{
    public static readonly Sample None = new([], []);
}

/// <param name="CompleteTo">All that changed in the store before this time is in the hub; at first, when the store was registered.</param>
/// <param name="Parked">Counted up to <see cref="Sampler.MostParked"/>.</param>
internal sealed record SampledStore(string Id, DateTimeOffset CompleteTo, long Parked);

internal sealed record SampledQueue(string Name, long Depth);
