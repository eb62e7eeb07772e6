using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Sales;

namespace Customers.Domain.Catalogue;

/// <summary>Reads products.</summary>
public sealed class ProductStore(IDocumentStore documents)
{
    private const int AtOnce = 32;

    /// <summary>Null also where the text is no product's id.</summary>
    public async ValueTask<Stored<Product>?> FindAsync(string id, CancellationToken cancel) =>
        await documents.ReadAsync(Product.Type, id, id, cancel);

    public async ValueTask<bool> ExistsAsync(string id, CancellationToken cancel) => await FindAsync(id, cancel) is not null;

    /// <summary>The products that lines name, by their ids or by skus of the catalogue.</summary>
    public async Task<KnownProducts> OfAsync(IReadOnlyList<LineWish>? lines, CancellationToken cancel)
    {
        var claims = await ReadAllAsync(SkuClaim.Type, (lines ?? []).Select(line => line.Sku).OfType<string>().Select(SkuClaim.IdOf), cancel);
        return new(await ReadAllAsync(Product.Type, [.. (lines ?? []).Select(line => line.ProductId).OfType<string>(), .. claims.Select(claim => claim.ProductId)], cancel));
    }

    /// <summary>What this customer may see and order, of what the query finds. It is sorted by id or by a text.</summary>
    public async Task<Page<Product>> VisibleAsync(Customer customer, Query query, CancellationToken cancel)
    {
        var pages = await Task.WhenAll(ProductVisibility.KeysOf(customer).Select(key => ReadAsync(key)));
        var order = new ProductOrder(query);
        var found = pages.SelectMany(page => page.Items).Select(item => item.Value).Order(order).ToList();
        var isLast = found.Count <= query.Limit && pages.All(page => page.Next is null);
        List<Product> items = [.. found.Take(query.Limit)];
        return new(items, isLast ? null : order.PositionOf(items[^1]));

        // Each key has its own index entries; what both find is one list in one order, and each goes on behind the same place.
        async Task<Page<Stored<Product>>> ReadAsync(string key) =>
            await documents.QueryAsync(Product.Type, query with { Where = [.. query.Where, new Condition.Contains("visibleTo", key)] }, cancel);
    }

    /// <summary>Each lies in a partition of its own.</summary>
    private async Task<List<T>> ReadAllAsync<T>(DocumentType<T> type, IEnumerable<string> ids, CancellationToken cancel) where T : class
    {
        List<T> found = [];
        foreach (var some in ids.Distinct(StringComparer.Ordinal).Chunk(AtOnce))
            found.AddRange((await Task.WhenAll(some.Select(id => documents.ReadAsync(type, id, id, cancel).AsTask()))).OfType<Stored<T>>().Select(stored => stored.Value));
        return found;
    }
}
