using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Customers.Functions.Http;

/// <summary>Answers as the hub gave them to the tests (<c>WRITE_EXAMPLES=true dotnet test --filter ExampleTests</c>), by the name of their schema.</summary>
internal static class AnswerExamples
{
    private const string ListSuffix = "List";
    private static readonly Lazy<JsonObject> Recorded = new(Read);

    public static JsonNode? Of(IOpenApiSchema? schema) => schema is OpenApiSchemaReference { Reference.Id: { } name } ? Of(name) : null;

    private static JsonNode? Of(string name) =>
        Recorded.Value[name]?.DeepClone()
        ?? (name.EndsWith(ListSuffix, StringComparison.Ordinal) && Of(name[..^ListSuffix.Length]) is { } item ? new JsonObject { ["items"] = new JsonArray(item), ["next"] = null } : null);

    private static JsonObject Read()
    {
        using var file = typeof(AnswerExamples).Assembly.GetManifestResourceStream("answers.json");
        return file is null ? [] : JsonNode.Parse(file)!.AsObject();
    }
}
