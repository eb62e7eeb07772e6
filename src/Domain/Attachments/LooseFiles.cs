using Customers.Domain.Blobs;
using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Attachments;

/// <summary>Keeps account of blobs that no attachment names, and removes them.</summary>
/// <param name="ids">Fresh ones: of two runs of one idempotent request, each writes a blob of its own.</param>
public sealed class LooseFiles(IDocumentStore documents, IBlobStore blobs, UlidSource ids, TimeProvider clock)
{
    /// <summary>How long an upload may take before its blob is taken for abandoned.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>Before a blob is written.</summary>
    public async Task<Stored<LooseFile>> BeginAsync(CustomerId customer, CancellationToken cancel)
    {
        var id = customer.NewDocumentId(ids, IdPrefixes.LooseFile);
        var loose = new LooseFile { Id = id, CustomerId = customer, Blob = $"attachments/{customer}/{id}", RemovableFrom = clock.GetUtcNow() + Patience };
        return await documents.CreateAsync(LooseFile.Type, loose, cancel) ?? throw new InvalidOperationException("A fresh id was taken.");
    }

    public Task<BlobWritten> WriteAsync(LooseFile loose, Stream content, CancellationToken cancel) => blobs.WriteAsync(loose.Blob, content, cancel);

    /// <summary>False shortly before the file becomes removable: by another clock it may be so already.</summary>
    public bool MayBeKept(LooseFile loose) => clock.GetUtcNow() < loose.RemovableFrom - TimeSpan.FromHours(1);

    /// <summary>For the commit that deletes an attachment.</summary>
    public LooseFile LetGo(Attachment attachment) => new()
    {
        Id = attachment.CustomerId.NewDocumentId(ids, IdPrefixes.LooseFile),
        CustomerId = attachment.CustomerId,
        Blob = attachment.Blob,
        RemovableFrom = clock.GetUtcNow(),
    };

    /// <summary>Nothing happens when somebody has kept the file, or removed it.</summary>
    public async Task RemoveAsync(Stored<LooseFile> loose, CancellationToken cancel)
    {
        // Its new etag defeats a commit that would still keep the file, such as one of unknown outcome.
        if (await documents.SaveAsync(LooseFile.Type, loose, loose.Value with { RemovableFrom = clock.GetUtcNow() }, cancel) is not { } removable) return;
        await blobs.DeleteAsync(removable.Value.Blob, cancel);
        await documents.DeleteAsync(LooseFile.Type, removable, cancel);
    }

    /// <inheritdoc cref="RemoveAsync(Stored{LooseFile}, CancellationToken)"/>
    public async Task RemoveAsync(LooseFile loose, CancellationToken cancel)
    {
        if (await documents.ReadAsync(LooseFile.Type, loose.CustomerId.Value, loose.Id, cancel) is { } stored) await RemoveAsync(stored, cancel);
    }

    /// <summary>What crashes and broken connections left behind. Running it twice, or half, does no harm.</summary>
    public async Task RemoveOldAsync(CancellationToken cancel)
    {
        var removable = new Condition.Range("removableFrom", null, clock.GetUtcNow().ToUnixTimeMilliseconds() + 1);
        var query = new Query(LooseFile.Type, 200) { Where = [removable], SortBy = "removableFrom" };
        await foreach (var loose in documents.AllAsync(LooseFile.Type, query, cancel)) await RemoveAsync(loose, cancel);
    }

    /// <summary>All of this customer's, however young: an upload that is under way fails.</summary>
    public async Task RemoveOfAsync(CustomerId customer, CancellationToken cancel)
    {
        await foreach (var loose in documents.AllAsync(LooseFile.Type, new Query(LooseFile.Type, 200) { Partition = customer.Value }, cancel)) await RemoveAsync(loose, cancel);
    }

    /// <summary>
    /// The files of a customer that is deleted: each blob and then its row, so that a run that is cut short can be run again.
    /// </summary>
    public async Task RemoveOfDeletedCustomerAsync(CustomerId customer, CancellationToken cancel)
    {
        var query = new Query(Attachment.Type, 200) { Partition = customer.Value };
        await foreach (var attachment in documents.AllAsync(Attachment.Type, query, cancel))
        {
            await blobs.DeleteAsync(attachment.Value.Blob, cancel);
            await documents.DeleteAsync(Attachment.Type, attachment, cancel);
        }
    }
}
