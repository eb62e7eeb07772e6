using Customers.Domain.Stores;
using Customers.Functions.Tests.App;

namespace Customers.Functions.Tests.Jobs;

/// <summary>
/// How many requests a store event costs, from its message to its end mark. Settings and the store are kept for seconds, so
/// they are asked for before; so is the block of customer references.
/// </summary>
public sealed class StoreRequestTests : IAsyncLifetime, IDisposable
{
    private readonly EmbeddedHub _hub = new();
    private Store _shop = null!;
    private int _events;

    /// <summary>Order 1 of buyer 7 and order 2 of a guest are known.</summary>
    public async Task InitializeAsync()
    {
        _shop = (await _hub.RegisterAsync("s")).Value;
        await HandleAsync(Registered);
        await HandleAsync(Guest);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _hub.Dispose();

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

        Assert.True(_hub.Documents.Requests.Count == requests, $"{_hub.Documents.Requests.Count} requests:\n{string.Join('\n', _hub.Documents.Requests)}");
        Assert.Equal(StoreEventState.Done, (await _hub.EventAsync($"evt_{_events}")).State);
    }

    private async Task HandleAsync(ToldOrder order)
    {
        var id = $"evt_{++_events}";
        await _hub.KeepAsync(new() { Id = id, StoreId = _shop.Id, Topic = "orders/updated", ReceivedAt = RunningClock.Start }, order.ToShopify().ToJsonString());
        await HandleAsync(_events);
    }

    private Task HandleAsync(int number)
    {
        _hub.Documents.Forget();
        return _hub.HandleAsync($"evt_{number}");
    }
}
