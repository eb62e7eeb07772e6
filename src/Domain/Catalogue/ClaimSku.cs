using Customers.Domain.Claims;
using Customers.Domain.Documents;

namespace Customers.Domain.Catalogue;

/// <summary>Claims the sku of a product that is about to be created, and frees that of one that is deleted.</summary>
public sealed class ClaimSku(IDocumentStore documents, TimeProvider clock)
{
    /// <summary>False when another product has it, or may just be getting it.</summary>
    public async Task<bool> RunAsync(string sku, string productId, CancellationToken cancel)
    {
        var claim = new SkuClaim { Id = SkuClaim.IdOf(sku), ProductId = productId, MadeAt = clock.GetUtcNow() };
        while (true)
        {
            if (await documents.CreateAsync(SkuClaim.Type, claim, cancel) is not null) return true;
            if (await documents.ReadAsync(SkuClaim.Type, claim.Id, claim.Id, cancel) is not { } current) continue;
            if (current.Value.ProductId != productId && await IsHeldAsync(current.Value, claim.MadeAt, cancel)) return false;
            // One's own is made anew too: it may be old enough to be taken away.
            if (await documents.SaveAsync(SkuClaim.Type, current, claim, cancel) is not null) return true;
        }
    }

    public async Task ReleaseAsync(Product product, CancellationToken cancel)
    {
        var id = SkuClaim.IdOf(product.Sku);
        if (await documents.ReadAsync(SkuClaim.Type, id, id, cancel) is { } claim && claim.Value.ProductId == product.Id)
            await documents.DeleteAsync(SkuClaim.Type, claim, cancel);
    }

    /// <summary>A claim whose product never came to be, or is deleted, is free again.</summary>
    private async Task<bool> IsHeldAsync(SkuClaim claim, DateTimeOffset now, CancellationToken cancel) =>
        now - claim.MadeAt < Claim.Patience || await documents.ReadAsync(Product.Type, claim.ProductId, claim.ProductId, cancel) is not null;
}
