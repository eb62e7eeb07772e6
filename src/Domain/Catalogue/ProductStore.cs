using Customers.Domain.Customers;
using Customers.Domain.Documents;

namespace Customers.Domain.Catalogue;

/// <summary>Reads products.</summary>
public sealed class ProductStore(IDocumentStore documents)
{
    /// <summary>Null also where the text is no product's id.</summary>
    public async ValueTask<Stored<Product>?> FindAsync(string id, CancellationToken cancel) =>
        await documents.ReadAsync(Product.Type, id, id, cancel);

    public async ValueTask<bool> ExistsAsync(string id, CancellationToken cancel) => await FindAsync(id, cancel) is not null;

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
}
