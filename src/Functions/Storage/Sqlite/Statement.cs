using System.Text;
using SQLitePCL;

namespace Customers.Functions.Storage.Sqlite;

/// <summary>A prepared statement, borrowed from its connection; disposing resets it and so ends its read transaction.</summary>
internal sealed class Statement(Connection connection, sqlite3_stmt handle) : IDisposable
{
    private int _bound;

    public Statement Fresh()
    {
        _bound = 0;
        return this;
    }

    public Statement With(long value) => Checked(raw.sqlite3_bind_int64(handle, ++_bound, value));

    public Statement With(string value)
    {
        if (value.Length > 200) return WithText(Encoding.UTF8.GetBytes(value));
        Span<byte> text = stackalloc byte[value.Length * 3];
        return WithText(text[..Encoding.UTF8.GetBytes(value, text)]);
    }

    // An empty span has no address, which SQLite takes for NULL.
    public Statement WithText(ReadOnlySpan<byte> text) => Checked(text.IsEmpty
        ? raw.sqlite3_bind_text(handle, ++_bound, "")
        : raw.sqlite3_bind_text(handle, ++_bound, text));

    public Statement WithBlob(ReadOnlySpan<byte> blob) => Checked(blob.IsEmpty
        ? raw.sqlite3_bind_zeroblob(handle, ++_bound, 0)
        : raw.sqlite3_bind_blob(handle, ++_bound, blob));

    public Statement With(Cell value) => value switch
    {
        { Text: { } text } => With(text),
        { Bytes: { } bytes } => value.IsText ? WithText(bytes) : WithBlob(bytes),
        { Number: { } number } => With(number),
        _ => Checked(raw.sqlite3_bind_null(handle, ++_bound)),
    };

    public bool Step() => raw.sqlite3_step(handle) switch
    {
        raw.SQLITE_ROW => true,
        raw.SQLITE_DONE => false,
        var code => throw connection.Fault(code),
    };

    /// <summary>Runs to the end and says how many rows changed.</summary>
    public int Run()
    {
        using (this)
        {
            while (Step()) { }
            return connection.Changes;
        }
    }

    public long Number(int column) => raw.sqlite3_column_int64(handle, column);
    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));
    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    public Cell Cell(int column) => raw.sqlite3_column_type(handle, column) switch
    {
        raw.SQLITE_NULL => default,
        raw.SQLITE_INTEGER => new(Number(column)),
        raw.SQLITE_TEXT => new(Text(column)),
        _ => new(Bytes(column).ToArray(), isText: false),
    };

    // The outcome was already reported by the step.
    public void Dispose() => _ = raw.sqlite3_reset(handle);

    public void Close() => handle.Dispose();

    private Statement Checked(int code) => code == raw.SQLITE_OK ? this : throw connection.Fault(code);
}
