using System.Text.Json;
using System.Text.Json.Serialization;

namespace Customers.Functions.Shopify;

/// <summary>Where a pull stands: Shopify's own cursor, and how many orders a page may hold without costing too much.</summary>
internal sealed record ShopifyPosition(string? After, int First)
{
    public ShopifyPosition Smaller() => this with { First = First / 2 };

    public string ToToken() => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(this, ShopifyPositionJson.Default.ShopifyPosition));

    public static ShopifyPosition FromToken(string token) =>
        JsonSerializer.Deserialize(Convert.FromBase64String(token), ShopifyPositionJson.Default.ShopifyPosition) ?? throw new FormatException("Not a pull's position.");
}

[JsonSerializable(typeof(ShopifyPosition))]
internal sealed partial class ShopifyPositionJson : JsonSerializerContext;
