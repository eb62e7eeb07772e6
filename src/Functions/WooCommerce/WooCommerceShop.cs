using System.Runtime.InteropServices;
using System.Text.Json;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.WooCommerce;

/// <summary>
/// Reads a WooCommerce shop by REST v3 (7.9 and later). Changes are read as <see cref="ChangesPosition"/> says. An order
/// deleted for good is announced by nothing and found by nothing.
/// </summary>
internal sealed class WooCommerceShop(WooCommerceCalls calls, TimeProvider clock) : IShopReader
{
    private const string Orders = "wp-json/wc/v3/orders";
    private const string Customers = "wp-json/wc/v3/customers";
    private static readonly KeyValuePair<string, string> OrderFields = FieldsOf(typeof(WooCommerceOrder));
    private static readonly KeyValuePair<string, string> CustomerFields = FieldsOf(typeof(WooCommerceCustomer));

    public StoreKind Kind => StoreKind.WooCommerce;

    public async Task<Outcome<string>> TestAsync(ShopConnection shop, CancellationToken cancel)
    {
        var orders = await ReadAsync(shop, Orders, [new("per_page", "1")], cancel);
        if (orders.IsRefused(out var refusal)) return refusal;
        if (orders.Value.Json.ValueKind != JsonValueKind.Array) return StoreAnswer.RefuseAnswer("something else than a list of orders");
        // Anyone may read the index, but not every shop lets it be read.
        var index = await ReadAsync(shop, "wp-json", [], cancel);
        var name = index.Refusal is null && index.Value.Json is { ValueKind: JsonValueKind.Object } json
            && json.TryGetProperty("name", out var found) && found.ValueKind == JsonValueKind.String ? found.GetString().Tidy() : null;
        return name ?? shop.Url.Host;
    }

    public async Task<Outcome<ShopOrder?>> ReadOrderAsync(ShopConnection shop, string externalId, CancellationToken cancel)
    {
        if (StoreJson.Digits(externalId) != externalId) return (ShopOrder?)null;
        var answer = await calls.GetAsync(shop, $"{Orders}/{externalId}", [OrderFields], cancel);
        if (WooCommerceAnswer.CodeOf(answer.Json()) == "woocommerce_rest_shop_order_invalid_id") return (ShopOrder?)null;
        var read = WooCommerceAnswer.Accept(answer);
        if (read.IsRefused(out var refusal)) return refusal;
        return Map(read.Value.Json) is { ExternalId.Length: > 0 } order ? order : StoreAnswer.RefuseAnswer("something else than an order");
    }

    public async Task<Outcome<OrderPage>> ReadChangesAsync(ShopConnection shop, PullCursor cursor, CancellationToken cancel)
    {
        var position = cursor.Token is { } token ? ChangesPosition.FromToken(token) : ChangesPosition.Start(cursor.Since);
        var read = await ReadAsync(shop, Orders, [.. position.Query(), OrderFields], cancel);
        if (read.IsRefused(out var refusal)) return refusal;
        if (read.Value.Json.ValueKind != JsonValueKind.Array) return StoreAnswer.RefuseAnswer("something else than a list of orders");

        List<ShopOrder> orders = [.. read.Value.Json.EnumerateArray().Select(Map)];
        var lastModified = orders.Count == 0 ? null : WooCommerceWebhook.Identify(orders[^1].Raw.Span).UpdatedAt;
        if (orders.Count == ChangesPosition.PerPage && lastModified is null) return StoreAnswer.RefuseAnswer("orders without date_modified_gmt");
        var next = position.Next(orders.Count, lastModified, read.Value.Total)
            ?? (position.Trash ? null : ChangesPosition.Start(cursor.Since, trash: true));
        // Only the first page is asked for all that is to come.
        return new OrderPage(orders, next is null ? null : cursor with { Token = next.ToToken() }, cursor.Token is null ? read.Value.Total : null);
    }

    public async Task<Outcome<StoreCustomer?>> ReadCustomerAsync(ShopConnection shop, string externalId, CancellationToken cancel)
    {
        if (StoreJson.Digits(externalId) != externalId) return (StoreCustomer?)null;
        var answer = await calls.GetAsync(shop, $"{Customers}/{externalId}", [CustomerFields], cancel);
        if (WooCommerceAnswer.CodeOf(answer.Json()) == "woocommerce_rest_invalid_id") return (StoreCustomer?)null;
        var read = WooCommerceAnswer.Accept(answer);
        if (read.IsRefused(out var refusal)) return refusal;
        var customer = WooCommerceMapper.Customer(JsonMarshal.GetRawUtf8Value(read.Value.Json), clock.GetUtcNow());
        return customer.IsRefused(out refusal) ? refusal : customer.Value.Customer;
    }

    public async Task<Outcome<CustomerOrders>> ReadOrdersOfAsync(ShopConnection shop, string customerId, string? token, CancellationToken cancel)
    {
        if (StoreJson.Digits(customerId) != customerId) return new CustomerOrders([], null);
        var position = token is null ? new OrdersOfPosition() : OrdersOfPosition.FromToken(token);
        var read = await ReadAsync(shop, Orders, [.. position.Query(customerId), OrderFields], cancel);
        if (read.IsRefused(out var refusal)) return refusal;
        if (read.Value.Json.ValueKind != JsonValueKind.Array) return StoreAnswer.RefuseAnswer("something else than a list of orders");
        List<ShopOrder> orders = [.. read.Value.Json.EnumerateArray().Select(Map)];
        return new CustomerOrders(orders, position.Next(orders.Count, read.Value.Total)?.ToToken());
    }

    /// <summary>Only what is read here: plugins lay megabytes into the <c>meta_data</c> of an order, and a page has a hundred.</summary>
    private static KeyValuePair<string, string> FieldsOf(Type resource) => new("_fields", string.Join(',', StoreJson.SnakeCase.GetTypeInfo(resource).Properties.Select(field => field.Name)));

    private async Task<Outcome<(JsonElement Json, long? Total)>> ReadAsync(
        ShopConnection shop, string path, IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken cancel) =>
        WooCommerceAnswer.Accept(await calls.GetAsync(shop, path, parameters, cancel));

    private ShopOrder Map(JsonElement order)
    {
        ReadOnlyMemory<byte> raw = JsonMarshal.GetRawUtf8Value(order).ToArray();
        return new(WooCommerceWebhook.Identify(raw.Span).ResourceId ?? "", raw, WooCommerceMapper.Order(raw.Span, clock.GetUtcNow()));
    }
}
