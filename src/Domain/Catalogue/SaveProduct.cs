using Customers.Domain.Claims;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Catalogue;

/// <summary>Creates, changes and deletes products. Details are checked by <see cref="ProductRules"/> before.</summary>
public sealed class SaveProduct(IDocumentStore documents, CustomerStore customers, ClaimSku skus, IIdSource ids, TimeProvider clock)
{
    /// <summary>Refusals: <c>validation-failed</c>, <c>sku-taken</c>, <c>creation-overtaken</c>. Run again with the same ids it finds what the first run made.</summary>
    public async Task<Outcome<Product>> CreateAsync(string sku, ProductDetails details, Caller by, CancellationToken cancel)
    {
        if (await CheckCustomersAsync([], details, cancel) is { } refusal) return refusal;
        var (id, now) = (ids.New(IdPrefixes.Product), clock.GetUtcNow());
        if (!await skus.RunAsync(sku, id, cancel)) return Refusal.Conflict("sku-taken", "Another product has this sku.");
        if (clock.GetUtcNow() - now > Claim.Patience / 2) return Overtaken; // the claim may be another's by the time of the commit
        var product = new Product { Id = id, Sku = sku, Details = details, CreatedAt = now, UpdatedAt = now };
        if (await CommitAsync(product.Id, Product.Type.Create(product), "created", null, product, by, cancel)) return product;
        return await documents.ReadAsync(Product.Type, id, id, cancel) is { } made ? made.Value : Overtaken;
    }

    /// <param name="change">Runs again when the product was changed meanwhile.</param>
    public async Task<Outcome<Product>> ChangeAsync(string id, Func<ProductDetails, Outcome<ProductDetails>> change, Func<Product, bool> fits, Caller by, CancellationToken cancel)
    {
        while (true)
        {
            if (await documents.ReadAsync(Product.Type, id, id, cancel) is not { } current) return Refusal.NotFound;
            if (!fits(current.Value)) return Refusal.Stale;
            var changed = change(current.Value.Details);
            if (changed.IsRefused(out var refusal)) return refusal;
            if (await CheckCustomersAsync(current.Value.Details.ExclusiveCustomerIds, changed.Value, cancel) is { } unknown) return unknown;
            var next = current.Value with { Details = changed.Value, Version = current.Value.Version + 1, UpdatedAt = clock.GetUtcNow() };
            if (await CommitAsync(id, Product.Type.Replace(current, next), "changed", current.Value, next, by, cancel)) return next;
        }
    }

    /// <summary>What was ordered of it stays: lines carry its sku and description themselves.</summary>
    public async Task<Outcome<Product>> DeleteAsync(string id, Func<Product, bool> fits, Caller by, CancellationToken cancel)
    {
        while (true)
        {
            if (await documents.ReadAsync(Product.Type, id, id, cancel) is not { } current) return Refusal.NotFound;
            if (!fits(current.Value)) return Refusal.Stale;
            if (!await CommitAsync(id, Product.Type.Delete(current), "deleted", current.Value, null, by, cancel)) continue;
            await skus.ReleaseAsync(current.Value, cancel);
            return current.Value;
        }
    }

    private static Refusal Overtaken => Refusal.Conflict("creation-overtaken", "Somebody else took the sku meanwhile; try again.");

    private async Task<bool> CommitAsync(string id, Write write, string action, Product? before, Product? after, Caller by, CancellationToken cancel)
    {
        var entry = HubChange.Entry(id, action, by, clock.GetUtcNow(), ids, HistoryWriter.Between(before?.Shown, after?.Shown));
        return (await documents.CommitAsync(new(Containers.System, id, [write, entry]), cancel)).Holds;
    }

    /// <summary>Those named before may be gone by now; that is no fault of this change.</summary>
    private async Task<Refusal?> CheckCustomersAsync(IReadOnlyList<CustomerId> before, ProductDetails details, CancellationToken cancel)
    {
        var faults = new Faults();
        for (var i = 0; i < details.ExclusiveCustomerIds.Count; i++)
            if (!before.Contains(details.ExclusiveCustomerIds[i]))
                faults.Require(await customers.FindAsync(details.ExclusiveCustomerIds[i], cancel) is not null, $"exclusiveCustomerIds[{i}]", "is no customer");
        return faults.Any ? Refusal.Invalid(faults) : null;
    }
}
