using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Customers.Domain.Queues;
using Microsoft.Extensions.Options;

namespace Customers.Functions.Storage.Azure;

/// <summary>Makes the container and the queues that are missing, when a connection string is given: else infra/ has made them.</summary>
internal sealed class AzureStorageSetup(IOptions<AzureStorageOptions> options, BlobContainerClient container, QueueServiceClient account) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => string.IsNullOrEmpty(options.Value.ConnectionString)
        ? Task.CompletedTask
        : AzureFaults.TranslatedAsync(() => Task.WhenAll(
            QueueNames.All.Select(name => (Task)account.GetQueueClient(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken))
                .Append(container.CreateIfNotExistsAsync(cancellationToken: cancellationToken))), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
