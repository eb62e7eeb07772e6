using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Kill;

/// <summary>The hub is killed in the midst of a credit check.</summary>
public sealed class CreditKillTests : IDisposable
{
    private const string AdminKey = "hub_admin-key-of-the-credit-kill-test-0123456789abcd";
    private const int Debtors = 1_000;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-credit-kill-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Every_debtor_is_held_once_and_counted_once()
    {
        await using var process = new HubProcess(_folder.FullName, AdminKey);
        await process.StartAsync();
        using var first = await process.DriverAsync();
        await first.ImportAsync("ref,name,creditLimit\n" + string.Concat(Enumerable.Range(0, Debtors).Select(i => $"D-{i},Debtor {i},0\n")));
        var debtors = (await first.AllAsync("/api/customers")).Select(customer => customer.Text("id")).ToList();
        await Parallel.ForEachAsync(debtors, async (id, _) => await first.PostAsync($"/api/customers/{id}/adjustments", new { amount = "0.01", reason = "opening balance" }));
        var run = (await first.PutAsync("/api/settings", new { creditControl = new { strategy = "creditLimit" } })).Text("creditCheckId");
        for (var kill = 0; kill < 3; kill++)
        {
            using var hub = await process.DriverAsync();
            var done = (await hub.GetAsync("/api/credit-checks/" + run)).GetProperty("checked").GetInt32();
            await hub.UntilAsync("/api/credit-checks/" + run, found => found.GetProperty("checked").GetInt32() > done || found.Text("status") == "succeeded");
            await process.KillAsync();
            await process.StartAsync();
        }

        using var last = await process.DriverAsync();
        var ended = await last.EndOfCheckAsync(run);
        Assert.Equal(("succeeded", Debtors, Debtors, 0), (ended.Text("status"), ended.GetProperty("candidates").GetInt32(), ended.GetProperty("placedOnHold").GetInt32(), ended.GetProperty("failed").GetInt32()));
        Assert.Equal(Debtors, (await last.AllAsync("/api/customers?onHold=true")).Count);
        foreach (var id in debtors.Take(50)) Assert.Single(await last.AllAsync($"/api/customers/{id}/history"), entry => entry.Text("action") == "held");
    }
}
