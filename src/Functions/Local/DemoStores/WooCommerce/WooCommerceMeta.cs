using System.Text.Json.Nodes;

namespace Customers.Functions.Local.DemoStores.WooCommerce;

/// <summary>What plugins leave behind: any JSON at all.</summary>
internal static class WooCommerceMeta
{
    public static JsonArray Of(DemoOrder order) => (order.Index % 7) switch
    {
        1 => [Entry(order, 0, "_vat_id", "DE123456789"), Entry(order, 1, "delivery_slot", Slot())],
        2 => [Entry(order, 0, "_empty", JsonValue.Create("")), Entry(order, 1, "_nothing", null)],
        3 => [Entry(order, 0, "_numbers", new JsonArray(1, 2.5, "drei", null)), Entry(order, 1, "_yes", JsonValue.Create(value: true))],
        4 => [Entry(order, 0, "<b>note</b>", "<script>alert('x')</script> 🧨")],
        _ => [],
    };

    private static JsonObject Entry(DemoOrder order, int position, string key, JsonNode? value) => new()
    {
        ["id"] = WooCommerceIds.Line(order, position),
        ["key"] = key,
        ["value"] = value,
    };

    private static JsonObject Slot() => new()
    {
        ["date"] = "2026-11-30",
        ["window"] = new JsonObject { ["from"] = "08:00", ["to"] = "12:00" },
    };
}
