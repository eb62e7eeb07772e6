using Customers.Domain.Attachments;
using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Customers;

/// <summary>The types of what customers own and nothing else must follow: those that declare <see cref="DocumentType.IsPart"/>.</summary>
public sealed record PartTypes(IReadOnlyList<DocumentType> All)
{
    public static PartTypes Among(IEnumerable<DocumentType> types) => new([.. types.Where(type => type.IsPart)]);
}

/// <summary>
/// Releases what deleted customers had claimed and removes what they owned. Nobody reaches it any more, but it is personal data.
/// It is too much for the commit that deletes the customer, so it follows, and whatever cuts it off, a later run goes on. Two at
/// once do no harm.
/// </summary>
public sealed class FinishDeletion(IDocumentStore documents, CreateReference references, LooseFiles files, PartTypes types)
{
    private const int AtOnce = 90;

    /// <summary>Everything that deletions have left behind.</summary>
    public async Task AllAsync(CancellationToken cancel)
    {
        var unfinished = new Query(DeletedCustomer.Type, 100) { Where = [new Condition.Range("unfinished", null, long.MaxValue)], SortBy = "unfinished" };
        await foreach (var deleted in documents.AllAsync(DeletedCustomer.Type, unfinished, cancel)) await OfAsync(deleted.Value, cancel);
    }

    public async Task OfAsync(DeletedCustomer deleted, CancellationToken cancel)
    {
        await references.ReleaseAsync(deleted.Claims, deleted.Id, cancel);
        await files.RemoveOfDeletedCustomerAsync(deleted.Id, cancel);
        foreach (var type in types.All) await RemoveAsync(type, deleted.Id, cancel);
        await documents.ChangeAsync(DeletedCustomer.Type, deleted.Id.Value, deleted.Id.Value, found => found is null ? null : found with { Claims = [], IsFinished = true }, cancel);
    }

    private async Task RemoveAsync(DocumentType type, CustomerId customerId, CancellationToken cancel)
    {
        while (true)
        {
            var page = await documents.QueryAsync(new Query(type, AtOnce) { Partition = customerId.Value }, cancel);
            if (page.Items.Count == 0) return;
            var commit = new Commit(type.Container, customerId.Value, [.. page.Items.Select(part => new Write.Delete(part.Key.Id, part.ETag))]);
            await documents.CommitAsync(commit, cancel);
        }
    }
}
