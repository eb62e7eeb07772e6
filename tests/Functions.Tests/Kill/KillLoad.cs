using System.Net.Http.Json;
using Customers.Domain.Stores;
using Customers.Functions.Local.DemoStores;
using Customers.Functions.Tests.App;

namespace Customers.Functions.Tests.Kill;

/// <summary>What one run sends, made up from a seed: orders of two stores with their histories, and customers of a partner.</summary>
internal sealed class KillLoad
{
    private const int People = 40;
    private const int OrdersOfAStore = 90;
    private const int Posted = 80;

    public KillLoad(Random random, DateTimeOffset now, StoreDriver shopify, StoreDriver woo)
    {
        var placed = new DateTimeOffset(now.Ticks - now.Ticks % TimeSpan.TicksPerSecond, TimeSpan.Zero).AddDays(-5);
        Orders = [.. new[] { shopify, woo }.SelectMany(store => Enumerable.Range(1, OrdersOfAStore).Select(n => (store, Order(n, placed, random))))];
        foreach (var (store, order) in Orders)
            foreach (var state in order.Told)
                Repeat(random, () => store.Told(state), store.WebhookPath);
        Events = Deliveries.Select(d => d.Name).Distinct(StringComparer.Ordinal).Count();
        Deliveries.AddRange(Enumerable.Range(1, Posted).Select(n => new Delivery($"post {n}", address => Post(address, n))));
        var shuffled = Deliveries.ToArray();
        random.Shuffle(shuffled);
        Deliveries = [.. shuffled];
    }

    public List<Delivery> Deliveries { get; } = [];

    public IReadOnlyList<(StoreDriver Store, OrderLife Order)> Orders { get; }

    /// <summary>Different events among the deliveries.</summary>
    public int Events { get; }

    public static IEnumerable<string> PostedNames => Enumerable.Range(1, Posted).Select(n => $"Posted {n}");

    private static OrderLife Order(int number, DateTimeOffset placed, Random random)
    {
        var person = random.Next(People);
        var order = new ToldOrder
        {
            Id = number,
            Email = $"person-{person}@kill.example",
            BuyerId = person % 3 == 0 ? null : 1000 + person,
            Total = 50 + random.Next(100_000) / 100m,
            CreatedAt = placed,
            UpdatedAt = placed,
        };
        return new(order, random.Next(4));
    }

    /// <summary>Some deliveries are made twice.</summary>
    private void Repeat(Random random, Func<DemoWebhook> told, string path)
    {
        var webhook = told();
        var name = path + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(webhook.Body));
        for (var i = random.Next(3) == 0 ? 0 : 1; i < 2; i++) Deliveries.Add(new(name, address => webhook.ToRequest(new Uri(address, path))));
    }

    private static HttpRequestMessage Post(Uri address, int number)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/api/customers")) { Content = JsonContent.Create(new { name = $"Posted {number}" }) };
        request.Headers.Add("Idempotency-Key", $"post-{number}");
        return request;
    }
}

/// <param name="Later">How many of its later states the store tells.</param>
internal sealed record OrderLife(ToldOrder Placed, int Later)
{
    public IEnumerable<ToldOrder> Told => Placed.Life.Take(1 + Later);
    public ToldOrder Newest => Placed.Life[Later];
}

/// <param name="Name">The same for the same delivery made twice.</param>
internal sealed record Delivery(string Name, Func<Uri, HttpRequestMessage> Request);
