using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Sas;

namespace Customers.Functions.Storage.Azure;

/// <summary>Links by which anybody may read one file, straight from Azure, until they expire.</summary>
public sealed class AzureBlobLinks(BlobContainerClient container, TimeProvider clock)
{
    /// <summary>
    /// Signed with the account's key where the hub has it, else with a key that Azure hands out to the hub's identity (it needs
    /// the role Storage Blob Delegator). Whether the file exists is not asked.
    /// </summary>
    /// <param name="life">At most seven days.</param>
    public async Task<Uri> LinkToAsync(string name, TimeSpan life, CancellationToken cancel)
    {
        var blob = container.GetBlobClient(BlobName.Checked(name));
        var grant = new BlobSasBuilder(BlobSasPermissions.Read, clock.GetUtcNow() + life) { BlobContainerName = container.Name, BlobName = name, Resource = "b" };
        if (blob.CanGenerateSasUri) return blob.GenerateSasUri(grant);

        var account = container.GetParentBlobServiceClient();
        var key = await AzureFaults.TranslatedAsync(() => account.GetUserDelegationKeyAsync(startsOn: null, grant.ExpiresOn, cancel), cancel);
        return new BlobUriBuilder(blob.Uri) { Sas = grant.ToSasQueryParameters(key, account.AccountName) }.ToUri();
    }
}
