using System.Text.Json;
using Microsoft.OpenApi;

namespace Customers.Functions.Http;

/// <summary>What the refusals of an operation look like, one for each code.</summary>
internal static class ProblemExamples
{
    private static readonly Dictionary<string, string[]> Faults = new(StringComparer.Ordinal) { ["email"] = ["is not an email address"] };

    public static IDictionary<string, IOpenApiExample> Of(int status, IEnumerable<string> codes) => codes.Distinct().ToDictionary(
        code => code,
        code => (IOpenApiExample)new OpenApiExample { Value = JsonSerializer.SerializeToNode(ProblemOf(status, code), WireJson.Answers) },
        StringComparer.Ordinal);

    private static Problem ProblemOf(int status, string code)
    {
        var meaning = Problems.Meaning(status);
        var detail = meaning.Code == code ? meaning.Detail : $"{Problems.TitleOf(code)}.";
        return Problems.Of(status, code, detail, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", code == "validation-failed" ? Faults : null);
    }
}
