using System.Text.Json;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Merging;
using Customers.Functions.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.App;

/// <summary>Reports while one customer goes into another, wherever that is cut: nothing is counted twice, nothing is lost.</summary>
public sealed class MergedReportTests : IAsyncLifetime
{
    private const string Year = "from=2025-12-01&to=2026-12-31";
    private readonly RestingHub _hub = new();
    private AccountDriver _from = null!, _into = null!;

    /// <summary>Merges run when the test says so, on a store that can be cut.</summary>
    private sealed class RestingHub : HubHost
    {
        public CutStore Store => (CutStore)Services.GetRequiredService<IDocumentStore>();

        protected override IEnumerable<string> Arguments => [.. base.Arguments, "--Customers:RunJobs", "false"];

        protected override void Configure(IServiceCollection services)
        {
            base.Configure(services);
            CutStore.Configure(services);
        }
    }

    public async Task InitializeAsync()
    {
        await _hub.InitializeAsync();
        _from = await AccountDriver.NewAsync(_hub.Admin, new { name = "Goes", channel = "d2c", salesReps = new[] { "Eve" } });
        _into = await AccountDriver.NewAsync(_hub.Admin, new { name = "Stays", channel = "b2b", salesReps = new[] { "Max" } });
        var third = await AccountDriver.NewAsync(_hub.Admin, new { name = "Elsewhere", salesReps = new[] { "Eve" } });
        foreach (var customer in new[] { _from, _into, third })
        {
            await customer.TradeAsync(_hub.Admin);
            await customer.InvoiceAsync(9, due: "2026-10-01", issued: "2025-12-30");
        }
    }

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Sums_are_the_same_at_every_step_of_a_merge_and_after_it()
    {
        var (sums, posted) = (await SumsAsync(), await PostedAsync());
        var job = (await _into.PostAsync("merge", new { from = _from.Id })).Text("id");
        var customers = _hub.Services.GetRequiredService<CustomerStore>();
        var merge = (await customers.FindAsync(_into.Id, default))!.Value.Merge!;
        var cuts = 0;
        for (var isOver = false; !isOver; cuts++)
        {
            _hub.Store.Left = cuts;
            isOver = !await IsCutAsync(merge);
            _hub.Store.Left = int.MaxValue;
            Assert.Equal(sums, await SumsAsync());
            // Documents that are just being shown at their new place are in no list for a moment.
            var now = await PostedAsync();
            Assert.Equal(now.Distinct(), now);
            Assert.Subset(posted.ToHashSet(), now.ToHashSet());
            Assert.InRange((await _hub.Admin.GetAsync($"/api/reports/customers?{Year}")).GetProperty("active").GetInt32(), 2, 3);
        }

        Assert.InRange(cuts, 6, 100);
        Assert.Equal("succeeded", (await _hub.Admin.GetAsync("/api/jobs/" + job)).Text("status"));
        Assert.Equal(posted.Order(StringComparer.Ordinal), (await PostedAsync()).Order(StringComparer.Ordinal));
        Assert.Equal("2 2 0 0", await CountsAsync());
        Assert.Equal(["Elsewhere", "Stays"], (await _hub.Admin.AllAsync("/api/reports/sales?" + Year)).Select(row => row.Text("name")).Order(StringComparer.Ordinal));
        Assert.Equal(["Elsewhere", "Stays"], (await _hub.Admin.AllAsync("/api/reports/receivables")).Select(row => row.Text("name")).Order(StringComparer.Ordinal));
        await _into.AgreesAsync();
    }

    /// <summary>Whether the store broke off before the merge came to its end.</summary>
    private async Task<bool> IsCutAsync(Merge merge)
    {
        await using var scope = _hub.Services.CreateAsyncScope();
        var fault = await Record.ExceptionAsync(() => scope.ServiceProvider.GetRequiredService<MergeCustomer>().RunAsync(merge, default));
        Assert.True(fault is null or StoreUnavailableException, fault?.ToString());
        return fault is not null;
    }

    /// <summary>What all reports come to, by whatever they are asked, and whether their rows come to their totals.</summary>
    private async Task<string> SumsAsync()
    {
        List<string> sums = [];
        foreach (var report in new[] { $"sales?{Year}", $"sales?by=month&{Year}", $"sales?by=channel&{Year}", $"sales?by=salesRep&{Year}", "receivables?" })
        {
            var rows = await _hub.Admin.AllAsync($"/api/reports/{report}&limit=1");
            var total = Assert.Single((await _hub.Admin.GetAsync("/api/reports/" + report)).GetProperty("totals").EnumerateArray());
            var figures = total.EnumerateObject().Where(figure => figure.Name is not ("currency" or "invoices")).Select(figure => figure.Name).ToList();
            foreach (var figure in figures) Assert.Equal((report, figure, total.Amount(figure)), (report, figure, rows.Sum(row => row.Amount(figure))));
            sums.Add($"{report}: {total}");
        }

        var months = (await _hub.Admin.AllAsync($"/api/reports/sales?by=month&{Year}")).Select(row => row.ToString());
        return string.Join('\n', [.. sums, .. months]);
    }

    private async Task<List<string>> PostedAsync() => [.. (await _hub.Admin.AllAsync($"/api/reports/transactions?{Year}&limit=7")).Select(row => $"{row.Text("documentId")} {row.Text("total")}")];

    private async Task<string> CountsAsync()
    {
        var report = await _hub.Admin.GetAsync($"/api/reports/customers?{Year}");
        return string.Join(' ', new[] { "new", "active", "lost", "onHold" }.Select(name => report.GetProperty(name).GetInt32()));
    }
}
