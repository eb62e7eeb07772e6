using Azure.Storage.Queues;
using Customers.Domain.Blobs;
using Customers.Domain.Queues;

namespace Customers.Storage.Tests;

[NeedsNpm]
[Collection(AzuriteTests.Name)]
public sealed class AzureBlobStoreTests(Azurite azurite) : BlobStoreContract, IAsyncLifetime
{
    private readonly AzuriteAccount _account = new(azurite);

    protected override IBlobStore Blobs => _account.Get<IBlobStore>();

    public Task InitializeAsync() => _account.InitializeAsync();

    public Task DisposeAsync() => _account.DisposeAsync();
}

[NeedsNpm]
[Collection(AzuriteTests.Name)]
public sealed class AzureQueueTests(Azurite azurite) : QueueContract, IAsyncLifetime
{
    private readonly AzuriteAccount _account = new(azurite);

    protected override IQueue Queue => _account.Get<IQueue>();

    protected override string Name => QueueNames.StoreEvents;

    protected override Task Pass(TimeSpan time) => azurite.PassAsync(time);

    public async Task InitializeAsync()
    {
        await _account.InitializeAsync();
        await _account.Get<QueueServiceClient>().CreateQueueAsync(Name + "-other");
    }

    public Task DisposeAsync() => _account.DisposeAsync();
}
