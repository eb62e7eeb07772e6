using System.Diagnostics;
using System.Globalization;
using Customers.Domain.Amounts;

namespace Customers.Benchmarks;

/// <summary>
/// The credit check as the number of customers grows: a night on which 1 % became late, one on which nothing changed, and new
/// settings under which half of all customers are to be held. What is read follows from the candidates alone.
/// </summary>
internal static class CreditRows
{
    private static readonly int[] Sizes = [10_000, 100_000, 1_000_000];

    public static async Task AddAsync(Table table)
    {
        foreach (var size in Sizes) await AddAsync(table, size);
    }

    private static async Task AddAsync(Table table, int size)
    {
        using var data = new DataPath();
        await SeedCustomers.FillAsync(data, size, owing: size / 2, late: size / 100, (customer, i) => i % 2 == 0 ? customer with { Profile = customer.Profile with { CreditLimit = Money.Zero(customer.Account.Currency) } } : customer);
        await using var hub = await HubProcess.StartAsync(data);
        var isLargest = size == Sizes[^1];
        table.Time(Row("start until ready"), hub.StartedIn, Wanted(2), hub);
        await AddRunAsync(size / 100, Wanted(15), async () => await hub.CreateAsync("/api/credit-checks", new { }));
        await AddRunAsync(0, Wanted(1), async () => await hub.CreateAsync("/api/credit-checks", new { }));
        await AddRunAsync(size / 2, Wanted(480), async () => (await hub.SendAsync(HttpMethod.Put, "/api/settings", new { creditControl = new { strategy = "creditLimit" } })).GetProperty("creditCheckId").GetString()!);

        string Row(string what) => string.Create(CultureInfo.InvariantCulture, $"{size:N0} customers: {what}");

        TimeSpan? Wanted(int seconds) => isLargest ? TimeSpan.FromSeconds(seconds) : null;

        async Task AddRunAsync(int candidates, TimeSpan? wanted, Func<Task<string>> startAsync)
        {
            var start = Stopwatch.GetTimestamp();
            var path = "/api/credit-checks/" + await startAsync();
            var run = await hub.WaitAsync(path, TimeSpan.FromMilliseconds(candidates > 10_000 ? 1_000 : 20), found => found.GetProperty("status").GetString() != "running");
            var taken = Stopwatch.GetElapsedTime(start);
            if (run.GetProperty("candidates").GetInt32() != candidates || run.GetProperty("failed").GetInt32() != 0) throw new InvalidOperationException($"The run is not as it should be: {run}");
            table.Time(Row(string.Create(CultureInfo.InvariantCulture, $"credit check with {candidates:N0} candidates")), taken, wanted, hub);
        }
    }
}
