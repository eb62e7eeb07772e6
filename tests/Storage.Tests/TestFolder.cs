using Customers.Functions.Storage;
using Customers.Functions.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Customers.Storage.Tests;

/// <summary>Embedded storage in a temporary folder, removed with it.</summary>
public sealed class TestFolder : IDisposable
{
    private DataFolder? _data;
    private SqliteDatabase? _database;

    public string Path { get; } = Directory.CreateTempSubdirectory("hub-").FullName;
    public FakeTimeProvider Clock { get; } = new();
    public DataFolder Data => _data ??= new(Path);
    public SqliteDatabase Database => _database ??= new(Data, SampleType.All, Clock, NullLogger<SqliteDatabase>.Instance);

    public void Close()
    {
        _database?.Dispose();
        _data?.Dispose();
        (_database, _data) = (null, null);
    }

    public void Dispose()
    {
        Close();
        Directory.Delete(Path, recursive: true);
    }
}
