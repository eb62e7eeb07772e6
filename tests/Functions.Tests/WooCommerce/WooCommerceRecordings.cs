using System.Text.Json.Nodes;

namespace Customers.Functions.Tests.WooCommerce;

/// <summary>What a running WooCommerce 11.0.1 sent (store time zone Europe/Berlin), byte for byte.</summary>
internal static class WooCommerceRecordings
{
    public const string Secret = "whsec-ref-0123456789";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Recordings", "woocommerce");

    public static readonly DateTimeOffset At = new(2026, 11, 22, 2, 0, 0, TimeSpan.Zero);

    public static byte[] Read(string file) => File.ReadAllBytes(Path.Combine(Folder, file));

    public static byte[] Webhook(string number) => Read($"webhooks/{number}.body");

    public static string Header(string number, string name) =>
        File.ReadLines(Path.Combine(Folder, $"webhooks/{number}.headers")).Single(line => line.StartsWith(name + ": ", StringComparison.Ordinal))[(name.Length + 2)..];

    public static IEnumerable<(string Name, string Value)> Headers(string number) =>
        File.ReadLines(Path.Combine(Folder, $"webhooks/{number}.headers")).Skip(1)
            .Select(line => line.Split(": ", 2)).Where(parts => parts.Length == 2).Select(parts => (parts[0], parts[1]));

    public static JsonArray Page() => JsonNode.Parse(Read("orders_page1.json"))!.AsArray();

    public static JsonObject Order(int id) => (JsonObject)Page().Single(order => (int)order!["id"]! == id)!.DeepClone();
}
