using Customers.Domain.Claims;
using Customers.Domain.Documents;

namespace Customers.Domain.Stores;

/// <summary>
/// The store deleted an order, or took it back out of the trash. The claim remembers when, so that an older version that
/// arrives later is taken as deleted, and a newer one revives the order.
/// </summary>
public sealed class DeleteStoreOrder(IDocumentStore documents, OrderWriter writer)
{
    public async Task RunAsync(Store store, string externalId, DateTimeOffset at, CancellationToken cancel)
    {
        var claim = await ChangeAsync(store, externalId, claim => claim.DeletedAt >= at ? claim : claim with { DeletedAt = at }, cancel);
        await writer.DeleteIfDeletedAsync(store, claim, cancel);
    }

    /// <summary>Versions from before the deletion count again; what was deleted later than <paramref name="at"/> stays so.</summary>
    public Task RestoreAsync(Store store, string externalId, DateTimeOffset at, CancellationToken cancel) =>
        ChangeAsync(store, externalId, claim => claim.DeletedAt > at ? claim : claim with { DeletedAt = null }, cancel);

    private async Task<OrderClaim> ChangeAsync(Store store, string externalId, Func<OrderClaim, OrderClaim> change, CancellationToken cancel)
    {
        var id = Claim.OfStoreOrder(store.Id, externalId);
        return (await documents.ChangeAsync(OrderClaim.Type, id, id, claim => change(claim ?? new OrderClaim { Id = id }), cancel))!;
    }
}
