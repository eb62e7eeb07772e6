using Customers.Domain.Stores;
using Customers.Functions.Http;
using Customers.Functions.Shopify;
using Customers.Functions.WooCommerce;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Webhooks;

/// <summary><c>/webhooks/…</c> (CONTRACT §7): verify, keep, queue, answer. No work in the request.</summary>
internal static class WebhookEndpoints
{
    public const string ShopifyRoute = "webhooks/shopify/{storeId}";
    public const string WooCommerceRoute = "webhooks/woocommerce/{storeId}";

    /// <summary>Where this store sends its webhooks, below the hub's address.</summary>
    public static string PathOf(Store store) =>
        "/" + (store.Kind == StoreKind.Shopify ? ShopifyRoute : WooCommerceRoute).Replace("{storeId}", store.Id, StringComparison.Ordinal);

    public static void MapWebhooks(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(ShopifyRoute, ShopifyAsync).WithTags("Webhooks")
            .WithSummary("Takes a signed webhook of a Shopify store").Refuses(StatusCodes.Status401Unauthorized, ReceiveWebhook.BadSignature).ProducesProblem(StatusCodes.Status413PayloadTooLarge).AllowAnonymous();
        endpoints.MapPost(WooCommerceRoute, WooCommerceAsync).WithTags("Webhooks")
            .WithSummary("Takes a signed webhook of a WooCommerce store").Refuses(StatusCodes.Status401Unauthorized, ReceiveWebhook.BadSignature).ProducesProblem(StatusCodes.Status413PayloadTooLarge).AllowAnonymous();
    }

    internal static Task<Results<Ok, Refused>> ShopifyAsync(string storeId, ReceiveWebhook receive, HttpContext context) =>
        receive.RunAsync(storeId, StoreKind.Shopify, context, (request, body) => new(
            request.Headers[ShopifyWebhook.TopicHeader].ToString(),
            request.Headers[ShopifyWebhook.SignatureHeader],
            request.Headers[ShopifyWebhook.DeliveryHeader],
            ShopifyWebhook.TriggeredAt(request.Headers[ShopifyWebhook.TriggeredAtHeader]),
            ShopifyWebhook.Identify(body)));

    internal static Task<Results<Ok, Refused>> WooCommerceAsync(string storeId, ReceiveWebhook receive, HttpContext context) =>
        receive.RunAsync(storeId, StoreKind.WooCommerce, context, (request, body) =>
            WooCommerceWebhook.IsCreationPing(request.ContentType, body) ? null : new(
                request.Headers[WooCommerceWebhook.TopicHeader].ToString(),
                request.Headers[WooCommerceWebhook.SignatureHeader],
                request.Headers[WooCommerceWebhook.DeliveryHeader],
                null,
                WooCommerceWebhook.Identify(body)));
}
