using System.Diagnostics;

namespace Customers.Benchmarks;

/// <summary>Sales of a year over 100,000 customers.</summary>
internal static class ReportRows
{
    private const int Customers = 100_000;
    private const int Year = 2025;
    private static readonly TimeSpan Wanted = TimeSpan.FromSeconds(2);

    public static async Task AddAsync(Table table)
    {
        using var data = new DataPath();
        await SeedSums.FillAsync(data, await SeedCustomers.FillAsync(data, Customers, owing: Customers / 2, late: 0), Year);
        await using var hub = await HubProcess.StartAsync(data);
        const string sales = "/api/reports/sales?from=2025-01-01&to=2025-12-31";
        await AddAsync(table, hub, "sales by customer, CSV", sales + "&format=csv", Wanted);
        await AddAsync(table, hub, "sales by customer, JSON: first page and totals", sales, Wanted);
        await AddAsync(table, hub, "sales by month", sales + "&by=month", Wanted);
        await AddAsync(table, hub, "receivables, CSV", "/api/reports/receivables?format=csv", wanted: null);
        await AddAsync(table, hub, "customers new, active, lost, on hold", "/api/reports/customers?from=2025-01-01&to=2025-12-31", wanted: null);
    }

    private static async Task AddAsync(Table table, HubProcess hub, string what, string path, TimeSpan? wanted)
    {
        await hub.ReadAsync(path); // what it has compiled stays compiled
        hub.TakeUse();
        var start = Stopwatch.GetTimestamp();
        await hub.ReadAsync(path);
        table.Time($"100,000 customers: {what}", Stopwatch.GetElapsedTime(start), wanted, hub);
    }
}
