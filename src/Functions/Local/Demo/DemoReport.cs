using System.Text.Json;

namespace Customers.Functions.Local.Demo;

/// <summary>Tells on the console what happened and where to look.</summary>
internal sealed class DemoReport(DemoClient hub, Uri address, string key)
{
    public static void Line(string text) => Console.WriteLine(text);

    public async Task PrintAsync(string shopify, string woo, int limited, JsonElement run, CancellationToken cancel)
    {
        Line("");
        Line("                    orders  new   changed  as known  failed  customers  parked events");
        foreach (var (name, id) in new[] { ("Shopify", shopify), ("WooCommerce", woo) }) await PrintStoreAsync(name, id, cancel);
        Line("");
        Line($"Credit check: {Number(run, "candidates")} candidates, {Number(run, "placedOnHold")} placed on hold, {Number(run, "released")} released, {Number(run, "unchanged")} unchanged ({limited} got a limit)");
        var held = await hub.ItemsAsync("customers", "&onHold=true", cancel);
        Line($"Customers on hold: {held.Count}, among them");
        foreach (var customer in held.Take(5)) PrintHeld(customer);
        PrintPlaces();
    }

    private async Task PrintStoreAsync(string name, string id, CancellationToken cancel)
    {
        var status = await hub.StatusAsync(id, cancel);
        var run = status.GetProperty("lastRun").GetProperty("orders");
        var orders = await hub.CountAsync("orders", cancel, "&storeId=" + id);
        var customers = await hub.CountAsync("customers", cancel, "&tag=" + (name == "Shopify" ? "shopify" : "woo"));
        Line($"  {name,-16}{orders,8}{Number(run, "created"),5}{Number(run, "updated"),10}{Number(run, "unchanged"),10}{Number(run, "failed"),8}{customers,11}{Number(status.GetProperty("events"), "parked"),15}");
    }

    private static void PrintHeld(JsonElement customer)
    {
        var currency = customer.GetProperty("currency").GetString();
        var balance = customer.GetProperty("account").GetProperty("balances").EnumerateArray().First(b => b.GetProperty("currency").GetString() == currency);
        Line($"  {customer.GetProperty("ref").GetString(),-8} {customer.GetProperty("name").GetString()}: owes {balance.GetProperty("balance").GetString()} {balance.GetProperty("currency").GetString()}, "
            + $"limit {customer.GetProperty("creditLimit").GetString()}, {customer.GetProperty("hold").GetProperty("reason").GetString()}");
    }

    private void PrintPlaces()
    {
        var root = address.ToString().TrimEnd('/');
        Line($"""

            The hub stays up; stop it with Ctrl+C. Look around:
              API page             {root}/docs
              customers on hold    curl -H "Authorization: Bearer {key}" "{root}/api/customers?onHold=true"
              orders               curl -H "Authorization: Bearer {key}" "{root}/api/orders?sort=-createdAt"
              search               curl -H "Authorization: Bearer {key}" "{root}/api/customers?q=mull"
            """);
    }

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();
}
