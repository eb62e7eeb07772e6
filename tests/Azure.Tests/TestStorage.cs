using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Customers.Domain.Documents;
using Customers.Domain.Queues;
using Customers.Functions.Storage.Azure;
using Customers.Functions.Storage.Cosmos;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.App;

/// <summary>Where the hubs of the tests keep their data: in emulators of Cosmos DB and Azure Storage, which all tests share.</summary>
internal static class TestStorage
{
    private static readonly Lazy<CosmosEmulator> Cosmos = new(() => new());
    private static readonly Lazy<Task<Azurite>> Storage = new(() => StartAsync(faster: 1));
    private static readonly Lazy<Task<Azurite>> HurriedStorage = new(() => StartAsync(new HurriedClock().Faster));

    /// <summary>For a database and a storage account of its own. Messages that are delayed need a storage account whose time runs as the hub's does.</summary>
    public static async Task<string[]> ArgumentsAsync(TimeProvider clock)
    {
        if (NpmPackages.Missing is { } reason) throw new InvalidOperationException(reason);
        var storage = await (clock is HurriedClock ? HurriedStorage : Storage).Value;
        return
        [
            "--Customers:Storage", "azure",
            "--Customers:Cosmos:ConnectionString", Cosmos.Value.ConnectionString,
            "--Customers:Cosmos:Database", Cosmos.Value.NewDatabase(),
            "--Customers:Cosmos:CreateContainers", "true",
            "--AzureWebJobsStorage", storage.NewAccount(),
        ];
    }

    /// <summary>Queues are looked into also while the hub's time stands still.</summary>
    public static void Configure(IServiceCollection services) =>
        services.AddSingleton<IQueue>(all => new WokenQueue(new AzureQueue(all.GetRequiredService<QueueServiceClient>(), TimeProvider.System)));

    /// <summary>Names of the files that the hub keeps.</summary>
    public static IEnumerable<string> Blobs(HubHost hub) => hub.Services.GetRequiredService<BlobContainerClient>().GetBlobs().Select(blob => blob.Name);

    /// <summary>Everything that the hub keeps, byte for byte: its keys in its folder, documents and large bodies.</summary>
    public static async IAsyncEnumerable<(string Name, byte[] Bytes)> ContentAsync(HubHost hub)
    {
        await foreach (var file in hub.FilesAsync()) yield return file;
        var account = hub.Services.GetRequiredService<CosmosAccount>();
        foreach (var name in Containers.All)
        {
            using var pages = account.Container(name).GetItemQueryStreamIterator("SELECT * FROM c");
            while (pages.HasMoreResults)
            {
                using var page = await pages.ReadNextAsync();
                yield return (name, await BytesAsync(page.Content));
            }
        }

        var files = hub.Services.GetRequiredService<BlobContainerClient>();
        await foreach (var file in files.GetBlobsAsync())
            yield return (file.Name, (await files.GetBlobClient(file.Name).DownloadContentAsync()).Value.Content.ToArray());
    }

    private static async Task<byte[]> BytesAsync(Stream content)
    {
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        return copy.ToArray();
    }

    private static async Task<Azurite> StartAsync(int faster)
    {
        var azurite = new Azurite { Faster = faster };
        await azurite.InitializeAsync();
        return azurite;
    }
}
