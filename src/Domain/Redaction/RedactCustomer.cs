using Customers.Domain.Accounts;
using Customers.Domain.Addresses;
using Customers.Domain.Attachments;
using Customers.Domain.Claims;
using Customers.Domain.Contacts;
using Customers.Domain.Customers;
using Customers.Domain.Deliveries;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Merging;
using Customers.Domain.Notes;
using Customers.Domain.Orders;
using Customers.Domain.Quotes;
using Customers.Domain.Returns;

namespace Customers.Domain.Redaction;

/// <summary>
/// Overwrites what tells of a person in all that the customer owns. The customer goes first: from then on stores bring only
/// amounts. Each commit stands by itself, so whatever cuts the work off, running it again ends it; what is done already is left alone.
/// </summary>
public sealed class RedactCustomer(IDocumentStore documents, CustomerStore customers, WriteParts parts, LooseFiles files, RedactParts overwrite, IIdSource ids, TimeProvider clock)
{
    /// <summary>False when there never was such a customer. Throws <see cref="CustomerMergingException"/> while it is being merged.</summary>
    public async Task<bool> RunAsync(CustomerId id, Caller by, CancellationToken cancel)
    {
        if (await RedactRecordAsync(id, by, cancel) is not { } customer) return await RedactDeletedAsync(id, cancel);
        foreach (var claim in customer.EmailClaims) await ReleaseAsync(claim, id, cancel);
        await overwrite.RunAsync(Contact.Type, id, Redacted.Of, contact => contact with { Version = contact.Version + 1 }, cancel);
        await overwrite.RunAsync(CustomerAddress.Type, id, Redacted.Of, address => address with { Version = address.Version + 1 }, cancel);
        await overwrite.RunAsync(Note.Type, id, Redacted.Of, note => note, cancel);
        await overwrite.RunAsync(Order.Type, id, Redacted.Of, order => order with { Version = order.Version + 1 }, cancel);
        await overwrite.RunAsync(Quote.Type, id, Redacted.Of, quote => quote with { Version = quote.Version + 1 }, cancel);
        await overwrite.RunAsync(Posting.Type, id, Redacted.Of, posting => posting with { Version = posting.Version + 1 }, cancel);
        await overwrite.RunAsync(SalesReturn.Type, id, Redacted.Of, back => back with { Version = back.Version + 1 }, cancel);
        await overwrite.RunAsync(DeliveryNote.Type, id, Redacted.Of, note => note, cancel);
        foreach (var former in customer.FormerIds) await files.RemoveOfAsync(former, cancel);
        await RemoveAttachmentsAsync(id, cancel);
        await overwrite.RunAsync(HistoryEntry.Type, id, Redacted.Of, entry => entry, cancel);
        await documents.ChangeAsync(CustomerDocuments.Type, id.Value, id.Value, found =>
            found is null || found.EmailClaims.Count == 0 ? null : found with { EmailClaims = [.. found.EmailClaims.Except(customer.EmailClaims)] }, cancel);
        return true;
    }

    /// <summary>Deleting has left nothing of it but the history, which admins can read.</summary>
    private async Task<bool> RedactDeletedAsync(CustomerId id, CancellationToken cancel)
    {
        if (!await customers.IsDeletedAsync(id, cancel)) return false;
        await overwrite.RunAsync(HistoryEntry.Type, id, Redacted.Of, entry => entry, cancel);
        return true;
    }

    /// <summary>Its own id, and those of customers that have gone into it.</summary>
    public async Task<IReadOnlyList<CustomerId>> IdsOfAsync(CustomerId id, CancellationToken cancel) => [id, .. (await customers.FindAsync(id, cancel))?.Value.FormerIds ?? []];

    private async Task<Customer?> RedactRecordAsync(CustomerId id, Caller by, CancellationToken cancel)
    {
        while (true)
        {
            if (await customers.FindAsync(id, cancel) is not { } current) return null;
            if (current.Value.Merge is not null) throw new CustomerMergingException($"{id} is just being merged.");
            var next = Redacted.Of(current.Value, clock.GetUtcNow());
            if (current.Value.RedactedAt is not null && current.Value.ContactTexts.Values.All(text => text.Length == 0) && HistoryWriter.Between(current.Value, next).Count == 0) return current.Value;
            var entry = HistoryWriter.Entry(id, id.Value, "redacted", by, clock.GetUtcNow(), ids);
            if (await customers.CommitAsync(current, next, [HistoryEntry.Type.Create(entry)], cancel)) return next;
        }
    }

    /// <summary>Whoever orders with this email from now on is somebody new.</summary>
    private async Task ReleaseAsync(string claimId, CustomerId id, CancellationToken cancel)
    {
        if (await documents.ReadAsync(Claim.Type, claimId, claimId, cancel) is { } claim && claim.Value.CustomerId == id)
            await documents.DeleteAsync(Claim.Type, claim, cancel);
    }

    private async Task RemoveAttachmentsAsync(CustomerId id, CancellationToken cancel)
    {
        await foreach (var attachment in documents.AllAsync(Attachment.Type, new Query(Attachment.Type, 90) { Partition = id.Value }, cancel))
        {
            var loose = await parts.RunAsync<Attachment, LooseFile?>(id, Attachment.Type, attachment.Value.Id, (customer, existing) =>
            {
                if (existing is null) return new PartChange<LooseFile?>(null, customer, []);
                var file = files.LetGo(existing.Value);
                var fewer = customer with { Counts = customer.Counts with { Attachments = customer.Counts.Attachments - 1 } };
                return new PartChange<LooseFile?>(file, fewer, [Attachment.Type.Delete(existing), LooseFile.Type.Create(file)]);
            }, cancel);
            if (!loose.IsRefused(out _) && loose.Value is { } left) await files.RemoveAsync(left, cancel);
        }

        // What an earlier run let go and could not remove, and uploads that broke off.
        await files.RemoveOfAsync(id, cancel);
    }
}
