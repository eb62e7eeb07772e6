using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

public sealed class ImportRestartTests : IAsyncLifetime
{
    /// <summary>Time runs fast, so that the import hands over to a message of its own many times.</summary>
    private readonly HurriedHub _hub = new();

    private sealed class HurriedHub() : HubHost(new HurriedClock(faster: 20));

    public Task InitializeAsync() => _hub.InitializeAsync();
    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task An_import_that_a_stop_cuts_goes_on_after_the_next_start()
    {
        const int rows = 3_000;
        var file = "ref,name,tags\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"{(i % 3 == 0 ? "" : $"R-{i}")},Customer {i},a|b\n"));
        var job = (await _hub.Admin.PostAsync("/api/imports/customers", Csv.File(file))).Text("id");
        for (var restart = 0; restart < 3; restart++)
        {
            var done = (await _hub.Admin.GetAsync("/api/jobs/" + job)).GetProperty("done").GetInt64();
            await _hub.Admin.UntilAsync("/api/jobs/" + job, found => found.GetProperty("done").GetInt64() > done || found.Text("status") == "succeeded");
            await _hub.RestartAsync();
        }

        var ended = await _hub.Admin.EndOfJobAsync(job);
        Assert.Equal(("succeeded", $"{rows}/0/0/0"), (ended.Text("status"), Csv.CountsOf(ended)));
        Assert.Equal(rows, (await _hub.Admin.AllAsync("/api/customers")).Select(c => c.Text("name")).Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(TestStorage.Blobs(_hub));
    }
}
