using System.Diagnostics;

namespace Customers.Benchmarks;

/// <summary>The credit check over a million customers, of whom some became late since the last.</summary>
internal static class CreditRows
{
    private const int Customers = 1_000_000;
    private const int Late = 10_000;

    public static async Task AddAsync(Table table)
    {
        using var data = new DataPath();
        await SeedCustomers.FillAsync(data, Customers, owing: Customers / 4, Late);
        await using var hub = await HubProcess.StartAsync(data);
        table.Time("1,000,000 customers: start until ready", hub.StartedIn, TimeSpan.FromSeconds(2), hub);
        await AddAsync(table, hub, Late, TimeSpan.FromSeconds(15));
        await AddAsync(table, hub, 0, TimeSpan.FromSeconds(1));
    }

    private static async Task AddAsync(Table table, HubProcess hub, int late, TimeSpan wanted)
    {
        var start = Stopwatch.GetTimestamp();
        var id = await hub.CreateAsync("/api/credit-checks", new { });
        var run = await hub.WaitAsync("/api/credit-checks/" + id, TimeSpan.FromMilliseconds(20), run => run.GetProperty("status").GetString() is not ("queued" or "running"));
        var taken = Stopwatch.GetElapsedTime(start);
        if (run.GetProperty("placedOnHold").GetInt32() != late) throw new InvalidOperationException($"The run is not as it should be: {run}");
        table.Time($"1,000,000 customers: credit check with {late:N0} candidates", taken, wanted, hub);
    }
}
