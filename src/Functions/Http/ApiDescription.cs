using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Customers.Functions.Http;

/// <summary><c>/openapi.json</c> follows from the endpoints and their metadata; <c>/docs</c> shows it.</summary>
internal static class ApiDescription
{
    public const string Path = "/openapi.json";
    public const string Bearer = "apiKey";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = NameOf;
        options.AddSchemaTransformer(WireSchemas.DescribeAsync);
        options.AddOperationTransformer(OperationDescription.DescribeAsync);
        options.AddDocumentTransformer(static (document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Customer hub", Version = "1", Description = Conventions };
            document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key." });
            WireSchemas.SayAnyOnce(document);
            return Task.CompletedTask;
        });
    });

    public static void MapApiDescription(this IEndpointRouteBuilder endpoints) => endpoints.MapOpenApi(Path).AllowAnonymous();

    // Its own branch: the page matches paths by regular expressions, which other requests need not pay for.
    public static IApplicationBuilder UseApiPage(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/docs", StringComparison.OrdinalIgnoreCase),
        docs => docs.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "docs";
            page.DocumentTitle = "Customer hub";
            page.SwaggerEndpoint(Path, "Customer hub");
        }));

    // Any JSON at all needs no name.
    private static string? NameOf(JsonTypeInfo type) => (Nullable.GetUnderlyingType(type.Type) ?? type.Type) == typeof(System.Text.Json.JsonElement) ? null
        : type.Type.IsGenericType && type.Type.GetGenericTypeDefinition() == typeof(ListOf<>)
            ? $"{type.Type.GetGenericArguments()[0].Name}List"
            : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    private static readonly string Conventions = $"""
        Amounts are decimal texts (`"129.90"`); requests take texts or numbers. Instants are RFC 3339 in UTC, dates `YYYY-MM-DD`.
        Unknown and read-only properties are refused. PATCH is JSON Merge Patch: absent keeps, null clears.
        Bodies have at most {RequestBytes.ApiLimit / 1024} KiB and nest at most {WireJson.MaxDepth} deep.
        Errors are `application/problem+json` with a stable `code`; `validation-failed` names every fault in `errors`.
        """;
}
