using System.Collections.Concurrent;
using Customers.Domain.Queues;

namespace Customers.Functions.Tests.App;

/// <summary>
/// Looks often only where something may be: at once after a message, ten times a second for a while, else once. Each look costs
/// the emulator, and many hubs have many queues.
/// </summary>
internal sealed class WokenQueue(IQueue queue) : IQueue
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lively = TimeSpan.FromSeconds(3);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _bells = [];
    private readonly ConcurrentDictionary<string, long> _rung = [];

    public async Task SendAsync(QueueMessage message, CancellationToken cancel)
    {
        await queue.SendAsync(message, cancel);
        Ring(message.Queue);
    }

    public async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(string name, int max, TimeSpan lease, CancellationToken cancel)
    {
        var received = await queue.ReceiveAsync(name, max, lease, cancel);
        if (received.Count > 0) Ring(name);
        return received;
    }

    public Task<bool> CompleteAsync(ReceivedMessage message, CancellationToken cancel) => queue.CompleteAsync(message, cancel);

    public async Task<bool> ReleaseAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancel)
    {
        var released = await queue.ReleaseAsync(message, delay, cancel);
        Ring(message.Queue);
        return released;
    }

    public Task<long> CountAsync(string name, CancellationToken cancel) => queue.CountAsync(name, cancel);

    public Task WaitAsync(string name, TimeSpan longest, CancellationToken cancel) =>
        BellOf(name).WaitAsync(_rung.TryGetValue(name, out var last) && TimeProvider.System.GetElapsedTime(last) < Lively ? Often : Seldom, cancel);

    private void Ring(string name)
    {
        _rung[name] = TimeProvider.System.GetTimestamp();
        BellOf(name).Release();
    }

    private SemaphoreSlim BellOf(string name) => _bells.GetOrAdd(name, _ => new(0));
}
