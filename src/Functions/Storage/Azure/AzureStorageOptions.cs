namespace Customers.Functions.Storage.Azure;

/// <summary>
/// Where files and queues lie on Azure. The names are those the Functions host reads for its triggers, so one setting serves
/// both: <c>AzureWebJobsStorage</c> itself is a connection string, or its parts name the services and an identity.
/// </summary>
public sealed class AzureStorageOptions
{
    public const string Section = "AzureWebJobsStorage";

    /// <summary>The value of the section. With it, and so for development, the container and the queues are made at the start.</summary>
    public string? ConnectionString { get; set; }

    /// <summary><c>https://….blob.core.windows.net</c>; signed in to as the identity that runs the hub.</summary>
    public Uri? BlobServiceUri { get; set; }

    /// <summary><c>https://….queue.core.windows.net</c>.</summary>
    public Uri? QueueServiceUri { get; set; }

    /// <summary>Which user-assigned identity; none: the system-assigned one, or the developer's own.</summary>
    public string? ClientId { get; set; }

    internal bool AreComplete => !string.IsNullOrEmpty(ConnectionString) || (BlobServiceUri is not null && QueueServiceUri is not null);
}
