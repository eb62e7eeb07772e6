namespace Customers.Functions.Storage.Sqlite;

/// <summary>The rows of all documents: key, type, etag and body.</summary>
internal static class DocumentTable
{
    public const string Schema = """
        CREATE TABLE IF NOT EXISTS documents(doc INTEGER PRIMARY KEY, container TEXT, partition TEXT, id TEXT, type TEXT, etag INTEGER, body BLOB);
        CREATE UNIQUE INDEX IF NOT EXISTS documents_key ON documents(container, partition, id);
        """;

    public static Row? Find(Connection connection, string container, string partition, string id)
    {
        using var row = connection.Prepare("SELECT doc, etag, type FROM documents WHERE container = ? AND partition = ? AND id = ?")
            .With(container).With(partition).With(id);
        return row.Step() ? new(row.Number(0), row.Number(1), row.Text(2)) : null;
    }

    public static long Insert(Connection connection, string container, string partition, string id, string type, long etag, ReadOnlySpan<byte> body)
    {
        connection.Prepare("INSERT INTO documents(container, partition, id, type, etag, body) VALUES(?, ?, ?, ?, ?, ?)")
            .With(container).With(partition).With(id).With(type).With(etag).WithBlob(body).Run();
        return connection.LastRow;
    }

    public static void Update(Connection connection, long doc, string type, long etag, ReadOnlySpan<byte> body) =>
        connection.Prepare("UPDATE documents SET type = ?, etag = ?, body = ? WHERE doc = ?").With(type).With(etag).WithBlob(body).With(doc).Run();

    public static void Delete(Connection connection, long doc) => connection.Prepare("DELETE FROM documents WHERE doc = ?").With(doc).Run();

    public sealed record Row(long Doc, long ETag, string Type);
}
