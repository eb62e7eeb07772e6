using System.Collections.Concurrent;

namespace Customers.Functions.Storage.Sqlite;

/// <summary>Tells those who wait in this process that a queue was written to.</summary>
internal sealed class Arrivals
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _next = new(StringComparer.Ordinal);

    public Task Next(string queue) => _next.GetOrAdd(queue, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Announce(string queue)
    {
        if (_next.TryRemove(queue, out var waiting)) waiting.SetResult();
    }
}
