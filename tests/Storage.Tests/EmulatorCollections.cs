using Customers.Domain.Queues;
using Customers.Functions.Storage.Cosmos;
using Customers.Functions.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Customers.Storage.Tests;

/// <summary>The tests that share one Azurite.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteTests : ICollectionFixture<Azurite>
{
    public const string Name = "Azurite";
}

/// <summary>The tests that share one Cosmos emulator.</summary>
[CollectionDefinition(Name)]
public sealed class CosmosTests : ICollectionFixture<CosmosEmulator>
{
    public const string Name = "cosmos";

    /// <summary>An account with a database of its own, ready for <see cref="SampleType"/>.</summary>
    internal static async Task<CosmosAccount> CreateAsync(CosmosEmulator emulator, Func<HttpClient>? http = null, Instruments? instruments = null)
    {
        var account = new CosmosAccount(new() { ConnectionString = emulator.ConnectionString, Database = emulator.NewDatabase() }, SampleType.All, http, instruments);
        await new CosmosSetup(account, Options.Create(new CosmosOptions())).CreateAsync(default);
        return account;
    }

    internal static CosmosDocumentStore StoreOn(CosmosAccount account, IQueue? queue = null) => new(account, queue ?? new SentMessages(), NullLogger<CosmosDocumentStore>.Instance);
}
