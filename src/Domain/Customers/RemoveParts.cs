using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Customers;

/// <summary>The types of what customers own: those that declare <see cref="DocumentType.IsPart"/>.</summary>
public sealed record PartTypes(IReadOnlyList<DocumentType> All)
{
    public static PartTypes Among(IEnumerable<DocumentType> types) => new([.. types.Where(type => type.IsPart)]);
}

/// <summary>
/// Removes what deleted customers owned. Nobody reaches it any more, but it is personal data. It is too much for the commit that
/// deletes the customer, so it follows, and whatever cuts it off, a later run goes on. Two at once do no harm.
/// </summary>
public sealed class RemoveParts(IDocumentStore documents, PartTypes types)
{
    private const int AtOnce = 90;

    /// <summary>Everything that deletions have left behind.</summary>
    public async Task FinishAsync(CancellationToken cancel)
    {
        await foreach (var deleted in documents.AllAsync(DeletedCustomer.Type, new Query(DeletedCustomer.Type, 100), cancel))
            await OfAsync(deleted.Value, cancel);
    }

    public async Task OfAsync(DeletedCustomer deleted, CancellationToken cancel)
    {
        // A store's order may have brought it back under its old id; then only what is older than the deletion goes.
        var isBack = await documents.ReadAsync(CustomerDocuments.Type, deleted.CustomerId.Value, deleted.CustomerId.Value, cancel) is not null;
        foreach (var type in types.All) await RemoveAsync(type, deleted.CustomerId, id => !isBack || deleted.Follows(id), cancel);
        if (await documents.ReadAsync(DeletedCustomer.Type, deleted.CustomerId.Value, deleted.Id, cancel) is { } mark)
            await documents.DeleteAsync(DeletedCustomer.Type, mark, cancel);
    }

    private async Task RemoveAsync(DocumentType type, CustomerId customerId, Func<string, bool> goes, CancellationToken cancel)
    {
        while (true)
        {
            // Oldest first: where none of a page goes, none behind it does.
            var page = await documents.QueryAsync(new Query(type, AtOnce) { Partition = customerId.Value }, cancel);
            Write[] writes = [.. page.Items.Where(part => goes(part.Key.Id)).Select(part => new Write.Delete(part.Key.Id, part.ETag))];
            if (writes.Length == 0) return;
            await documents.CommitAsync(new(type.Container, customerId.Value, writes), cancel);
        }
    }
}
