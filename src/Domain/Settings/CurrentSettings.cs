using Customers.Domain.Documents;

namespace Customers.Domain.Settings;

/// <summary>The organisation's settings, at most five seconds old; at once after a change made by this process.</summary>
public sealed class CurrentSettings(IDocumentStore documents, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private volatile Kept? _kept;
    private volatile int _saves;

    public async ValueTask<HubSettings> GetAsync(CancellationToken cancel)
    {
        if (_kept is { } kept && clock.GetElapsedTime(kept.At) < Fresh) return kept.Settings;
        var (at, saves) = (clock.GetTimestamp(), _saves);
        var settings = (await ReadAsync(cancel))?.Value ?? new HubSettings();
        if (saves == _saves) _kept = new(settings, at); // a save in between may have come before or after what was read
        return settings;
    }

    /// <summary>At least of this credit revision: another process may have changed them a moment ago.</summary>
    public async ValueTask<HubSettings> GetAsync(long creditRevision, CancellationToken cancel)
    {
        if (_kept is { } kept && kept.Settings.CreditControl.Revision < creditRevision) _kept = null;
        return await GetAsync(cancel);
    }

    /// <summary>Straight from the store; null while nobody has changed anything.</summary>
    public ValueTask<Stored<HubSettings>?> ReadAsync(CancellationToken cancel) =>
        documents.ReadAsync(HubSettings.Type, HubSettings.Id, HubSettings.Id, cancel);

    public Task<bool> SaveAsync(Stored<HubSettings>? current, HubSettings next, CancellationToken cancel) => SaveAsync(current, next, [], cancel);

    /// <param name="entries">Of the history.</param>
    public async Task<bool> SaveAsync(Stored<HubSettings>? current, HubSettings next, IReadOnlyList<Write> entries, CancellationToken cancel)
    {
        var saved = await documents.CommitAsync(new(Containers.System, HubSettings.Id, [HubSettings.Type.Save(current, next), .. entries]), cancel);
        Interlocked.Increment(ref _saves);
        _kept = null;
        return saved.Holds;
    }

    private sealed record Kept(HubSettings Settings, long At);
}
