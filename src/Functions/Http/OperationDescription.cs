using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Customers.Functions.Security;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Customers.Functions.Http;

/// <summary>Adds to an operation what its metadata implies: body, list parameters, headers, key, and every problem code.</summary>
internal static class OperationDescription
{
    public static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var endpoint = new OperationTraits([.. context.Description.ActionDescriptor.EndpointMetadata], context.Description.HttpMethod, context.Description.RelativePath);
        operation.Parameters ??= [];
        if (!endpoint.IsTagged) operation.Tags = TagOf(context);
        if (BodyOf(endpoint) is { } body) operation.RequestBody = body;
        if (endpoint.List is { } list) AddListParameters(operation.Parameters, list);
        if (endpoint.IsPost) operation.Parameters.Add(Header(Idempotency.Header, "Makes the request happen once; a repeat gets the first answer. Kept 24 hours.", 255));
        if (endpoint.TakesIfMatch) operation.Parameters.Add(Header("If-Match", "The version that the change is meant for.", null));
        if (endpoint.Need is not null)
        {
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(ApiDescription.Bearer, context.Document)] = [] }];
            operation.Description = $"{operation.Description} Roles: {string.Join(", ", Rights.RolesWith(endpoint.Need.Right).Select(role => JsonNamingPolicy.CamelCase.ConvertName(role.ToString())))}.".TrimStart();
        }
        AddAnswerExamples(operation);
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

    private static OpenApiRequestBody? BodyOf(OperationTraits endpoint) => endpoint switch
    {
        { Body.Request: var record } => BodyOf("application/json", WireSchemas.OfRequest(record, endpoint.IsPost), ExampleAttribute.Of(record, endpoint.IsChange), endpoint.NeedsBody),
        { Upload.Category: var category } => BodyOf("multipart/form-data", WireSchemas.OfUpload(category), null),
        { TakesCsv: true } => BodyOf("text/csv", new() { Type = JsonSchemaType.String }, endpoint.Example),
        _ => null,
    };

    private static OpenApiRequestBody BodyOf(string mediaType, OpenApiSchema schema, JsonNode? example, bool required = true) =>
        new() { Required = required, Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [mediaType] = new() { Schema = schema, Example = example } } };

    private static void AddAnswerExamples(OpenApiOperation operation)
    {
        foreach (var media in operation.Responses?.Values.SelectMany(response => response.Content?.Values ?? []) ?? [])
            media.Example = AnswerExamples.Of(media.Schema);
    }

    private static void AddListParameters(IList<IOpenApiParameter> parameters, ListShape list)
    {
        if (!list.IsWhole)
        {
            parameters.Add(Query("limit", new() { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = ListRequest.MaxLimit.ToString(CultureInfo.InvariantCulture), Default = ListRequest.DefaultLimit }));
            parameters.Add(Query("after", new() { Type = JsonSchemaType.String, Description = "The 'next' of the page before." }));
        }

        parameters.Add(Query("sort", new() { Type = JsonSchemaType.String, Default = ListShape.Default, Enum = [.. list.Sorts.SelectMany(s => new JsonNode[] { s, "-" + s })] }));
        foreach (var filter in list.Filters) parameters.Add(Query(filter, new() { Type = JsonSchemaType.String }, filter == list.Needed));
    }

    private static async Task AddProblemsAsync(OpenApiOperation operation, OperationTraits endpoint, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var document = context.Document!;
        document.AddComponent<IOpenApiSchema>(nameof(Problem), await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancel));
        var problem = new OpenApiSchemaReference(nameof(Problem), document);
        operation.Responses ??= [];
        if (endpoint.IsOfCustomer) operation.Responses["308"] = new OpenApiResponse { Description = "The customer has gone into another one: the same address of that one." };
        foreach (var byStatus in endpoint.Problems().GroupBy(p => p.Status, p => p.Code).OrderBy(g => g.Key))
            operation.Responses[byStatus.Key.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = string.Join(", ", byStatus.Distinct().Select(code => $"`{code}`")),
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/problem+json"] = new() { Schema = problem, Examples = ProblemExamples.Of(byStatus.Key, byStatus) } },
            };
    }

    private static OpenApiParameter Query(string name, OpenApiSchema schema, bool required = false) => new() { Name = name, Required = required, In = ParameterLocation.Query, Schema = schema };

    private static OpenApiParameter Header(string name, string description, int? longest) =>
        new() { Name = name, In = ParameterLocation.Header, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = longest } };
}
