using System.Diagnostics;
using System.Globalization;
using Customers.Domain.Documents;
using Customers.Domain.Queues;
using Customers.Functions.Storage.Cosmos;
using Customers.Functions.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Customers.Storage.Tests;

/// <summary>The Cosmos DB of tests/Emulators, one for all tests of the collection. It ends when its input does, so also with this process.</summary>
public sealed class CosmosEmulator : IDisposable
{
    public const string Collection = "cosmos";
    private readonly Process? _server;
    private readonly int _port;
    private int _databases;

    public CosmosEmulator()
    {
        if (NpmPackages.Missing is not null) return;
        _server = Process.Start(new ProcessStartInfo("node", [NpmPackages.Script("cosmos.mjs")]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        _port = int.Parse(_server.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The Cosmos emulator did not start."), CultureInfo.InvariantCulture);
    }

    /// <summary>An account with a database of its own.</summary>
    internal CosmosAccount Account(IReadOnlyList<DocumentType> types, Func<HttpClient>? http = null, Instruments? instruments = null) => new(new CosmosOptions
    {
        ConnectionString = $"AccountEndpoint=http://127.0.0.1:{_port}/;AccountKey={Convert.ToBase64String(new byte[64])}",
        Database = $"d{Interlocked.Increment(ref _databases)}",
    }, types, http, instruments);

    internal async Task<CosmosAccount> CreateAsync(Func<HttpClient>? http = null, Instruments? instruments = null)
    {
        var account = Account(SampleType.All, http, instruments);
        await new CosmosSetup(account, Options.Create(new CosmosOptions())).CreateAsync(default);
        return account;
    }

    internal static CosmosDocumentStore StoreOn(CosmosAccount account, IQueue? queue = null) => new(account, queue ?? new SentMessages(), NullLogger<CosmosDocumentStore>.Instance);

    public void Dispose()
    {
        if (_server is null) return;
        _server.StandardInput.Close();
        _server.WaitForExit();
        _server.Dispose();
    }
}

[CollectionDefinition(CosmosEmulator.Collection)]
public sealed class CosmosTests : ICollectionFixture<CosmosEmulator>;
