using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Customers.Domain.Stores;
using Customers.Functions.Tests.App;
using Microsoft.AspNetCore.WebUtilities;

namespace Customers.Functions.Tests.Truth;

/// <summary>The network on which the living shops are found: answers as Shopify's GraphQL and WooCommerce's REST do.</summary>
internal sealed class ShopsOnline : HttpMessageHandler
{
    /// <summary>Shopify may give fewer than it was asked for.</summary>
    private const int PageSize = 2;
    private readonly ConcurrentDictionary<string, LivingShop> _shops = new();

    public void Open(LivingShop shop) => _shops[shop.Url.Host] = shop;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var shop = _shops[request.RequestUri!.Host];
        var answer = shop.Kind == StoreKind.Shopify ? OfShopify(shop, JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!) : OfWooCommerce(shop, request.RequestUri);
        var (meanwhile, status) = (shop.Meanwhile, answer is JsonObject error && error.ContainsKey("code") ? HttpStatusCode.NotFound : HttpStatusCode.OK);
        shop.Meanwhile = null;
        if (meanwhile is not null) await meanwhile();
        return new(status) { Content = new StringContent(answer.ToJsonString(), Encoding.UTF8, "application/json") };
    }

    private static JsonObject OfShopify(LivingShop shop, JsonNode asked)
    {
        var variables = asked["variables"]!;
        if (variables["id"] is { } id)
            return Data("order", shop.Find(long.Parse(((string)id!).Split('/')[^1], CultureInfo.InvariantCulture))?.ToShopifyNode());
        var since = DateTimeOffset.Parse(((string)variables["filter"]!).Split('\'')[1], CultureInfo.InvariantCulture);
        var after = (string?)variables["after"] ?? "";
        var found = shop.Standing.Where(order => order.UpdatedAt >= since).OrderBy(PlaceOf, StringComparer.Ordinal).Where(order => string.CompareOrdinal(PlaceOf(order), after) > 0).ToList();
        var page = found.Take(PageSize).ToList();
        return Data("orders", new JsonObject
        {
            ["pageInfo"] = new JsonObject { ["hasNextPage"] = found.Count > page.Count, ["endCursor"] = page.Count == 0 ? null : PlaceOf(page[^1]) },
            ["nodes"] = new JsonArray([.. page.Select(order => order.ToShopifyNode())]),
        });
    }

    private static string PlaceOf(ToldOrder order) => string.Create(CultureInfo.InvariantCulture, $"{order.UpdatedAt.ToUnixTimeSeconds():D12}-{order.Id:D6}");

    private static JsonObject Data(string part, JsonNode? value) => new() { ["data"] = new JsonObject { [part] = value } };

    private static JsonNode OfWooCommerce(LivingShop shop, Uri asked)
    {
        if (long.TryParse(asked.Segments[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return shop.Find(id)?.ToWooCommerce() ?? new JsonObject { ["code"] = "woocommerce_rest_shop_order_invalid_id" };
        var query = QueryHelpers.ParseQuery(asked.Query);
        var after = DateTimeOffset.Parse(query["modified_after"]!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return new JsonArray([.. shop.Standing.Where(order => order.IsTrashed == (query["status[0]"] == "trash") && order.UpdatedAt > after).OrderBy(order => order.UpdatedAt).Select(order => order.ToWooCommerce())]);
    }
}
