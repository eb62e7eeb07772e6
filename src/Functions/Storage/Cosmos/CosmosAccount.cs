using System.Text.Json;
using Azure.Identity;
using Customers.Domain.Documents;
using Customers.Functions.Telemetry;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Options;

namespace Customers.Functions.Storage.Cosmos;

/// <summary>The one client of this process, its database and the types that lie in it.</summary>
public sealed class CosmosAccount : IDisposable
{
    private const string PlansQueriesHere = "AZURE_COSMOS_USE_QUERY_PLAN_INTEROP_LINUX";
    /// <summary>A store that sends webhooks waits five seconds for its answer; a 503 in time is better than none.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);
    private readonly CosmosClient _client;

    static CosmosAccount()
    {
        // On Linux the SDK asks the gateway for the plan of each query, unless it may use its own library.
        if (Environment.GetEnvironmentVariable(PlansQueriesHere) is null) Environment.SetEnvironmentVariable(PlansQueriesHere, "true");
    }

    public CosmosAccount(IOptions<CosmosOptions> options, IReadOnlyList<DocumentType> types, Instruments instruments) : this(options.Value, types, http: null, instruments) { }

    /// <param name="http">For tests: what goes over the wire.</param>
    internal CosmosAccount(CosmosOptions options, IReadOnlyList<DocumentType> types, Func<HttpClient>? http, Instruments? instruments = null)
    {
        Types = types.ToDictionary(type => type.Name);
        var settings = SettingsFor(options.Address!);
        if (http is not null) settings.HttpClientFactory = http;
        if (instruments is not null) settings.CustomHandlers.Add(new CosmosCharges(instruments));
        _client = options.ConnectionString is { } connection
            ? new(connection, settings)
            : new(options.Endpoint!.AbsoluteUri, new DefaultAzureCredential(), settings);
        Database = _client.GetDatabase(options.Database);
    }

    internal IReadOnlyDictionary<string, DocumentType> Types { get; }
    internal Database Database { get; }

    internal Container Container(string name) => Database.GetContainer(name);

    /// <summary>The declared type, in this container.</summary>
    internal DocumentType Type(string name, string container) =>
        Types.GetValueOrDefault(name) is { } type && type.Container == container
            ? type
            : throw new ArgumentException($"'{name}' is not a type of the container '{container}'.", nameof(name));

    public void Dispose() => _client.Dispose();

    /// <summary>Emulators answer at one address, through the gateway.</summary>
    private static CosmosClientOptions SettingsFor(Uri address)
    {
        var isEmulator = address.IsLoopback || address.Scheme == Uri.UriSchemeHttp;
        return new()
        {
            ApplicationName = "customers",
            ConnectionMode = isEmulator ? ConnectionMode.Gateway : ConnectionMode.Direct,
            LimitToEndpoint = isEmulator,
            ConsistencyLevel = ConsistencyLevel.Session,
            AllowBulkExecution = false,
            EnableContentResponseOnWrite = false,
            MaxRetryWaitTimeOnRateLimitedRequests = LongestWait,
            UseSystemTextJsonSerializerWithOptions = JsonSerializerOptions.Default,
        };
    }
}
