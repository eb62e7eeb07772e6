using System.Buffers;
using System.Security.Cryptography;
using Customers.Domain.Blobs;
using Customers.Domain.Documents;

namespace Customers.Functions.Storage;

/// <summary>
/// Files below the data folder. A file is written under another name, synced and renamed, so it is there whole or not at
/// all, also after a power cut. On disk a name ends in '~', which no folder does: so <c>a</c> and <c>a/b</c> can both exist.
/// </summary>
public sealed class FolderBlobStore : IBlobStore
{
    private const int BufferBytes = 64 * 1024;
    private readonly string _files;
    private readonly string _writing;

    public FolderBlobStore(DataFolder folder)
    {
        (_files, _writing) = (folder.At("blobs"), folder.At("blobs.writing"));
        if (Directory.Exists(_writing)) Directory.Delete(_writing, recursive: true); // left by writes that broke off
        Directory.CreateDirectory(_writing);
        DurableFolder.Create(_files);
    }

    public async Task<BlobWritten> WriteAsync(string name, Stream content, CancellationToken cancel)
    {
        var path = PathOf(name);
        var temporary = Path.Combine(_writing, Path.GetRandomFileName());
        try
        {
            var written = await CopyAsync(content, temporary, cancel);
            await OnDisk(() =>
            {
                DurableFolder.Create(Path.GetDirectoryName(path)!);
                File.Move(temporary, path, overwrite: true);
                DurableFolder.Sync(Path.GetDirectoryName(path)!);
            });
            return written;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public async Task<Stream?> OpenReadAsync(string name, CancellationToken cancel)
    {
        var path = PathOf(name);
        FileStream? file = null;
        try
        {
            await OnDisk(() => { file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferBytes, useAsync: true); });
        }
        catch (StoreUnavailableException fault) when (fault.InnerException is FileNotFoundException or DirectoryNotFoundException) { }
        return file;
    }

    public async Task<bool> DeleteAsync(string name, CancellationToken cancel)
    {
        var path = PathOf(name);
        var found = File.Exists(path);
        if (found) await OnDisk(() =>
        {
            File.Delete(path);
            DurableFolder.Sync(Path.GetDirectoryName(path)!);
        });
        return found;
    }

    public Task CheckAsync(CancellationToken cancel) =>
        Directory.Exists(_files) ? Task.CompletedTask : throw new StoreUnavailableException("The folder of files is gone.");

    private static async Task<BlobWritten> CopyAsync(Stream content, string path, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            FileStream file = null!;
            await OnDisk(() => { file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true); });
            await using var _ = file;
            // A fault of the sender's stream is the sender's and passes through; only those of the disk are ours.
            for (int read; (read = await content.ReadAsync(buffer, cancel)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
                await OnDisk(() => file.WriteAsync(buffer.AsMemory(0, read), cancel));
            }
            await OnDisk(() => file.Flush(flushToDisk: true));
            return new(file.Length, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Task OnDisk(Action work) => OnDisk(() =>
    {
        work();
        return ValueTask.CompletedTask;
    });

    private static async Task OnDisk(Func<ValueTask> work)
    {
        try
        {
            await work();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException("The disk refused.", fault);
        }
    }

    private string PathOf(string name) => Path.Combine(_files, BlobName.Checked(name) + "~");
}
