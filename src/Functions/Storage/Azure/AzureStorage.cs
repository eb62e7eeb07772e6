using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Customers.Domain.Blobs;
using Customers.Domain.Queues;
using Microsoft.Extensions.Options;

namespace Customers.Functions.Storage.Azure;

/// <summary>Files and queues in an Azure Storage account, or in the emulator Azurite.</summary>
public static class AzureStorage
{
    /// <summary>Registers the ports for files and queues from <see cref="AzureStorageOptions"/>, which are checked at the start.</summary>
    public static IServiceCollection Add(IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(AzureStorageOptions.Section);
        services.AddOptions<AzureStorageOptions>().Bind(section).Configure(options => options.ConnectionString = section.Value)
            .Validate(options => options.AreComplete, $"{AzureStorageOptions.Section} must be a connection string, or have both blobServiceUri and queueServiceUri.")
            .ValidateOnStart();
        return services
            .AddSingleton(all => Blobs(OptionsOf(all)).GetBlobContainerClient(AzureBlobStore.Container))
            .AddSingleton(all => Queues(OptionsOf(all)))
            .AddSingleton<IBlobStore, AzureBlobStore>().AddSingleton<AzureBlobLinks>().AddSingleton<IQueue, AzureQueue>()
            .AddHostedService<AzureStorageSetup>();
    }

    private static AzureStorageOptions OptionsOf(IServiceProvider all) => all.GetRequiredService<IOptions<AzureStorageOptions>>().Value;

    private static BlobServiceClient Blobs(AzureStorageOptions options)
    {
        var client = Bounded(new BlobClientOptions());
        return string.IsNullOrEmpty(options.ConnectionString)
            ? new(options.BlobServiceUri, Identity(options), client)
            : new(options.ConnectionString, client);
    }

    private static QueueServiceClient Queues(AzureStorageOptions options)
    {
        var client = Bounded(new QueueClientOptions());
        return string.IsNullOrEmpty(options.ConnectionString)
            ? new(options.QueueServiceUri, Identity(options), client)
            : new(options.ConnectionString, client);
    }

    private static DefaultAzureCredential Identity(AzureStorageOptions options)
    {
        var choice = new DefaultAzureCredentialOptions();
        if (!string.IsNullOrEmpty(options.ClientId)) choice.ManagedIdentityClientId = options.ClientId;
        return new(choice);
    }

    /// <summary>A caller waits: a few quick attempts, then the fault is his to repeat.</summary>
    internal static T Bounded<T>(T options) where T : ClientOptions
    {
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(2);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(20);
        return options;
    }
}
