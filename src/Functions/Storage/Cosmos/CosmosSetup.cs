using System.Net;
using Customers.Domain.Documents;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Options;

namespace Customers.Functions.Storage.Cosmos;

/// <summary>In development, creates the database and its containers at start and keeps their indexes as declared.</summary>
public sealed class CosmosSetup(CosmosAccount account, IOptions<CosmosOptions> options) : IHostedService
{
    private const string PartitionPath = "/pk";

    public Task StartAsync(CancellationToken cancellationToken) => options.Value.CreateContainers ? CreateAsync(cancellationToken) : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task CreateAsync(CancellationToken cancel)
    {
        await CosmosCalls.CallAsync(() => account.Database.Client.CreateDatabaseIfNotExistsAsync(account.Database.Id, cancellationToken: cancel), cancel);
        foreach (var name in Containers.All) await CreateAsync(name, cancel);
    }

    private async Task CreateAsync(string name, CancellationToken cancel)
    {
        var container = new ContainerProperties(name, PartitionPath) { IndexingPolicy = new CosmosIndexes(name, account.Types.Values).Policy };
        var answer = await CosmosCalls.CallAsync(() => account.Database.CreateContainerIfNotExistsAsync(container, cancellationToken: cancel), cancel);
        if (answer.StatusCode != HttpStatusCode.Created) await CosmosCalls.CallAsync(() => answer.Container.ReplaceContainerAsync(container, cancellationToken: cancel), cancel);
    }
}
