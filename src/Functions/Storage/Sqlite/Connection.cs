using Customers.Domain.Documents;
using SQLitePCL;

namespace Customers.Functions.Storage.Sqlite;

/// <summary>
/// A SQLite connection for one thread at a time, with its prepared statements. Thin over the C interface: a point read
/// allocates little more than the document.
/// </summary>
internal sealed class Connection : IDisposable
{
    private const int MaxStatements = 200;
    private readonly sqlite3 _handle;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    static Connection() => Batteries_V2.Init();

    public Connection(string path, int cacheKiB, bool readOnly = false)
    {
        var access = readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE;
        var code = raw.sqlite3_open_v2(path, out _handle, access | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code != raw.SQLITE_OK) throw Fault(code);
        _ = raw.sqlite3_extended_result_codes(_handle, 1);
        _ = raw.sqlite3_busy_timeout(_handle, 1000);
        Execute($"PRAGMA cache_size=-{cacheKiB}; PRAGMA temp_store=MEMORY; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0;");
    }

    public int Changes => raw.sqlite3_changes(_handle);
    public long LastRow => raw.sqlite3_last_insert_rowid(_handle);

    /// <summary>Borrows the statement; two uses at once of one text are a mistake.</summary>
    public Statement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var known)) return known.Fresh();
        var code = raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle);
        if (code != raw.SQLITE_OK) throw Fault(code);
        return _statements[sql] = new(this, handle);
    }

    public void Execute(string sql)
    {
        var code = raw.sqlite3_exec(_handle, sql);
        if (code != raw.SQLITE_OK) throw Fault(code);
    }

    public long Scalar(string sql)
    {
        using var row = Prepare(sql);
        return row.Step() ? row.Number(0) : 0;
    }

    public void Rollback() => _ = raw.sqlite3_exec(_handle, "ROLLBACK"); // SQLite may have rolled back by itself

    /// <summary>Copies the log into the file; null when another connection was in the way, else the frames that the log holds.</summary>
    public int? Checkpoint(int mode) =>
        raw.sqlite3_wal_checkpoint_v2(_handle, "main", mode, out var frames, out _) switch
        {
            raw.SQLITE_OK => frames,
            raw.SQLITE_BUSY => null,
            var code => throw Fault(code),
        };

    /// <summary>Pages written to the log since the last call.</summary>
    public int TakePagesWritten()
    {
        _ = raw.sqlite3_db_status(_handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1);
        return pages;
    }

    /// <summary>Pages looked at since the last call, in the cache or not: what queries cost, whatever else the machine does.</summary>
    public int TakePagesRead()
    {
        _ = raw.sqlite3_db_status(_handle, raw.SQLITE_DBSTATUS_CACHE_HIT, out var found, out _, 1);
        _ = raw.sqlite3_db_status(_handle, raw.SQLITE_DBSTATUS_CACHE_MISS, out var read, out _, 1);
        return found + read;
    }

    /// <summary>Our mistakes are told from faults of the machine, where trying again may help.</summary>
    public Exception Fault(int code)
    {
        var message = $"SQLite {code}: {raw.sqlite3_errmsg(_handle).utf8_to_string()}";
        return (code & 0xFF) is raw.SQLITE_ERROR or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISUSE or raw.SQLITE_RANGE or raw.SQLITE_MISMATCH
            ? new InvalidOperationException(message)
            : new StoreUnavailableException(message);
    }

    public void Dispose()
    {
        CloseStatements();
        _handle.Dispose();
    }

    /// <summary>Forgets statements when there are many; call it while none is borrowed.</summary>
    public void Trim()
    {
        if (_statements.Count > MaxStatements) CloseStatements();
    }

    private void CloseStatements()
    {
        foreach (var statement in _statements.Values) statement.Close();
        _statements.Clear();
    }
}
