using Customers.Functions.Webhooks;
using Microsoft.Azure.Functions.Worker;

namespace Customers.Functions.Triggers;

/// <summary>Every path leads to the hub's pipeline, which also answers what it does not know. An exception must not leave a function: the host would answer an empty 200.</summary>
public sealed class HttpFunctions(Pipeline pipeline)
{
    [Function(nameof(Api))]
    public Task Api([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete", "options", Route = "api/{*path}")] HttpRequest request) =>
        pipeline.AnswerAsync(request);

    [Function(nameof(ShopifyWebhook))]
    public Task ShopifyWebhook([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = WebhookEndpoints.ShopifyRoute)] HttpRequest request) =>
        pipeline.AnswerAsync(request);

    [Function(nameof(WooCommerceWebhook))]
    public Task WooCommerceWebhook([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = WebhookEndpoints.WooCommerceRoute)] HttpRequest request) =>
        pipeline.AnswerAsync(request);

    /// <summary>Health, <c>/docs</c>, <c>/openapi.json</c>, and all that is not there.</summary>
    [Function(nameof(Site))]
    public Task Site([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete", "options", Route = "{*path}")] HttpRequest request) =>
        pipeline.AnswerAsync(request);
}
