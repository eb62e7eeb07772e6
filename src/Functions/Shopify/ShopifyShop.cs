using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.Shopify;

/// <summary>
/// Reads a Shopify shop by the Admin GraphQL API. An order that changes while a pull runs moves behind its cursor and is read
/// again. Without the scope <c>read_all_orders</c> only the last 60 days are visible.
/// </summary>
internal sealed class ShopifyShop(ShopifyCalls calls, TimeProvider clock) : IShopReader
{
    private const string OrderId = "gid://shopify/Order/";
    private const string CustomerId = "gid://shopify/Customer/";

    public StoreKind Kind => StoreKind.Shopify;

    public async Task<Outcome<string>> TestAsync(ShopConnection shop, CancellationToken cancel)
    {
        var read = await calls.QueryAsync(shop, ShopifyQueries.Shop, [], "shop", cancel);
        if (read.IsRefused(out var refusal)) return refusal;
        return read.Value is { } found && GraphErrors.Find(found, "name") is { ValueKind: JsonValueKind.String } name ? name.GetString().Tidy() ?? shop.Url.Host : shop.Url.Host;
    }

    public async Task<Outcome<ShopOrder?>> ReadOrderAsync(ShopConnection shop, string externalId, CancellationToken cancel)
    {
        if (StoreJson.Digits(externalId) != externalId) return (ShopOrder?)null;
        var read = await calls.QueryAsync(shop, ShopifyQueries.One, new() { ["id"] = OrderId + externalId }, "order", cancel);
        if (read.IsRefused(out var refusal)) return refusal;
        if (read.Value is not { } node) return (ShopOrder?)null;
        var order = await MapAsync(shop, node, cancel);
        return order.IsRefused(out refusal) ? refusal : order.Value;
    }

    public async Task<Outcome<OrderPage>> ReadChangesAsync(ShopConnection shop, PullCursor cursor, CancellationToken cancel)
    {
        var filter = string.Create(CultureInfo.InvariantCulture, $"updated_at:>='{cursor.Since.UtcDateTime:yyyy-MM-ddTHH:mm:ss}Z'");
        var page = await PageAsync(shop, ShopifyQueries.Changes, new() { ["filter"] = filter }, cursor.Token, ["orders"], cancel);
        if (page.IsRefused(out var refusal)) return refusal;
        var next = page.Value.Next is { } token ? cursor with { Token = token } : null;
        // What one page holds needs no count.
        return new OrderPage(page.Value.Orders, next, cursor.Token is null ? next is null ? page.Value.Orders.Count : await CountAsync(shop, filter, cancel) : null);
    }

    /// <summary>Null where the shop does not say: orders are read all the same.</summary>
    private async Task<long?> CountAsync(ShopConnection shop, string filter, CancellationToken cancel)
    {
        var read = await calls.QueryAsync(shop, ShopifyQueries.Count, new() { ["filter"] = filter }, "ordersCount", cancel);
        return !read.IsRefused(out _) && read.Value is { } count && GraphErrors.Find(count, "count") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var orders) ? orders : null;
    }

    public async Task<Outcome<StoreCustomer?>> ReadCustomerAsync(ShopConnection shop, string externalId, CancellationToken cancel)
    {
        if (StoreJson.Digits(externalId) != externalId) return (StoreCustomer?)null;
        var read = await calls.QueryAsync(shop, ShopifyQueries.Customer, new() { ["id"] = CustomerId + externalId }, "customer", cancel);
        if (read.IsRefused(out var refusal)) return refusal;
        if (read.Value is not { } node) return (StoreCustomer?)null;
        var customer = ShopifyMapper.CustomerNode(JsonMarshal.GetRawUtf8Value(node), clock.GetUtcNow());
        return customer.IsRefused(out refusal) ? refusal : customer.Value;
    }

    public async Task<Outcome<CustomerOrders>> ReadOrdersOfAsync(ShopConnection shop, string customerId, string? token, CancellationToken cancel)
    {
        if (StoreJson.Digits(customerId) != customerId) return new CustomerOrders([], null);
        return await PageAsync(shop, ShopifyQueries.OrdersOf, new() { ["id"] = CustomerId + customerId }, token, ["customer", "orders"], cancel);
    }

    /// <summary>One page of a connection of orders, which lies there in the answer's data.</summary>
    private async Task<Outcome<CustomerOrders>> PageAsync(ShopConnection shop, string query, JsonObject variables, string? token, string[] path, CancellationToken cancel)
    {
        var position = token is null ? new(After: null, ShopifyQueries.OrdersPerPage) : ShopifyPosition.FromToken(token);
        (variables["first"], variables["after"]) = (position.First, position.After);
        var read = await calls.QueryAsync(shop, query, variables, path[0], cancel);
        if (read.IsRefused(out var refusal))
            // Shopify weighs queries as it likes: smaller pages always fit.
            return refusal == TooCostly && position.First > 1 ? await PageAsync(shop, query, variables, position.Smaller().ToToken(), path, cancel) : refusal;
        if (read.Value is null && path.Length > 1) return new CustomerOrders([], null); // nobody has these orders
        if (read.Value is not { } data || GraphErrors.Find(data, path.AsSpan(1)) is not { } page || GraphErrors.Find(page, "nodes") is not { ValueKind: JsonValueKind.Array } nodes)
            return StoreAnswer.RefuseAnswer("something else than a list of orders");

        List<ShopOrder> orders = [];
        foreach (var node in nodes.EnumerateArray())
        {
            var order = await MapAsync(shop, node, cancel);
            if (order.IsRefused(out refusal)) return refusal;
            orders.Add(order.Value);
        }
        return new CustomerOrders(orders, ShopifyPosition.NextOf(page) is { } after ? (position with { After = after }).ToToken() : null);
    }

    private static readonly Refusal TooCostly = StoreAnswer.RefuseAnswer("an error", "MAX_COST_EXCEEDED");

    private async Task<Outcome<ShopOrder>> MapAsync(ShopConnection shop, JsonElement node, CancellationToken cancel)
    {
        var raw = await WholeAsync(shop, node, cancel);
        if (raw.IsRefused(out var refusal)) return refusal;
        var id = GraphErrors.Find(node, "id") is { ValueKind: JsonValueKind.String } global ? StoreJson.Digits(global.GetString()) : null;
        return new ShopOrder(id ?? "", raw.Value, ShopifyMapper.Node(raw.Value, clock.GetUtcNow()));
    }

    /// <summary>The node with all its lines; up to what the hub refuses anyway.</summary>
    private async Task<Outcome<byte[]>> WholeAsync(ShopConnection shop, JsonElement node, CancellationToken cancel)
    {
        if (GraphErrors.Find(node, "lineItems") is not { } lines || ShopifyPosition.NextOf(lines) is not { } after) return JsonMarshal.GetRawUtf8Value(node).ToArray();
        var whole = JsonNode.Parse(JsonMarshal.GetRawUtf8Value(node))!.AsObject();
        var all = whole["lineItems"]!["nodes"]!.AsArray();
        for (var position = new ShopifyPosition(after, ShopifyQueries.LinesPerPage); position.After is not null && all.Count <= StoreContent.MaxLines;)
        {
            var read = await calls.QueryAsync(shop, ShopifyQueries.MoreLines, new() { ["id"] = (string?)whole["id"], ["first"] = position.First, ["after"] = position.After }, "order", cancel);
            if (read.IsRefused(out var refusal))
            {
                if (refusal != TooCostly || position.First == 1) return refusal;
                position = position.Smaller();
                continue;
            }
            // Deleted meanwhile: what is known of it has to do.
            if (read.Value is not { } order || GraphErrors.Find(order, "lineItems", "nodes") is not { } more) break;
            foreach (var line in more.EnumerateArray()) all.Add(JsonNode.Parse(JsonMarshal.GetRawUtf8Value(line)));
            position = position with { After = ShopifyPosition.NextOf(order.GetProperty("lineItems")) };
        }
        return Encoding.UTF8.GetBytes(whole.ToJsonString());
    }
}
