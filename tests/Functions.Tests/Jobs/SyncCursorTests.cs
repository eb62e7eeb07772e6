using System.Text;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Jobs;
using Customers.Domain.Queues;
using Customers.Domain.Stores;
using Customers.Functions.Jobs;
using Customers.Functions.Shopify;
using Customers.Functions.Tests.App;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.Jobs;

/// <summary>How the reading of a customer from its store goes on from page to page.</summary>
public sealed class SyncCursorTests : IDisposable
{
    /// <summary>Two pages of one order of buyer 7.</summary>
    private readonly PagedShop _shop = new(2, page => [OrderOf(page)]);
    private readonly EmbeddedHub _hub;

    public SyncCursorTests()
    {
        _hub = new(_shop);
        _shop.Clock = _hub.Clock;
    }

    public void Dispose() => _hub.Dispose();

    [Fact]
    public async Task Every_page_of_its_orders_is_read_once()
    {
        var (customer, job) = await StartAsync();
        await DeliverAsync(new(customer.Value, job));
        Assert.Equal([0, 1], _shop.Asked);
        var end = (await _hub.Documents.ReadAsync(Job.Type, job, job, default))!.Value;
        Assert.Equal((JobStatus.Succeeded, 3L), (end.Status, end.Done)); // the customer and its orders
    }

    [Fact]
    public async Task A_message_of_another_reading_reads_nothing()
    {
        var (customer, job) = await StartAsync();
        await DeliverAsync(new(customer.Value, "job_earlier"));
        Assert.Empty(_shop.Asked);
        Assert.Equal(JobStatus.Queued, (await _hub.Documents.ReadAsync(Job.Type, job, job, default))!.Value.Status);
    }

    private async Task<(CustomerId Customer, string Job)> StartAsync()
    {
        var store = (await _hub.RegisterAsync("s")).Value;
        await _hub.KeepAsync(new() { Id = "evt_1", StoreId = store.Id, Topic = "orders/updated", ReceivedAt = RunningClock.Start }, Told(0).ToShopify().ToJsonString());
        await _hub.HandleAsync("evt_1");
        var customer = (await _hub.Documents.QueryAsync(CustomerDocuments.Type, new Query(CustomerDocuments.Type, 1), default)).Items.Single().Value.Id;
        await using var scope = _hub.Get<IServiceScopeFactory>().CreateAsyncScope();
        return (customer, (await scope.ServiceProvider.GetRequiredService<StartSync>().RunAsync(customer.Value, default)).Value.Id);
    }

    private Task DeliverAsync(SyncMessage message) => _hub.Get<QueueHandlers>().RunAsync(QueueNames.Syncs, message.ToQueue().Body, default);
    private static ToldOrder Told(int page) => new() { Id = page + 1, Email = "a@example.com", BuyerId = 7 };

    private static ShopOrder OrderOf(int page)
    {
        var raw = Encoding.UTF8.GetBytes(Told(page).ToShopifyNode().ToJsonString());
        return new($"{page + 1}", raw, ShopifyMapper.Node(raw, RunningClock.Start));
    }
}
