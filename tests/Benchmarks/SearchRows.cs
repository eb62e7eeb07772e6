using System.Diagnostics;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Functions.Storage.Sqlite;

namespace Customers.Benchmarks;

/// <summary>
/// Lists and searches over a million customers. Where they are kept, they are filled only once: name a folder in
/// <c>BENCHMARKS_SEARCH_FOLDER</c>.
/// </summary>
internal static class SearchRows
{
    private const int Requests = 400;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);
    private static readonly FieldTable Fields = new(CustomerDocuments.Type);

    public static async Task AddAsync(ListTable table)
    {
        using var data = new DataPath(Environment.GetEnvironmentVariable("BENCHMARKS_SEARCH_FOLDER"));
        if (!data.IsFilled)
        {
            await SeedCustomers.FillAsync(data, VariedCustomers.Count, owing: VariedCustomers.Count / 4, late: 0, VariedCustomers.Vary);
            data.MarkFilled();
        }

        await using var hub = await HubProcess.StartAsync(data);
        using var connection = new Connection(Path.Combine(data.Path, "hub.db"), cacheKiB: 6 * 1024, readOnly: true);
        ListCase[] all = [.. ListCases.Searches, .. ListCases.Alone, .. ListCases.Combined, .. ListCases.Deep(query => NineTenths(connection, query))];
        foreach (var one in all) await AddAsync(table, hub, connection, one);
    }

    private static async Task AddAsync(ListTable table, HubProcess hub, Connection connection, ListCase one)
    {
        using var load = new Load(hub.Port, connections: 1);
        var start = Stopwatch.GetTimestamp();
        load.Run(16, one.Request);
        var affordable = (int)(16 * (Longest / Stopwatch.GetElapsedTime(start)));
        hub.TakeUse();
        var result = load.Run(Math.Clamp(affordable, 16, Requests), i => one.Request(16 + i));
        table.Add(one.Name, await one.MatchesAsync(connection, Fields), result, hub.TakeUse().Processor / result.Count, await one.PagesAsync(connection, Fields, requests: 16));
    }

    private static Position NineTenths(Connection connection, Query query)
    {
        var sort = query.SortBy is { } field ? FieldTable.Quote(field) : "id";
        using var row = connection.Prepare($"SELECT {sort}, id FROM {Fields.Name} ORDER BY {sort}, id LIMIT 1 OFFSET {VariedCustomers.Count / 10 * 9}");
        row.Step();
        return new(query.SortBy is null ? null : row.Cell(0).ToField(), row.Text(1));
    }
}
