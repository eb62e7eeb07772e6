using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Customers.Domain.Documents;
using Customers.Domain.Stores;
using Customers.Functions.Security;
using Customers.Functions.Storage;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Customers.Functions.Tests.Kill;

/// <summary>
/// The hub is killed in the midst of its work, again and again. What it has acknowledged is there afterwards, once, and right.
/// The same run again: <c>KILL_SEED=… dotnet test tests/Functions.Tests --filter Kill</c>.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const string AdminKey = "hub_admin-key-of-the-kill-test-0123456789abcdefghijk";
    private const int Kills = 6;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-kill-");
    private readonly int _seed = int.TryParse(Environment.GetEnvironmentVariable("KILL_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : Environment.TickCount & int.MaxValue;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_was_acknowledged_survives_kills_once_and_right()
    {
        output.WriteLine($"KILL_SEED={_seed}");
        var random = new Random(_seed);
        await using var process = new HubProcess(_folder.FullName, AdminKey);
        await process.StartAsync();
        using var before = await DriverAsync(process);
        var shopify = await StoreDriver.RegisterAsync(before, StoreKind.Shopify, "kill-shopify");
        var woo = await StoreDriver.RegisterAsync(before, StoreKind.WooCommerce, "kill-woo");
        var load = new KillLoad(random, TimeProvider.System.GetUtcNow(), shopify, woo);

        using var sender = new KillSender(process, AdminKey);
        var sending = sender.SendAsync(load.Deliveries);
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.WhenAny(sender.AcknowledgedAsync(load.Deliveries.Count / Kills - random.Next(20)), sending);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(50)), TimeProvider.System);
            await process.KillAsync();
            await process.StartAsync();
        }

        await sending;
        await process.KillAsync();
        await LapseAsync();
        await process.StartAsync();
        await sender.SendAsync([.. sender.InProgress]);
        output.WriteLine($"{load.Deliveries.Count} deliveries, {load.Events} events, {load.Orders.Count} orders, {sender.InProgress.Count} POSTs cut");
        using var hub = await DriverAsync(process);
        await DrainedAsync(hub, process, shopify.Id, woo.Id);
        await CompareAsync(hub, load, shopify.Id, woo.Id);
    }

    private async Task DrainedAsync(HubDriver hub, HubProcess process, params string[] stores)
    {
        foreach (var store in stores)
        {
            var status = await hub.UntilAsync($"/api/stores/{store}/status", s => s.GetProperty("events").GetProperty("waiting").GetInt32() == 0);
            Assert.True(status.GetProperty("events").GetProperty("parked").GetInt32() == 0, $"Seed {_seed}: {status}\n{process.Output}");
        }
    }

    private static async Task CompareAsync(HubDriver hub, KillLoad load, params string[] stores)
    {
        var done = 0;
        foreach (var store in stores) done += (await hub.AllAsync($"/api/stores/{store}/events?state=done")).Count;
        Assert.Equal(load.Events, done);
        Assert.Equal(load.Orders.Select(Expected).Order(StringComparer.Ordinal), (await hub.AllAsync("/api/orders")).Select(Found).Order(StringComparer.Ordinal));
        var customers = await hub.AllAsync("/api/customers");
        var people = load.Orders.Select(o => o.Order.Newest).GroupBy(o => o.Email).Select(p => $"{p.Key} {ToldOrder.Text(p.Sum(o => o.Billed - o.NetPaid))}");
        Assert.Equal(people.Order(StringComparer.Ordinal), customers.Where(c => c.GetProperty("email").ValueKind == JsonValueKind.String).Select(c => $"{c.Text("email")} {Balance(c)}").Order(StringComparer.Ordinal));
        Assert.Equal(KillLoad.PostedNames.Order(StringComparer.Ordinal), customers.Where(c => c.GetProperty("email").ValueKind == JsonValueKind.Null).Select(c => c.Text("name")).Order(StringComparer.Ordinal));
        Assert.Distinct(customers.Select(c => c.Text("ref")));
    }

    private static string Expected((StoreDriver Store, OrderLife Order) one) =>
        $"{one.Store.Id} {one.Order.Placed.Id} {ToldOrder.Text(one.Order.Newest.Billed)} {ToldOrder.Text(one.Order.Newest.NetPaid)} {(one.Order.Newest.IsCancelled ? "cancelled" : "confirmed")}";

    private static string Found(JsonElement order) =>
        $"{order.GetProperty("source").Text("storeId")} {order.GetProperty("source").Text("externalId")} {order.Text("invoiced")} {order.Text("paid")} {order.Text("status")}";

    private static string Balance(JsonElement customer) => Assert.Single(customer.GetProperty("account").GetProperty("balances").EnumerateArray()).Text("balance");

    /// <summary>A driver of the hub as it runs now, once its first key is there.</summary>
    private static async Task<HubDriver> DriverAsync(HubProcess process)
    {
        var http = new HttpClient { BaseAddress = await process.AddressAsync() };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
        while (true)
        {
            using var me = await http.GetAsync("/api/me");
            if (me.IsSuccessStatusCode) return new HubDriver(http);
        }
    }

    /// <summary>As if a minute had passed: whoever held a mark is given up.</summary>
    private async Task LapseAsync()
    {
        await using var storage = EmbeddedStorage.Add(new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System), Path.Combine(_folder.FullName, "data"), Hub.Documents).BuildServiceProvider();
        var documents = storage.GetRequiredService<IDocumentStore>();
        await foreach (var mark in documents.AllAsync(KeptAnswer.Documents, new Query(KeptAnswer.Documents, 100), CancellationToken.None))
        {
            var lapsed = mark.Value with { RunsUntil = null };
            await documents.CommitAsync(KeptAnswer.Documents.Alone(KeptAnswer.Documents.Replace(mark, lapsed), lapsed), CancellationToken.None);
        }
    }
}
