using Customers.Domain.Documents;
using Customers.Functions.Telemetry;
using Microsoft.Extensions.Options;

namespace Customers.Functions.Storage.Cosmos;

/// <summary>Documents in Cosmos DB. Messages of commits go through the <c>IQueue</c> that is registered beside it.</summary>
public static class CosmosStorage
{
    /// <summary>Connects when first used. <paramref name="types"/> are all that this program stores.</summary>
    public static IServiceCollection Add(IServiceCollection services, IConfiguration configuration, IReadOnlyList<DocumentType> types)
    {
        services.AddOptions<CosmosOptions>().Bind(configuration.GetSection(CosmosOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        return services.AddInstruments()
            .AddSingleton(all => new CosmosAccount(all.GetRequiredService<IOptions<CosmosOptions>>(), types, all.GetRequiredService<Instruments>()))
            .AddSingleton<CosmosSetup>()
            .AddHostedService(all => all.GetRequiredService<CosmosSetup>())
            .AddSingleton<IDocumentStore, CosmosDocumentStore>().AddSingleton<IFreedSpace, CosmosFreedSpace>();
    }
}
