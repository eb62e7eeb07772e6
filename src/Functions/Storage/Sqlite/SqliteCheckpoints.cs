using System.Collections.Concurrent;
using Customers.Domain.Documents;
using SQLitePCL;

namespace Customers.Functions.Storage.Sqlite;

/// <summary>
/// Copies the write-ahead log into the database file on a thread and a connection of its own, since that can take a
/// second. While commits never pause the log cannot start over and grows; past its bound the writer itself makes it start
/// over, when little is left to copy.
/// </summary>
internal sealed partial class SqliteCheckpoints : IDisposable
{
    /// <summary>32 MB: copied often, pages that change all the time are written twice as often as they need be.</summary>
    private const int PagesBetween = 8_000;
    /// <summary>96 MB: the longer the log, the longer readers search it.</summary>
    private const int PagesBound = 24_000;
    private readonly ConcurrentQueue<TaskCompletionSource<bool>> _emptied = new();
    private readonly AutoResetEvent _due = new(false);
    private readonly Connection _connection;
    private readonly ILogger _log;
    private readonly Thread _thread;
    private int _pagesSince;
    private volatile bool _overBound;
    private volatile bool _stopping;

    public SqliteCheckpoints(Connection connection, ILogger log)
    {
        (_connection, _log) = (connection, log);
        _thread = new(CopyAll) { Name = "sqlite-checkpoints", IsBackground = true };
        _thread.Start();
    }

    /// <summary>For the writer, between two transactions.</summary>
    public void AfterCommit(Connection writer)
    {
        _pagesSince += writer.TakePagesWritten();
        if (_overBound)
        {
            _overBound = false;
            Copy(writer, raw.SQLITE_CHECKPOINT_RESTART);
        }
        else if (_pagesSince > PagesBetween)
        {
            _pagesSince = 0;
            _due.Set();
        }
    }

    /// <summary>The log holds nothing any more; false when readers were in the way.</summary>
    public Task<bool> EmptyAsync()
    {
        var emptied = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _emptied.Enqueue(emptied);
        _due.Set();
        return emptied.Task;
    }

    public void Dispose()
    {
        _stopping = true;
        _due.Set();
        _thread.Join();
        Empty();
        _due.Dispose();
    }

    private void CopyAll()
    {
        while (_due.WaitOne() && !_stopping)
        {
            _overBound = Copy(_connection, raw.SQLITE_CHECKPOINT_PASSIVE) > PagesBound;
            // Emptying holds up the writer, but by now there is next to nothing left to copy.
            if (!_emptied.IsEmpty) Empty();
        }
    }

    private void Empty()
    {
        TaskCompletionSource<bool>[] asked = [.. _emptied];
        var done = Copy(_connection, raw.SQLITE_CHECKPOINT_TRUNCATE) is not null;
        for (var i = 0; i < asked.Length && _emptied.TryDequeue(out var emptied); i++) emptied.SetResult(done);
    }

    private int? Copy(Connection connection, int mode)
    {
        try
        {
            return connection.Checkpoint(mode);
        }
        catch (StoreUnavailableException fault) // nothing is lost: the log keeps what was not copied, until the next time
        {
            CopyFailed(fault);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The write-ahead log could not be copied")]
    private partial void CopyFailed(Exception fault);
}
