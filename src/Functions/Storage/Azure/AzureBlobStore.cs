using System.Buffers;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Customers.Domain.Blobs;

namespace Customers.Functions.Storage.Azure;

/// <summary>
/// Files in one container of Blob storage. A file of up to a block is written by one request. A longer one is staged block by
/// block and shows when its list of blocks is committed; what a broken write has staged, Azure throws away after a week.
/// </summary>
public sealed class AzureBlobStore(BlobContainerClient container) : IBlobStore
{
    public const string Container = "files";
    private const int BlockBytes = 4 * 1024 * 1024;

    public async Task<BlobWritten> WriteAsync(string name, Stream content, CancellationToken cancel)
    {
        var blob = container.GetBlockBlobClient(BlobName.Checked(name));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            var read = await FillAsync(block, content, hash, cancel);
            var length = (long)read;
            if (read < BlockBytes) await AzureFaults.TranslatedAsync(() => blob.UploadAsync(new MemoryStream(block, 0, read), cancellationToken: cancel), cancel);
            else length = await StageAsync(blob, block, content, hash, cancel);
            return new(length, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    public async Task<Stream?> OpenReadAsync(string name, CancellationToken cancel)
    {
        var blob = container.GetBlobClient(BlobName.Checked(name));
        var opened = await IfThereAsync(() => blob.DownloadStreamingAsync(cancellationToken: cancel), cancel);
        return opened is null ? null : new AzureBlobStream(blob, opened.Value);
    }

    public async Task<bool> DeleteAsync(string name, CancellationToken cancel)
    {
        var blob = container.GetBlobClient(BlobName.Checked(name));
        return await IfThereAsync(() => blob.DeleteAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancel), cancel) is not null;
    }

    public Task CheckAsync(CancellationToken cancel) =>
        AzureFaults.TranslatedAsync(() => container.GetPropertiesAsync(cancellationToken: cancel), cancel);

    /// <summary>Null when there is no such blob. A missing container is a fault.</summary>
    private static Task<T?> IfThereAsync<T>(Func<Task<T>> call, CancellationToken cancel) where T : class => AzureFaults.TranslatedAsync(async () =>
    {
        try
        {
            return await call();
        }
        catch (RequestFailedException fault) when (fault.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
    }, cancel);

    /// <summary>A fault of the sender's stream is the sender's and passes through.</summary>
    private static async Task<int> FillAsync(byte[] block, Stream content, IncrementalHash hash, CancellationToken cancel)
    {
        var read = await content.ReadAtLeastAsync(block.AsMemory(0, BlockBytes), BlockBytes, throwOnEndOfStream: false, cancel);
        hash.AppendData(block, 0, read);
        return read;
    }

    /// <summary>A block is named by the hash of the file up to its end, so that two writers of one file cannot mix their blocks.</summary>
    /// <returns>The length of the file.</returns>
    private static async Task<long> StageAsync(BlockBlobClient blob, byte[] block, Stream content, IncrementalHash hash, CancellationToken cancel)
    {
        var (names, length) = (new List<string>(), 0L);
        for (var read = BlockBytes; read > 0; read = await FillAsync(block, content, hash, cancel))
        {
            var (name, bytes) = (Convert.ToBase64String(hash.GetCurrentHash()), new MemoryStream(block, 0, read));
            await AzureFaults.TranslatedAsync(() => blob.StageBlockAsync(name, bytes, cancellationToken: cancel), cancel);
            names.Add(name);
            length += read;
        }
        await AzureFaults.TranslatedAsync(() => blob.CommitBlockListAsync(names, cancellationToken: cancel), cancel);
        return length;
    }
}
