using Customers.Domain.Documents;

namespace Customers.Functions.Storage.Sqlite;

/// <summary>The one database file of embedded storage, <c>hub.db</c>: opens it, keeps its schema, owns its connections.</summary>
public sealed class SqliteDatabase : IFreedSpace, IDisposable
{
    private const int SchemaVersion = 1;
    private const int WriterCacheKiB = 16 * 1024;
    private const int ReaderCacheKiB = 6 * 1024;
    private readonly Connection _writing;
    private readonly Connection _copying;
    private readonly SqliteCheckpoints _checkpoints;
    private bool _closed;

    public SqliteDatabase(DataFolder folder, IReadOnlyList<DocumentType> types, TimeProvider clock, ILogger<SqliteDatabase> log)
    {
        Clock = clock;
        var path = folder.At("hub.db");
        FieldTables = types.Select(type => new FieldTable(type)).ToDictionary(table => table.Type.Name);
        _writing = new(path, WriterCacheKiB);
        // What is deleted is overwritten with zeros: it may be personal data that somebody has asked to be rid of.
        _writing.Execute("PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON");
        KeepSchema();
        _copying = new(path, cacheKiB: 64);
        _copying.Execute("PRAGMA busy_timeout=250"); // while it waits for readers the writer waits for it, and waits a second
        _checkpoints = new(_copying, log);
        Writer = new(_writing, _checkpoints, log);
        Readers = new(() => new(path, ReaderCacheKiB, readOnly: true));
    }

    internal TimeProvider Clock { get; }
    internal IReadOnlyDictionary<string, FieldTable> FieldTables { get; }
    internal SqliteWriter Writer { get; }
    internal SqliteReaders Readers { get; }
    internal Stamps Stamps { get; } = new();
    internal Arrivals Arrivals { get; } = new();

    public Task<bool> WipeAsync(CancellationToken cancel) => _checkpoints.EmptyAsync();

    public void Dispose()
    {
        if (_closed) return;
        _closed = true;
        Writer.Dispose();
        Readers.Dispose();
        _checkpoints.Dispose();
        _copying.Dispose();
        _writing.Dispose();
    }

    private void KeepSchema()
    {
        var found = _writing.Scalar("PRAGMA user_version");
        if (found > SchemaVersion)
            throw new InvalidOperationException($"The database has schema {found}; this program knows {SchemaVersion}. Use the newer program.");
        _writing.Execute("BEGIN IMMEDIATE");
        _writing.Execute(DocumentTable.Schema);
        _writing.Execute(MessageTable.Schema);
        MessageTable.EndLeases(_writing);
        foreach (var table in FieldTables.Values) table.KeepSchema(_writing);
        _writing.Execute($"PRAGMA user_version={SchemaVersion}");
        _writing.Execute("COMMIT");
    }
}
