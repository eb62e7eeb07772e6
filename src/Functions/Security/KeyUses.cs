using System.Collections.Concurrent;
using System.Threading.Channels;
using Customers.Domain.Documents;
using Customers.Domain.Keys;

namespace Customers.Functions.Security;

/// <summary>Notes when keys were used, each at most once a minute, behind the requests.</summary>
internal sealed partial class KeyUses(KeyRing keys, ILogger<KeyUses> log) : BackgroundService
{
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _noted = new(StringComparer.Ordinal);
    private readonly Channel<Use> _pending = Channel.CreateBounded<Use>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Note(string keyHash, DateTimeOffset now)
    {
        var noted = _noted.TryGetValue(keyHash, out var last);
        if (noted && now - last < Apart) return;
        if (noted ? _noted.TryUpdate(keyHash, now, last) : _noted.TryAdd(keyHash, now)) _pending.Writer.TryWrite(new(keyHash, now));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var use in _pending.Reader.ReadAllAsync(stoppingToken))
            try
            {
                await keys.NoteUseAsync(use.KeyHash, use.At, stoppingToken);
            }
            catch (StoreUnavailableException e)
            {
                LogLost(e);
            }
    }

    private sealed record Use(string KeyHash, DateTimeOffset At);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A key's use could not be noted")]
    private partial void LogLost(Exception exception);
}
