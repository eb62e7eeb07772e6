using System.Text;
using Customers.Domain.Documents;
using Customers.Domain.Search;

namespace Customers.Domain.Catalogue;

/// <summary>The order in which a store answers a query for products: by a text and then the id, or by the id alone.</summary>
internal sealed class ProductOrder(Query query) : IComparer<Product>
{
    public int Compare(Product? x, Product? y)
    {
        var compared = Bytes(SortText(x!)).SequenceCompareTo(Bytes(SortText(y!)));
        if (compared == 0) compared = string.CompareOrdinal(x!.Id, y!.Id);
        return query.Descending ? -compared : compared;
    }

    public Position PositionOf(Product product) => new(query.SortBy is null ? null : SortText(product), product.Id);

    private string SortText(Product product) => query.SortBy switch
    {
        null => "",
        "name" => SearchWords.Fold(product.Details.Name),
        "sku" => SearchWords.Fold(product.Sku),
        _ => throw new InvalidOperationException($"The products of a customer are not sorted by {query.SortBy}."),
    };

    // As stores compare texts: by code points, of which UTF-16 has another order.
    private static ReadOnlySpan<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
