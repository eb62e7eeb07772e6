using Customers.Domain.Documents;
using Customers.Domain.Stores;

namespace Customers.Functions.Stores;

/// <summary>
/// Which store a compliance request is about. All shops of an app send theirs to the one address that the app names, under the
/// one secret of the app: only the signed body tells which of them it is.
/// </summary>
public sealed class FindShop(IDocumentStore documents)
{
    /// <param name="here">The store that the address names.</param>
    public async Task<Store?> RunAsync(Store here, string? domain, CancellationToken cancel)
    {
        if (domain is null || Is(here, domain)) return here;
        await foreach (var store in documents.AllAsync(Store.Type, new Query(Store.Type, 100), cancel))
            if (store.Value.Kind == StoreKind.Shopify && Is(store.Value, domain)) return store.Value;
        // A shop may have been registered under a domain of its own; that of another shop of the app was not.
        return here.Url.Host.EndsWith(".myshopify.com", StringComparison.OrdinalIgnoreCase) ? null : here;
    }

    private static bool Is(Store store, string domain) => store.Url.Host.Equals(domain, StringComparison.OrdinalIgnoreCase);
}
