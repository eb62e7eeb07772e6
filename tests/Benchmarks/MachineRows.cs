using System.Diagnostics;
using SQLitePCL;

namespace Customers.Benchmarks;

/// <summary>What the machine itself can do, so that the hub's figures read as shares of it.</summary>
internal static class MachineRows
{
    /// <summary>As an order webhook is on average.</summary>
    private const int BodyBytes = 3_000;

    public static async Task AddAsync(Table table)
    {
        AddSync(table);
        await AddServerAsync(table);
        foreach (var group in new[] { 1, 32 }) AddDatabase(table, group);
    }

    private static void AddSync(Table table)
    {
        const int count = 1_000;
        using var data = new DataPath();
        using var file = new FileStream(Path.Combine(data.Path, "synced"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            file.Write(block);
            file.Flush(flushToDisk: true);
        }

        table.Time("machine: 4 KB written and synced", Stopwatch.GetElapsedTime(start) / count);
    }

    private static async Task AddServerAsync(Table table)
    {
        await using var server = await BareServer.StartAsync();
        using var load = new Load(server.Address.Port, connections: 64);
        var request = Request.Get("/");
        load.Run(100_000, _ => request);
        table.Load("machine: bare Kestrel, GET, 64 connections", load.Run(200_000, _ => request));
    }

    private static void AddDatabase(Table table, int group)
    {
        using var data = new DataPath();
        Batteries_V2.Init();
        Check(raw.sqlite3_open(Path.Combine(data.Path, "bare.db"), out var database));
        using (database)
        {
            Execute(database, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE bodies(id TEXT PRIMARY KEY, body BLOB)");
            Check(raw.sqlite3_prepare_v2(database, "INSERT INTO bodies VALUES(?, ?)", out var insert));
            using (insert)
            {
                var rows = group == 1 ? 10_000 : 50_000;
                var start = Stopwatch.GetTimestamp();
                for (var row = 0; row < rows; row += group) Commit(database, insert, row, group);
                table.Rate($"machine: bare SQLite, rows in commits of {group}, {BodyBytes} bytes each", rows, Stopwatch.GetElapsedTime(start));
            }
        }
    }

    private static void Commit(sqlite3 database, sqlite3_stmt insert, int first, int count)
    {
        var body = new byte[BodyBytes];
        Execute(database, "BEGIN");
        for (var row = first; row < first + count; row++)
        {
            Check(raw.sqlite3_bind_text(insert, 1, $"evt_{row:x8}"));
            Check(raw.sqlite3_bind_blob(insert, 2, body));
            Check(raw.sqlite3_step(insert), raw.SQLITE_DONE);
            Check(raw.sqlite3_reset(insert));
        }

        Execute(database, "COMMIT");
    }

    private static void Execute(sqlite3 database, string sql) => Check(raw.sqlite3_exec(database, sql));

    private static void Check(int code, int expected = raw.SQLITE_OK)
    {
        if (code != expected) throw new InvalidOperationException($"SQLite {code}");
    }
}
