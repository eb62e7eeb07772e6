using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Customers.Domain.Documents;
using Customers.Functions.Storage.Cosmos;
using Customers.Functions.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using static Customers.Storage.Tests.SampleType;

namespace Customers.Storage.Tests;

/// <summary>What requests cost is told by operation and container, and names no document.</summary>
[NeedsNpm, Collection(CosmosTests.Name)]
public sealed class CosmosChargeTests(CosmosEmulator emulator)
{
    [ContractFact]
    public async Task Each_operation_tells_its_charge()
    {
        await using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddInstruments().BuildServiceProvider();
        using var account = await CosmosTests.CreateAsync(emulator, instruments: services.GetRequiredService<Instruments>());
        var told = new ConcurrentQueue<string>();
        using var listener = Listen(services.GetRequiredService<IMeterFactory>(), told);
        var store = CosmosTests.StoreOn(account);
        await store.CommitAsync(new(Containers.Customers, "p", [new Write.Upsert("a", PersonContent(("rank", 1)))]), default);
        await store.ReadAsync(new(Containers.Customers, "p", "a"), default);
        await store.ReadAsync(new(Containers.Customers, "p", "nobody"), default);
        await store.QueryAsync(new(Person, 2) { SortBy = "rank" }, default);
        Assert.Equal(["commit customers", "read customers", "read customers", "query customers"], told);
    }

    private static MeterListener Listen(IMeterFactory meters, ConcurrentQueue<string> told)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, all) =>
            {
                if (instrument.Meter.Scope == meters) all.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, charge, tags, _) =>
        {
            Assert.True(charge >= 0);
            told.Enqueue($"{tags[0].Value} {tags[1].Value}");
        });
        listener.Start();
        return listener;
    }
}
