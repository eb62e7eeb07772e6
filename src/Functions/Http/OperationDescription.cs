using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Customers.Functions.Http;

/// <summary>Adds to an operation what its metadata implies: body, list parameters, headers, key, and every problem code.</summary>
internal static class OperationDescription
{
    public static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var endpoint = new Traits(context);
        operation.Parameters ??= [];
        if (!endpoint.IsTagged) operation.Tags = TagOf(context);
        if (endpoint.Body is { } body) operation.RequestBody = BodyOf(body.Request, endpoint.NeedsBody);
        if (endpoint.Upload is { } upload) operation.RequestBody = BodyOf(upload);
        if (endpoint.TakesCsv) operation.RequestBody = CsvBody();
        if (endpoint.List is { } list) AddListParameters(operation.Parameters, list);
        if (endpoint.IsPost) operation.Parameters.Add(Header(Idempotency.Header, "Makes the request happen once; a repeat gets the first answer. Kept 24 hours.", 255));
        if (endpoint.TakesIfMatch) operation.Parameters.Add(Header("If-Match", "The version that the change is meant for.", null));
        if (endpoint.Need is not null)
        {
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(ApiDescription.Bearer, context.Document)] = [] }];
            operation.Description = $"{operation.Description} Roles: {string.Join(", ", Rights.RolesWith(endpoint.Need.Right).Select(role => JsonNamingPolicy.CamelCase.ConvertName(role.ToString())))}.".TrimStart();
        }
        await AddProblemsAsync(operation, endpoint, context, cancel);
    }

    // Where WithTags says nothing, the resource: customers for /api/customers/{id}/notes.
    private static HashSet<OpenApiTagReference> TagOf(OpenApiOperationTransformerContext context)
    {
        var name = context.Description.RelativePath?.Split('/') is ["api", var resource, ..] ? resource : "hub";
        var tags = context.Document!.Tags ??= new HashSet<OpenApiTag>();
        if (tags.All(tag => tag.Name != name)) tags.Add(new OpenApiTag { Name = name });
        return [new OpenApiTagReference(name, context.Document)];
    }

    private static OpenApiRequestBody BodyOf(Type record, bool required)
    {
        var media = new OpenApiMediaType { Schema = WireSchemas.OfRequest(record) };
        return new() { Required = required, Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/json"] = media } };
    }

    private static OpenApiRequestBody BodyOf(UploadShape upload) =>
        new() { Required = true, Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["multipart/form-data"] = new() { Schema = WireSchemas.OfUpload(upload.Category) } } };

    private static OpenApiRequestBody CsvBody() =>
        new() { Required = true, Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["text/csv"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } } } };

    private static void AddListParameters(IList<IOpenApiParameter> parameters, ListShape list)
    {
        if (!list.IsWhole)
        {
            parameters.Add(Query("limit", new() { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = ListRequest.MaxLimit.ToString(CultureInfo.InvariantCulture), Default = ListRequest.DefaultLimit }));
            parameters.Add(Query("after", new() { Type = JsonSchemaType.String, Description = "The 'next' of the page before." }));
        }

        parameters.Add(Query("sort", new() { Type = JsonSchemaType.String, Default = ListShape.Default, Enum = [.. list.Sorts.SelectMany(s => new JsonNode[] { s, "-" + s })] }));
        foreach (var filter in list.Filters) parameters.Add(Query(filter, new() { Type = JsonSchemaType.String }));
    }

    private static async Task AddProblemsAsync(OpenApiOperation operation, Traits endpoint, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var document = context.Document!;
        document.AddComponent<IOpenApiSchema>(nameof(Problem), await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancel));
        var problem = new OpenApiMediaType { Schema = new OpenApiSchemaReference(nameof(Problem), document) };
        operation.Responses ??= [];
        foreach (var byStatus in endpoint.Problems().GroupBy(p => p.Status, p => p.Code).OrderBy(g => g.Key))
            operation.Responses[byStatus.Key.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = string.Join(", ", byStatus.Distinct().Select(code => $"`{code}`")),
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/problem+json"] = problem },
            };
    }

    private static OpenApiParameter Query(string name, OpenApiSchema schema) => new() { Name = name, In = ParameterLocation.Query, Schema = schema };

    private static OpenApiParameter Header(string name, string description, int? longest) =>
        new() { Name = name, In = ParameterLocation.Header, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = longest } };

    /// <summary>What the metadata of an endpoint says, and the problems that follow from it.</summary>
    private sealed class Traits(OpenApiOperationTransformerContext context)
    {
        private readonly IList<object> _metadata = context.Description.ActionDescriptor.EndpointMetadata;

        public Need? Need => _metadata.OfType<Need>().LastOrDefault();
        public BodyShape? Body => _metadata.OfType<BodyShape>().LastOrDefault();
        public UploadShape? Upload => _metadata.OfType<UploadShape>().LastOrDefault();
        public bool TakesCsv => _metadata.OfType<CsvShape>().Any();
        private bool TakesContent => Body is not null || Upload is not null || TakesCsv;
        public bool NeedsBody => !_metadata.OfType<OptionalBody>().Any();
        public ListShape? List => _metadata.OfType<ListShape>().LastOrDefault();
        public bool IsTagged => _metadata.OfType<ITagsMetadata>().Any();
        public bool TakesIfMatch => _metadata.OfType<TakesIfMatch>().Any();
        public bool IsPost => context.Description.HttpMethod == "POST" && Need is not null;

        public IEnumerable<(int Status, string Code)> Problems()
        {
            if (TakesContent || List is not null) yield return (400, "validation-failed");
            if (Body is not null) yield return (400, "malformed-json");
            if (Upload is not null) yield return (400, Multipart.MalformedCode);
            if (context.Description.RelativePath?.Contains('{', StringComparison.Ordinal) == true) yield return Bare(404);
            if (TakesIfMatch) yield return (412, Domain.Outcomes.Refusal.Stale.Code);
            if (IsPost) yield return (409, Idempotency.InProgress.Code);
            if (IsPost) yield return (422, Domain.Outcomes.Refusal.KeyReused.Code);
            foreach (var refuses in _metadata.OfType<Refuses>())
                foreach (var code in refuses.Codes) yield return (refuses.Status, code);
            int[] always = Need is null ? [500, 503] : TakesContent ? [401, 403, 413, 415, 429, 500, 503] : [401, 403, 429, 500, 503];
            foreach (var status in always) yield return Bare(status);
        }

        private static (int, string) Bare(int status) => (status, Http.Problems.Meaning(status).Code);
    }
}
