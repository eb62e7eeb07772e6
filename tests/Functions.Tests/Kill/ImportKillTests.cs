using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Kill;

/// <summary>The hub is killed in the midst of an import.</summary>
public sealed class ImportKillTests : IDisposable
{
    private const string AdminKey = "hub_admin-key-of-the-import-kill-test-0123456789abcd";
    private const int Rows = 4_000;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-import-kill-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Every_row_is_there_once_and_counted_once()
    {
        await using var process = new HubProcess(_folder.FullName, AdminKey);
        await process.StartAsync();
        using var first = await process.DriverAsync();
        Assert.Equal("1000/0/0/0", Csv.CountsOf(await first.ImportAsync("ref,name\n" + string.Concat(Enumerable.Range(0, 1_000).Select(i => $"R-{i},Known {i}\n")))));
        var file = "ref,name\n" + string.Concat(Enumerable.Range(0, Rows).Select(i => $"{(i < 1_000 || i % 2 == 0 ? $"R-{i}" : "")},Customer {i}\n"));
        var job = (await first.PostAsync("/api/imports/customers", Csv.File(file))).Text("id");
        for (var kill = 0; kill < 4; kill++)
        {
            using var hub = await process.DriverAsync();
            var done = (await hub.GetAsync("/api/jobs/" + job)).GetProperty("done").GetInt64();
            await hub.UntilAsync("/api/jobs/" + job, found => found.GetProperty("done").GetInt64() > done || found.Text("status") == "succeeded");
            await process.KillAsync();
            await process.StartAsync();
        }

        using var last = await process.DriverAsync();
        var ended = await last.EndOfJobAsync(job);
        Assert.Equal($"{Rows - 1_000}/1000/0/0", Csv.CountsOf(ended));
        Assert.Equal(Rows, (await last.AllAsync("/api/customers")).Select(c => c.Text("name")).Distinct(StringComparer.Ordinal).Count());
    }
}
