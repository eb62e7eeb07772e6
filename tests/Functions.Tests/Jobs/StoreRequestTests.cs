using Customers.Domain.Documents;
using Customers.Domain.Queues;
using Customers.Domain.Stores;
using Customers.Functions.Jobs;
using Customers.Functions.Storage;
using Customers.Functions.Storage.Sqlite;
using Customers.Functions.Stores;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Customers.Functions.Tests.Jobs;

/// <summary>
/// How many requests a store event costs, from its message to its end mark. Settings and the store are kept for seconds, so
/// they are asked for before; so is the block of customer references.
/// </summary>
public sealed class StoreRequestTests : IAsyncLifetime, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-requests-");
    private readonly ServiceProvider _services;
    private readonly CountingStore _store;
    private Store _shop = null!;
    private int _events;

    public StoreRequestTests()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(new FakeTimeProvider(RunningClock.Start));
        EmbeddedStorage.Add(services, _folder.FullName, Hub.Documents).AddHub(new ConfigurationBuilder().Build());
        services.AddSingleton(all => new CountingStore(new SqliteDocumentStore(all.GetRequiredService<SqliteDatabase>())));
        services.AddSingleton<IDocumentStore>(all => all.GetRequiredService<CountingStore>());
        _services = services.BuildServiceProvider();
        _store = _services.GetRequiredService<CountingStore>();
    }

    /// <summary>Order 1 of buyer 7 and order 2 of a guest are known.</summary>
    public async Task InitializeAsync()
    {
        await using var scope = _services.CreateAsyncScope();
        var wish = new StoreWish(StoreKind.Shopify, "Shop", new("https://shop.example"), new(new() { AccessToken = "t" }, ["s"]), new(), GuestPolicy.PerEmail, null);
        _shop = (await scope.ServiceProvider.GetRequiredService<SaveStore>().CreateAsync(wish, default)).Value;
        await HandleAsync(Registered);
        await HandleAsync(Guest);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _services.Dispose();
        _folder.Delete(recursive: true);
    }

    private static ToldOrder Registered => new() { Id = 1, Email = "ada@example.com", BuyerId = 7 };
    private static ToldOrder Guest => new() { Id = 2, Email = "gus@example.com" };

    public static TheoryData<string, int> Flows => new()
    {
        { "known order changed", 5 },
        { "known order of a guest changed", 5 },
        { "nothing new", 4 },
        { "something older", 4 },
        { "new order of a known customer", 7 },
        { "new order of a known guest", 7 },
        { "order of a new customer", 10 },
        { "order of a new guest", 9 },
        { "event that ended", 1 },
    };

    [Theory]
    [MemberData(nameof(Flows))]
    public async Task An_event_costs_so_many_requests(string flow, int requests)
    {
        var order = flow switch
        {
            "known order changed" => Registered.Paid(),
            "known order of a guest changed" => Guest.Paid(),
            "something older" => Registered with { UpdatedAt = Registered.UpdatedAt.AddMinutes(-1) },
            "new order of a known customer" => Registered with { Id = 3 },
            "new order of a known guest" => Guest with { Id = 3 },
            "order of a new customer" => Registered with { Id = 3, BuyerId = 8, Email = "new@example.com" },
            "order of a new guest" => Guest with { Id = 3, Email = "new@example.com" },
            _ => Registered,
        };
        await HandleAsync(order);
        if (flow == "event that ended") await HandleAsync(_events);

        Assert.True(_store.Requests.Count == requests, $"{_store.Requests.Count} requests:\n{string.Join('\n', _store.Requests)}");
        Assert.Equal(StoreEventState.Done, (await _store.ReadAsync(StoreEvent.Type, $"evt_{_events}", $"evt_{_events}", default))!.Value.State);
    }

    private async Task HandleAsync(ToldOrder order)
    {
        var id = $"evt_{++_events}";
        var kept = new StoreEvent { Id = id, StoreId = _shop.Id, Topic = "orders/updated", ReceivedAt = RunningClock.Start };
        var body = new StoreEventBody(id, order.ToShopify().ToJsonString());
        Assert.True((await _store.CommitAsync(new(Containers.Events, id, [StoreEvent.Type.Create(kept), StoreEventBody.Type.Create(body)]), default)).Holds);
        await HandleAsync(_events);
    }

    private Task HandleAsync(int number)
    {
        _store.Forget();
        return _services.GetRequiredService<QueueHandlers>().RunAsync(QueueNames.StoreEvents, StoreEventMessage.Of($"evt_{number}").Body, default);
    }
}
