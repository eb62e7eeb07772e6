using System.Text.Json.Serialization;
using Customers.Domain.Documents;
using Customers.Domain.Search;

namespace Customers.Domain.Catalogue;

/// <summary>Something that customers may order.</summary>
public sealed record Product
{
    public required string Id { get; init; }
    /// <summary>Unique in any case, and never changes.</summary>
    public required string Sku { get; init; }
    public required ProductDetails Details { get; init; }
    public int Version { get; init; } = 1;
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What people see of it and its history tells.</summary>
    [JsonIgnore]
    public object Shown => new
    {
        Sku, Details.Name, Price = Details.Price.ToString(), Details.Price.Currency, Details.Collection, Details.Category, Details.Brand,
        Details.IsExclusive, Details.ExclusiveCustomerIds, Details.Active,
    };

    public static readonly DocumentType<Product> Type = new("product", Containers.System, p => p.Id, p => p.Id)
    {
        Single = new Dictionary<string, Func<Product, FieldValue?>>
        {
            ["name"] = p => SearchWords.Fold(p.Details.Name),
            ["sku"] = p => SearchWords.Fold(p.Sku),
            ["updatedAt"] = p => p.UpdatedAt.ToUnixTimeMilliseconds(),
            ["collection"] = p => Folded(p.Details.Collection),
            ["category"] = p => Folded(p.Details.Category),
            ["brand"] = p => Folded(p.Details.Brand),
            ["active"] = p => p.Details.Active,
        },
        Multi = new Dictionary<string, Func<Product, FieldValue?>>
        {
            ["words"] = p => new FieldValue.Many(SearchWords.Of([p.Sku, p.Details.Name, p.Details.Collection, p.Details.Category, p.Details.Brand])),
            // Also while it has no effect.
            ["exclusiveTo"] = p => new FieldValue.Many([.. p.Details.ExclusiveCustomerIds.Select(id => id.Value)]),
            ["visibleTo"] = p => new FieldValue.Many(ProductVisibility.ReadersOf(p)),
        },
        Facets = ["active"],
        Indexes = [["name"], ["sku"], ["updatedAt"], ["collection"], ["category"], ["brand"]],
    };

    private static FieldValue? Folded(string? text) => text is null ? null : SearchWords.Fold(text);
}
