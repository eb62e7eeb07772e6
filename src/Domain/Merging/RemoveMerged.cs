using Customers.Domain.Accounts;
using Customers.Domain.Claims;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Orders;
using Customers.Domain.Stores;

namespace Customers.Domain.Merging;

/// <summary>
/// Ends a merge whose mark is there: removes what was copied, shows the copies in lists from then on, and lets go of the customer.
/// </summary>
public sealed class RemoveMerged(IDocumentStore documents, Branches branches, MovingTypes types, MergeJobs jobs)
{
    private const int AtOnce = 90;

    public async Task RunAsync(Merge merge, CancellationToken cancel)
    {
        foreach (var type in types.All) await ShowAsync(type, merge, cancel);
        foreach (var type in types.All.Append(AbsentOrder.Type).Append(YearSums.Type).Append(BranchLink.Type)) await RemoveAsync(type, merge, cancel);
        if (await documents.ReadAsync(MergedCustomer.Type, merge.From.Value, merge.From.Value, cancel) is { Value.ParentId: { } parent })
            await branches.SettleAsync(parent, merge.From, cancel, abandoned: true);
        await documents.ChangeAsync(CustomerDocuments.Type, merge.Into.Value, merge.Into.Value, into =>
            into?.Merge?.JobId == merge.JobId ? into with { Merge = null } : null, cancel);
        await EndAsync(merge, cancel);
    }

    /// <summary>The job ends last: who sees that it has may merge again.</summary>
    public async Task EndAsync(Merge merge, CancellationToken cancel)
    {
        if (await documents.ReadAsync(MergedCustomer.Type, merge.From.Value, merge.From.Value, cancel) is { } mark && mark.Value.JobId == merge.JobId)
            await jobs.SucceedAsync(merge.JobId, cancel);
    }

    /// <summary>Batch by batch, so that a document is in no list for a moment only, and never in one twice.</summary>
    private async Task ShowAsync(DocumentType type, Merge merge, CancellationToken cancel)
    {
        var hidden = new Query(type, AtOnce) { Partition = merge.Into.Value, Where = [new Condition.Equal(DocumentType.CopyOf, merge.From.Value)] };
        while (await documents.QueryAsync(hidden, cancel) is { Items: { Count: > 0 } copies })
        {
            await LeadOnAsync(type, copies, merge, cancel);
            await DeleteAsync(type, merge.From, await documents.ReadManyAsync(Containers.Customers, merge.From.Value, [.. copies.Select(copy => copy.Key.Id)], cancel), cancel);
            var writes = copies.Select(copy => type.Show!(copy)).ToList();
            await documents.CommitAsync(new(Containers.Customers, merge.Into.Value, writes.FirstBatch()), cancel);
            await jobs.ReportAsync(merge.JobId, 0, null, cancel);
        }
    }

    private async Task LeadOnAsync(DocumentType type, IReadOnlyList<StoredDocument> orders, Merge merge, CancellationToken cancel)
    {
        if (type == Order.Type) await Parallel.ForEachAsync(orders, cancel, async (order, token) => await LeadOnAsync(Order.Type.Read(order).Value, merge, token));
    }

    private async Task LeadOnAsync(Order order, Merge merge, CancellationToken cancel)
    {
        if (order.Source is not { } source) return;
        var id = Claim.OfStoreOrder(source.StoreId, source.ExternalId);
        await documents.ChangeAsync(OrderClaim.Type, id, id, claim => claim?.CustomerId == merge.From ? claim with { CustomerId = merge.Into } : null, cancel);
    }

    /// <summary>What is left: copies that somebody has changed since are shown already.</summary>
    private async Task RemoveAsync(DocumentType type, Merge merge, CancellationToken cancel)
    {
        while (await documents.QueryAsync(new Query(type, AtOnce) { Partition = merge.From.Value }, cancel) is { Items: { Count: > 0 } left })
        {
            await LeadOnAsync(type, left, merge, cancel);
            await DeleteAsync(type, merge.From, left, cancel);
        }
    }

    private async Task DeleteAsync(DocumentType type, CustomerId from, IReadOnlyList<StoredDocument> left, CancellationToken cancel)
    {
        if (left.Count > 0) await documents.CommitAsync(new(type.Container, from.Value, [.. left.Select(document => new Write.Delete(document.Key.Id, document.ETag))]), cancel);
    }
}
