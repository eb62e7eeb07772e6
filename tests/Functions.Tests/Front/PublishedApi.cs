using System.Text.Json;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Front;

/// <summary><c>/openapi.json</c> as a partner's program reads it.</summary>
internal sealed class PublishedApi(JsonElement description)
{
    public PublishedSchema Schema { get; } = new(description.GetProperty("components").GetProperty("schemas"));

    public static async Task<PublishedApi> OfAsync(HubHost hub) => new(await hub.Admin.GetAsync("/openapi.json"));

    public IEnumerable<PublishedOperation> Operations =>
        from path in description.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where operation.Name is "get" or "head" or "post" or "put" or "patch" or "delete"
        select new PublishedOperation(new HttpMethod(operation.Name.ToUpperInvariant()), path.Name, operation.Value);
}

/// <summary>One operation of it.</summary>
internal sealed record PublishedOperation(HttpMethod Method, string Path, JsonElement Said)
{
    public bool IsOpen => !Said.TryGetProperty("security", out _);

    /// <summary>Of the query.</summary>
    public IEnumerable<string> NeededParameters => !Said.TryGetProperty("parameters", out var parameters) ? []
        : from parameter in parameters.EnumerateArray()
          where parameter.Text("in") == "query" && parameter.TryGetProperty("required", out var needed) && needed.GetBoolean()
          select parameter.Text("name");

    /// <summary>The media type, schema and example of its body.</summary>
    public (string Type, JsonElement Schema, JsonElement? Example)? Body => Said.TryGetProperty("requestBody", out var body) ? MediaOf(body) : null;

    public JsonElement? JsonBody => Body is { Type: "application/json", Schema: var schema } ? schema : null;

    public IEnumerable<string> Successes => Said.GetProperty("responses").EnumerateObject().Select(r => r.Name).Where(status => status[0] == '2');

    /// <summary>The schema and example of a JSON answer.</summary>
    public (JsonElement Schema, JsonElement? Example)? AnswerOf(string status) =>
        Said.GetProperty("responses").GetProperty(status) is var answer && answer.TryGetProperty("content", out _) && MediaOf(answer) is ("application/json", var schema, var example) ? (schema, example) : null;

    /// <summary>As <c>409 reference-taken</c>.</summary>
    public IEnumerable<(string Code, JsonElement Example)> Problems =>
        from answer in Said.GetProperty("responses").EnumerateObject()
        where answer.Name[0] is '4' or '5' && answer.Value.TryGetProperty("content", out var content) && content.EnumerateObject().Single().Value.TryGetProperty("examples", out _)
        from example in answer.Value.GetProperty("content").EnumerateObject().Single().Value.GetProperty("examples").EnumerateObject()
        select ($"{answer.Name} {example.Name}", example.Value.GetProperty("value"));

    public override string ToString() => $"{Method} {Path}";

    private static (string Type, JsonElement Schema, JsonElement? Example) MediaOf(JsonElement holder)
    {
        var media = holder.GetProperty("content").EnumerateObject().First();
        return (media.Name, media.Value.GetProperty("schema"), media.Value.TryGetProperty("example", out var example) ? example : null);
    }
}
