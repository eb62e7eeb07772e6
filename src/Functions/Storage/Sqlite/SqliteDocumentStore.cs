using Customers.Domain.Documents;

namespace Customers.Functions.Storage.Sqlite;

/// <summary>The data waist on the database file.</summary>
public sealed class SqliteDocumentStore(SqliteDatabase database) : IDocumentStore
{
    private static readonly QueryBounds Bounds = new();
    private const string Point = "SELECT type, etag, body FROM documents WHERE container = ? AND partition = ? AND id = ?";

    public async Task<CommitResult> CommitAsync(Commit commit, CancellationToken cancel)
    {
        var prepared = new PreparedCommit(commit, database);
        var result = await database.Writer.DoAsync(prepared.Apply, cancel);
        if (result.Holds)
            foreach (var message in commit.Messages) database.Arrivals.Announce(message.Queue);
        return result;
    }

    public ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancel) =>
        database.Readers.ReadAsync(key, Read, cancel);

    public ValueTask<IReadOnlyList<StoredDocument>> ReadManyAsync(string container, string partition, IReadOnlyList<string> ids, CancellationToken cancel) =>
        database.Readers.ReadAsync(ids, (connection, asked) => (IReadOnlyList<StoredDocument>)
            [.. asked.Select(id => Read(connection, new(container, partition, id))).OfType<StoredDocument>()], cancel);

    public ValueTask<Page<StoredDocument>> QueryAsync(Query query, CancellationToken cancel)
    {
        var table = database.FieldTables.GetValueOrDefault(query.Type.Name) ?? throw new ArgumentException($"'{query.Type.Name}' is not a known type.", nameof(query));
        return database.Readers.ReadAsync(new QueryRun(new(table, query), Bounds), (connection, run) => run.Run(connection), cancel);
    }

    public async Task CheckAsync(CancellationToken cancel)
    {
        // Really writes, a page that says what it said before: a full disk shows only then.
        await database.Writer.DoAsync(connection => { connection.Execute("PRAGMA application_id = 0"); return true; }, cancel);
        await ReadAsync(new(Containers.System, "check", "check"), cancel);
    }

    private static StoredDocument? Read(Connection connection, DocumentKey key)
    {
        using var row = connection.Prepare(Point).With(key.Container).With(key.Partition).With(key.Id);
        return row.Step() ? new(key, row.Text(0), Stamps.Text(row.Number(1)), row.Bytes(2).ToArray()) : null;
    }
}
