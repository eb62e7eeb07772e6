using System.Collections.Concurrent;
using System.Globalization;

namespace Customers.Functions.Local.DemoStores.Shopify;

/// <summary>The fixed token, and those granted for 24 hours to whoever shows the client's secret.</summary>
internal sealed class ShopifyTokens(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _granted = new(StringComparer.Ordinal);
    private int _count;

    public bool Accepts(string? token) =>
        token == DemoCredentials.ShopifyToken || token is not null && _granted.TryGetValue(token, out var expiry) && time.GetUtcNow() < expiry;

    /// <summary>Null when the client is not known or asks for another grant.</summary>
    public object? Grant(string? clientId, string? clientSecret, string? grantType)
    {
        if ((clientId, clientSecret, grantType) != (DemoCredentials.ShopifyClientId, DemoCredentials.ShopifyClientSecret, "client_credentials")) return null;
        var token = "demo-granted-" + Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture);
        _granted[token] = time.GetUtcNow() + Lifetime;
        return new { access_token = token, scope = "read_all_orders,read_customers,read_orders", expires_in = (int)Lifetime.TotalSeconds - 1 };
    }
}
