using Customers.Domain.Stores;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.App;

public sealed class RestartTests : IAsyncLifetime
{
    private readonly RestingHub _hub = new();

    private sealed class RestingHub : HubHost
    {
        protected override IEnumerable<string> Arguments => [.. base.Arguments, "--Customers:RunJobs", "false"];
    }

    public Task InitializeAsync() => _hub.InitializeAsync();

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task What_was_acknowledged_before_a_stop_is_done_after_the_next_start()
    {
        var before = await StoreDriver.RegisterAsync(_hub.Admin, StoreKind.WooCommerce, "kept-over");
        var order = new ToldOrder { Id = 1, Email = "kept-over@buyer.example" };
        await before.SendAsync(before.Told(order), before.Told(order with { Id = 2 }));
        var customer = (await _hub.Admin.CreateCustomerAsync(new { name = "Kept" })).Text("id");

        await _hub.RestartAsync("--Customers:RunJobs", "true");

        var after = new StoreDriver(_hub.Admin, before.Id, StoreKind.WooCommerce, "kept-over");
        await after.SendAsync(after.Told(order with { Id = 3 })); // signed with a secret that was sealed before
        await after.DrainedAsync();
        Assert.Equal(3, (await after.OrdersAsync()).Count);
        Assert.Equal("Kept", (await _hub.Admin.CustomerAsync(customer)).Text("name"));
    }

    [Fact]
    public async Task A_pull_that_waits_for_a_silent_store_is_cut_by_a_stop_and_goes_on_after_the_next_start()
    {
        await using var shops = await ShopsHost.StartAsync(_hub.Clock);
        var answer = new TaskCompletionSource();
        (shops.Answering, shops.OddAnswer) = (answer.Task, (200, "[]"));
        var store = await StoreDriver.RegisterAsync(_hub.Admin, StoreKind.WooCommerce, "silent", shops.Odd);
        await _hub.RestartAsync("--Customers:RunJobs", "true");
        var job = (await _hub.Admin.PostAsync(store.Path + "/pull")).Text("id");
        await shops.Asked.Task;

        await _hub.RestartAsync("--Customers:RunJobs", "true");
        answer.SetResult();

        Assert.Equal("succeeded", (await _hub.Admin.EndOfJobAsync(job)).Text("status"));
        Assert.DoesNotContain("Critical", _hub.Logs.Text, StringComparison.Ordinal);
    }
}
