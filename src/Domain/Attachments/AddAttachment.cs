using Customers.Domain.Blobs;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Attachments;

/// <summary>
/// Puts a file to a customer: first its content, then its row in one commit with the customer. Whatever breaks off in between
/// leaves neither. Run again with the same ids it finds what the first run made.
/// </summary>
public sealed class AddAttachment(WriteParts parts, CustomerStore customers, LooseFiles files, IIdSource ids, TimeProvider clock)
{
    /// <summary>Refusals: not found, <c>upload-too-slow</c>, <c>idempotency-key-reused</c>. Faults of the sender's stream pass through.</summary>
    public async Task<Outcome<Attachment>> RunAsync(CustomerId customerId, NewFile file, Caller by, CancellationToken cancel)
    {
        if (await customers.FindAsync(customerId, cancel) is null) return Refusal.NotFound;
        var loose = await files.BeginAsync(customerId, cancel);
        var isKept = false;
        try
        {
            var attachment = New(loose.Value, file, await files.WriteAsync(loose.Value, file.Content, cancel), by);
            var added = await parts.RunAsync(customerId, Attachment.Type, attachment.Id, (customer, existing) => Task.FromResult(Decide(customer, existing, attachment, loose, by)), cancel);
            isKept = !added.IsRefused(out _) && added.Value.Blob == attachment.Blob;
            return added;
        }
        finally
        {
            if (!isKept) await files.RemoveAsync(loose, CancellationToken.None);
        }
    }

    private Outcome<PartChange<Attachment>> Decide(Customer customer, Stored<Attachment>? existing, Attachment attachment, Stored<LooseFile> loose, Caller by)
    {
        if (existing is not null)
            return IsSameFile(existing.Value, attachment) ? new PartChange<Attachment>(existing.Value, customer, []) : Refusal.KeyReused;
        if (!files.MayBeKept(loose.Value)) return Refusal.Conflict("upload-too-slow", "The file came too slowly; upload it again.");
        var more = customer with { Counts = customer.Counts with { Attachments = customer.Counts.Attachments + 1 } };
        var entry = HistoryWriter.Entry(customer.Id, attachment.Id, "created", by, attachment.CreatedAt, ids,
            HistoryWriter.Field("fileName", null, attachment.FileName), HistoryWriter.Field("category", null, attachment.Category), HistoryWriter.Field("size", null, attachment.Size));
        return new PartChange<Attachment>(attachment, more, [Attachment.Type.Create(attachment), LooseFile.Type.Delete(loose), HistoryEntry.Type.Create(entry)]);
    }

    private Attachment New(LooseFile loose, NewFile file, BlobWritten written, Caller by) => new()
    {
        Id = loose.CustomerId.NewDocumentId(ids, IdPrefixes.Attachment),
        CustomerId = loose.CustomerId,
        Category = file.Category,
        FileName = file.Name,
        ContentType = file.ContentType,
        Size = written.Length,
        Sha256 = written.Sha256,
        Blob = loose.Blob,
        CreatedAt = clock.GetUtcNow(),
        By = by.Id,
    };

    private static bool IsSameFile(Attachment a, Attachment b) => (a.Sha256, a.FileName, a.Category) == (b.Sha256, b.FileName, b.Category);
}

/// <param name="Name">Cleaned, see <see cref="FileName"/>.</param>
/// <param name="ContentType">See <see cref="FileKinds"/>.</param>
/// <param name="Content">Read once, as it arrives.</param>
public sealed record NewFile(AttachmentCategory Category, string Name, string ContentType, Stream Content);
