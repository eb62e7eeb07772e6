using System.Text.Json.Serialization;

namespace Customers.Functions.Http;

/// <summary>What every refusal and fault looks like on the wire (RFC 9457, <c>application/problem+json</c>).</summary>
/// <param name="Type"><c>urn:problem-type:customers:</c> and the code.</param>
/// <param name="Code">Stable, kebab-case: what programs decide on.</param>
/// <param name="TraceId">Names the request in the logs.</param>
/// <param name="Errors">For <c>validation-failed</c>: every fault by field path (<c>lines[2].quantity</c>).</param>
public sealed record Problem(
    string Type, string Title, int Status, string Detail, string Code, string TraceId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Errors);
