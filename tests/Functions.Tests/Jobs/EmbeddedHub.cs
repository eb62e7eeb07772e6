using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Queues;
using Customers.Domain.Stores;
using Customers.Functions.Jobs;
using Customers.Functions.Storage.Sqlite;
using Customers.Functions.Stores;
using Customers.Functions.Tests.App;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Customers.Functions.Tests.Jobs;

/// <summary>The hub without its shell, on an embedded store that a test watches; messages are handled when the test says so.</summary>
public sealed class EmbeddedHub : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-embedded-");
    private readonly ServiceProvider _services;

    public EmbeddedHub(params IShopReader[] readers) : this(services =>
    {
        if (readers.Length > 0) services.AddSingleton<IEnumerable<IShopReader>>(readers);
    })
    {
    }

    /// <param name="change">What the test replaces.</param>
    public EmbeddedHub(Action<IServiceCollection> change)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock);
        services.AddHub(new ConfigurationBuilder().AddInMemoryCollection([new("Customers:DataPath", _folder.FullName)]).Build());
        services.AddSingleton(all => new WatchedStore(new SqliteDocumentStore(all.GetRequiredService<SqliteDatabase>())));
        services.AddSingleton<IDocumentStore>(all => all.GetRequiredService<WatchedStore>());
        change(services);
        _services = services.BuildServiceProvider();
        Documents = _services.GetRequiredService<WatchedStore>();
    }

    public FakeTimeProvider Clock { get; } = new(RunningClock.Start);
    public WatchedStore Documents { get; }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public Task<Outcome<Store>> RegisterAsync(params string[] secrets) =>
        RegisterAsync(new StoreWish(StoreKind.Shopify, "Shop", new("https://shop.example"), new(new() { AccessToken = "t" }, secrets), new(), GuestPolicy.PerEmail, null));

    public async Task<Outcome<Store>> RegisterAsync(StoreWish wish)
    {
        await using var scope = _services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SaveStore>().CreateAsync(wish, Caller.Hub, default);
    }

    public async Task KeepAsync(StoreEvent kept, string body) =>
        Assert.True((await Documents.CommitAsync(new(Containers.Events, kept.Id, [StoreEvent.Type.Create(kept), StoreEventBody.Type.Create(new(kept.Id, body))]), default)).Holds);

    public Task HandleAsync(string eventId) => Get<QueueHandlers>().RunAsync(QueueNames.StoreEvents, StoreEventMessage.Of(eventId).Body, default);

    public async Task<StoreEvent> EventAsync(string id) => (await Documents.ReadAsync(StoreEvent.Type, id, id, default))!.Value;

    public void Dispose()
    {
        _services.Dispose();
        _folder.Delete(recursive: true);
    }
}
