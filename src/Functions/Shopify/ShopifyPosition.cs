using System.Text.Json;
using Customers.Functions.Stores;

namespace Customers.Functions.Shopify;

/// <summary>Where a pull stands: Shopify's own cursor, and how many orders a page may hold without costing too much.</summary>
internal sealed record ShopifyPosition(string? After, int First)
{
    public ShopifyPosition Smaller() => this with { First = First / 2 };

    public string ToToken() => PullToken.Of(this);

    public static ShopifyPosition FromToken(string token) => PullToken.Read<ShopifyPosition>(token);

    /// <summary>Where the page after this one of a connection begins; null when it is the last.</summary>
    public static string? NextOf(JsonElement connection) =>
        GraphErrors.Find(connection, "pageInfo", "hasNextPage") is { ValueKind: JsonValueKind.True }
        && GraphErrors.Find(connection, "pageInfo", "endCursor") is { ValueKind: JsonValueKind.String } cursor ? cursor.GetString() : null;
}
