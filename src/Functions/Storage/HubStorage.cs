using Customers.Domain.Documents;
using Customers.Functions.Storage.Azure;
using Customers.Functions.Storage.Cosmos;

namespace Customers.Functions.Storage;

/// <summary>Where documents, queues and files lie.</summary>
public enum StorageChoice
{
    /// <summary>In one folder of this machine.</summary>
    Embedded,
    /// <summary>In Cosmos DB and Azure Storage, or in their emulators.</summary>
    Azure,
}

/// <summary>The ports for documents, queues and files, by <see cref="HubOptions.Storage"/>.</summary>
public static class HubStorage
{
    /// <param name="types">All that this program stores.</param>
    public static IServiceCollection Add(IServiceCollection services, IConfiguration configuration, IReadOnlyList<DocumentType> types)
    {
        var options = configuration.GetSection(HubOptions.Section).Get<HubOptions>() ?? new();
        return options.Storage == StorageChoice.Azure
            ? AzureStorage.Add(CosmosStorage.Add(services, configuration, types), configuration)
            : EmbeddedStorage.Add(services, options.DataPath, types);
    }
}
