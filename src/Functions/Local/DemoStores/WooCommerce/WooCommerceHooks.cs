using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Customers.Functions.Local.DemoStores.WooCommerce;

/// <summary>Answers the requests on the demo shop's webhooks. It delivers nothing, no ping either; a secret is never told again.</summary>
internal sealed class WooCommerceHooks(DemoHooks hooks)
{
    private static readonly string[] Resources = ["order", "customer", "product", "coupon"];
    private static readonly string[] Events = ["created", "updated", "deleted", "restored"];
    private static readonly string[] Statuses = ["active", "paused", "disabled"];

    public IResult List(HttpRequest request)
    {
        if (!OrderListing.TryPaging(request.Query, out var page, out var perPage, out var refusal)) return refusal!.ToResult();
        var all = hooks.All;
        request.HttpContext.Response.Headers["X-WP-Total"] = all.Count.ToString(CultureInfo.InvariantCulture);
        var descending = request.Query["order"].ToString() != "asc";
        return Json(new JsonArray([.. (descending ? all.Reverse() : all).Skip((page - 1) * perPage).Take(perPage).Select(Shown)]));
    }

    /// <summary>Whatever status is asked for, it is active.</summary>
    public async Task<IResult> Create(HttpRequest request)
    {
        if (await BodyOf(request) is not { } body) return WooCommerceRefusal.Invalid("body", "Invalid JSON body passed.").ToResult();
        var (topic, address) = (Text(body, "topic") ?? "", Text(body, "delivery_url") ?? "");
        if (!IsTopic(topic) || hooks.Refused.Contains(topic)) return new WooCommerceRefusal(400, "woocommerce_rest_webhook_invalid_topic", "Webhook topic is required and must be valid.").ToResult();
        return IsAddress(address) ? Json(Shown(hooks.Add(topic, address, Text(body, "secret"))), StatusCodes.Status201Created) : BadAddress.ToResult();
    }

    public async Task<IResult> Update(int id, HttpRequest request)
    {
        if (await BodyOf(request) is not { } body) return WooCommerceRefusal.Invalid("body", "Invalid JSON body passed.").ToResult();
        if (Text(body, "delivery_url") is { } address && !IsAddress(address)) return BadAddress.ToResult();
        if (Text(body, "status") is { } status && !Statuses.Contains(status)) return WooCommerceRefusal.Invalid("status", "status is not one of active, paused, disabled.").ToResult();
        var changed = hooks.Change(id, hook => hook with
        {
            Topic = Text(body, "topic") ?? hook.Topic, Address = Text(body, "delivery_url") ?? hook.Address,
            Secret = Text(body, "secret") ?? hook.Secret, Status = Text(body, "status") ?? hook.Status,
        });
        return changed is null ? new WooCommerceRefusal(404, "woocommerce_rest_shop_webhook_invalid_id", "Invalid ID.").ToResult() : Json(Shown(changed));
    }

    private static WooCommerceRefusal BadAddress => new(400, "woocommerce_rest_webhook_invalid_delivery_url", "Webhook delivery URL must be a valid URL starting with http:// or https://.");

    private static bool IsTopic(string topic) => topic.Split('.') is [var resource, var what] && Resources.Contains(resource) && Events.Contains(what);

    private static bool IsAddress(string address) => Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";

    private static JsonObject Shown(DemoHook hook) => new()
    {
        ["id"] = hook.Id, ["name"] = hook.Topic, ["status"] = hook.Status, ["topic"] = hook.Topic,
        ["resource"] = hook.Topic.Split('.')[0], ["event"] = hook.Topic.Split('.')[1], ["delivery_url"] = hook.Address,
    };

    private static string? Text(JsonObject body, string name) => body[name]?.ToString();

    private static async Task<JsonObject?> BodyOf(HttpRequest request)
    {
        try
        {
            return await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult Json(JsonNode node, int status = StatusCodes.Status200OK) => Results.Content(node.ToJsonString(), "application/json; charset=UTF-8", statusCode: status);
}
