using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Attachments;

/// <summary>Deletes an attachment: its row at once, then its content; a crash in between leaves the content to the tick.</summary>
public sealed class RemoveAttachment(WriteParts parts, LooseFiles files, IIdSource ids, TimeProvider clock)
{
    /// <summary>The attachment as it was. Refusals: <c>version-mismatch</c>, not found.</summary>
    public async Task<Outcome<Attachment>> RunAsync(CustomerId customerId, string attachmentId, Func<Attachment, bool> fits, Caller by, CancellationToken cancel)
    {
        var removed = await parts.RunAsync<Attachment, (Attachment, LooseFile Loose)>(customerId, Attachment.Type, attachmentId, (customer, existing) => Task.FromResult(Decide(customer, existing, fits, by)), cancel);
        if (removed.IsRefused(out var refusal)) return refusal;
        var (attachment, loose) = removed.Value;
        try
        {
            await files.RemoveAsync(loose, cancel);
        }
        catch (StoreUnavailableException)
        {
            // It is deleted already; the tick removes the content.
        }
        return attachment;
    }

    private Outcome<PartChange<(Attachment, LooseFile)>> Decide(Customer customer, Stored<Attachment>? existing, Func<Attachment, bool> fits, Caller by)
    {
        if (existing is null) return Refusal.NotFound;
        if (!fits(existing.Value)) return Refusal.Stale;
        var (attachment, loose) = (existing.Value, files.LetGo(existing.Value));
        var fewer = customer with { Counts = customer.Counts with { Attachments = customer.Counts.Attachments - 1 } };
        var entry = HistoryWriter.Entry(customer.Id, attachment.Id, "deleted", by, clock.GetUtcNow(), ids,
            HistoryWriter.Field("fileName", attachment.FileName, null), HistoryWriter.Field("category", attachment.Category, null), HistoryWriter.Field("size", attachment.Size, null));
        return new PartChange<(Attachment, LooseFile)>((attachment, loose), fewer, [Attachment.Type.Delete(existing), LooseFile.Type.Create(loose), HistoryEntry.Type.Create(entry)]);
    }
}
