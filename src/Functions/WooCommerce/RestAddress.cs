using Customers.Domain.Stores;

namespace Customers.Functions.WooCommerce;

/// <summary>Where a resource of WordPress's REST API lies: below <c>wp-json</c>, or in a shop with plain permalinks in the parameter <c>rest_route</c>.</summary>
/// <param name="Url">Without the query.</param>
internal sealed record RestAddress(Uri Url, IReadOnlyList<KeyValuePair<string, string>> Query)
{
    private const string Prefix = "wp-json";

    /// <param name="path">Below the shop's root, <c>wp-json/wc/v3/orders</c>.</param>
    public static RestAddress Of(ShopConnection shop, string path, IReadOnlyList<KeyValuePair<string, string>> parameters, bool plain) => !plain
        ? new(shop.At(path), parameters)
        // index.php, as WordPress writes it itself: of the bare root WooCommerce signs another form than it is asked by.
        : new(shop.At("index.php"),
        [
            new("rest_route", path == Prefix ? "/" : path[Prefix.Length..]),
            // Before 11.1 WooCommerce looks at keys only where the usual path stands somewhere in the address.
            new("instead_of", path),
            .. parameters,
        ]);

    public Uri With(IReadOnlyList<KeyValuePair<string, string>> query) => query.Count == 0 ? Url : new($"{Url}?{string.Join('&', query.Select(p => $"{Encode(p.Key)}={Encode(p.Value)}"))}");

    // A slash may stand in a query, and must where WooCommerce looks for a path.
    private static string Encode(string text) => Uri.EscapeDataString(text).Replace("%2F", "/", StringComparison.Ordinal);
}
