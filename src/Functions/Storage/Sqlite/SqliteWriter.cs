using System.Threading.Channels;

namespace Customers.Functions.Storage.Sqlite;

/// <summary>
/// The one writer: a thread that takes all work that is waiting, does it in one transaction and then tells each caller
/// its own result. So many callers share one fsync, which is what a commit costs.
/// </summary>
internal sealed partial class SqliteWriter : IDisposable
{
    private const int MaxGroup = 256;
    private readonly Channel<Work> _waiting = Channel.CreateUnbounded<Work>(new() { SingleReader = true });
    private readonly List<Work> _group = new(MaxGroup);
    private readonly Connection _connection;
    private readonly SqliteCheckpoints _checkpoints;
    private readonly ILogger _log;
    private readonly Thread _thread;

    public SqliteWriter(Connection connection, SqliteCheckpoints checkpoints, ILogger log)
    {
        (_connection, _checkpoints, _log) = (connection, checkpoints, log);
        _thread = new(WriteAll) { Name = "sqlite-writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Completes after the commit. Work must not fail but for faults of SQLite: it shares its transaction with others.</summary>
    public Task<T> DoAsync<T>(Func<Connection, T> work, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var waiting = new Work<T>(work);
        ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite(waiting), this);
        return waiting.Task;
    }

    /// <summary>Finishes what is waiting.</summary>
    public void Dispose()
    {
        if (_waiting.Writer.TryComplete()) _thread.Join();
    }

    private void WriteAll()
    {
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_group.Count < MaxGroup && _waiting.Reader.TryRead(out var work)) _group.Add(work);
            WriteGroup();
            _group.Clear();
        }
    }

    private void WriteGroup()
    {
        try
        {
            _connection.Execute("BEGIN IMMEDIATE");
            foreach (var work in _group) work.Do(_connection);
            _connection.Execute("COMMIT");
        }
        catch (Exception fault) // whatever it is, the callers must hear of it and the writer must live
        {
            _connection.Rollback();
            GroupFailed(fault, _group.Count);
            foreach (var work in _group) work.Fail(fault);
            return;
        }
        foreach (var work in _group) work.Succeed();
        _connection.Trim();
        _checkpoints.AfterCommit(_connection);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A transaction of {Callers} callers failed and was rolled back")]
    private partial void GroupFailed(Exception fault, int callers);

    private abstract class Work
    {
        public abstract void Do(Connection connection);
        public abstract void Succeed();
        public abstract void Fail(Exception fault);
    }

    private sealed class Work<T>(Func<Connection, T> work) : Work
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;

        public Task<T> Task => _done.Task;

        public override void Do(Connection connection) => _result = work(connection);
        public override void Succeed() => _done.SetResult(_result!);
        public override void Fail(Exception fault) => _done.SetException(fault);
    }
}
