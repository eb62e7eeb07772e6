using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Customers.Functions.Local.DemoStores.Shopify;

internal static class ShopifyEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, ShopifyAdmin admin)
    {
        routes.MapPost("/admin/oauth/access_token", (HttpRequest request) => GrantToken(request, admin));
        routes.MapPost("/admin/api/{version}/graphql.json", (string version, HttpContext context) => Query(version, context, admin));
    }

    private static async Task<IResult> Query(string version, HttpContext context, ShopifyAdmin admin)
    {
        if (Served(version, admin.OldestVersion) is not { } served) return Results.Json(new { errors = "Not Found" }, statusCode: 404);
        context.Response.Headers["X-Shopify-API-Version"] = served;
        if (!admin.Tokens.Accepts(context.Request.Headers["X-Shopify-Access-Token"]))
            return Results.Json(new { errors = "[API] Invalid API key or access token (unrecognized login or wrong password)" }, statusCode: 401);
        if (await Body(context.Request) is not { } body)
            return Results.Json(new { errors = new { query = "Required parameter missing or invalid" } }, statusCode: 400);
        if (admin.Answer(body["query"]?.ToString(), body["variables"] as JsonObject) is { } answer)
            return Results.Content(answer.ToJsonString(), "application/json; charset=utf-8");
        // A decimal, as Shopify sends it, which is not what the header's definition allows.
        context.Response.Headers.RetryAfter = "1.0";
        return Results.Json(new { errors = "Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service." }, statusCode: 429);
    }

    private static async Task<IResult> GrantToken(HttpRequest request, ShopifyAdmin admin)
    {
        var fields = request.HasFormContentType
            ? (await request.ReadFormAsync()).ToDictionary(f => f.Key, f => (string?)f.Value, StringComparer.Ordinal)
            : (await Body(request) ?? []).ToDictionary(f => f.Key, f => f.Value?.ToString(), StringComparer.Ordinal);
        return admin.Tokens.Grant(fields.GetValueOrDefault("client_id"), fields.GetValueOrDefault("client_secret"), fields.GetValueOrDefault("grant_type")) is { } granted
            ? Results.Json(granted)
            : Results.Json(new { error = "invalid_client", error_description = "The client or the grant is not known." }, statusCode: 400);
    }

    private static async Task<JsonObject?> Body(HttpRequest request)
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

    private static string? Served(string version, string oldest) =>
        version == "unstable" ? version
        : !DateOnly.TryParseExact(version, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? null
        : string.CompareOrdinal(version, oldest) < 0 ? oldest
        : version;
}
