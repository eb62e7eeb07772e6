using System.Reflection;
using System.Text.Json;
using Customers.Functions;
using Customers.Functions.Storage.Azure;
using Customers.Functions.Storage.Cosmos;
using Customers.Functions.Stores;

namespace Customers.Conventions.Tests;

/// <summary>Every setting there is, by the name it has in the environment.</summary>
internal static class KnownSettings
{
    /// <summary>The hub's own, as its options classes have them.</summary>
    public static readonly IReadOnlyList<string> Options =
    [
        .. Names(typeof(HubOptions)).Select(name => $"{HubOptions.Section}__{name}"),
        .. Names(typeof(StoreOptions)).Select(name => $"{StoreOptions.Section}__{name}"),
        .. Names(typeof(CosmosOptions)).Select(name => $"{CosmosOptions.Section.Replace(":", "__", StringComparison.Ordinal)}__{name}"),
        .. Names(typeof(AzureStorageOptions)).Select(StorageName),
    ];

    /// <summary>What others read, and who.</summary>
    public static readonly IReadOnlyDictionary<string, string> OfOthers = new Dictionary<string, string>
    {
        ["FUNCTIONS_WORKER_RUNTIME"] = "the Functions tools, to run the hub on a developer's machine; on Azure it is part of the app itself",
        ["AzureWebJobsStorage__credential"] = "the Functions host: it signs in to the storage with an identity",
        ["AZURE_CLIENT_ID"] = "DefaultAzureCredential: which of the app's identities it is",
        ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "the Functions host, and exporters: where telemetry goes",
        ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] = "the Functions host: keys are switched off there too",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "OpenTelemetry, by its specification",
    };

    private static IEnumerable<string> Names(Type options) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).Select(property => property.Name);

    /// <summary>The connection string is the section's own value, and the host writes the rest small.</summary>
    private static string StorageName(string property) => property == nameof(AzureStorageOptions.ConnectionString)
        ? AzureStorageOptions.Section
        : $"{AzureStorageOptions.Section}__{JsonNamingPolicy.CamelCase.ConvertName(property)}";
}
