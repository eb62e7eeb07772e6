using System.Collections.Concurrent;

namespace Customers.Functions.Storage.Sqlite;

/// <summary>A few read connections. Reading blocks its thread, for microseconds when it is a point read; a full pool is awaited.</summary>
internal sealed class SqliteReaders : IDisposable
{
    private readonly ConcurrentBag<Connection> _idle = [];
    private readonly SemaphoreSlim _free;

    public SqliteReaders(Func<Connection> open)
    {
        var count = Math.Clamp(Environment.ProcessorCount * 2, 4, 16);
        for (var i = 0; i < count; i++) _idle.Add(open());
        _free = new(count);
    }

    public async ValueTask<TResult> ReadAsync<TAsked, TResult>(TAsked asked, Func<Connection, TAsked, TResult> read, CancellationToken cancel)
    {
        await _free.WaitAsync(cancel);
        try
        {
            var open = _idle.TryTake(out var connection);
            ObjectDisposedException.ThrowIf(!open, this);
            try
            {
                return read(connection!, asked);
            }
            finally
            {
                connection!.Trim();
                _idle.Add(connection);
            }
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var connection)) connection.Dispose();
    }
}
