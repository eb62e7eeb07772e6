using Customers.Domain.Catalogue;
using Customers.Domain.Documents;
using Customers.Domain.Search;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

/// <summary>Filters and sorts of the lists of products.</summary>
internal static class ProductList
{
    public static readonly string[] Sorts = ["name", "sku"];
    private static readonly string[] Exact = ["sku", "collection", "category", "brand"];
    public static readonly string[] Filters = ["q", .. Exact];

    public static Query Read(ListRequest list)
    {
        List<Condition?> conditions =
        [
            .. list.Words("q").Select(word => new Condition.AnyPrefix("words", word)),
            .. Exact.Select(filter => list.Text(filter) is { } text ? new Condition.Equal(filter, SearchWords.Fold(text)) : null),
        ];
        return new(Product.Type, list.Limit) { Where = [.. conditions.OfType<Condition>()] };
    }

    /// <summary>That of all products, where inactive ones can be asked for too.</summary>
    public static Query ReadAll(ListRequest list)
    {
        var query = Read(list);
        return list.Flag("active") is { } active ? query with { Where = [.. query.Where, new Condition.Equal("active", active)] } : query;
    }
}
