using System.Security.Cryptography;
using System.Text;
using Customers.Domain.Documents;
using Customers.Domain.Search;

namespace Customers.Domain.Catalogue;

/// <summary>A sku belongs to one product. Made before the product, which it names.</summary>
public sealed record SkuClaim
{
    public required string Id { get; init; }
    public required string ProductId { get; init; }
    public required DateTimeOffset MadeAt { get; init; }

    public static readonly DocumentType<SkuClaim> Type = new("skuClaim", Containers.Claims, c => c.Id, c => c.Id);

    public static string IdOf(string sku) => "sku:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SearchWords.Fold(sku))).AsSpan(0, 16));
}
