using System.Text.Json.Nodes;

namespace Customers.Functions.Http;

/// <summary>
/// A body that the hub takes, for the API's description: on a request record in JSON, on an endpoint (as metadata) in its own media
/// type. The tests send every example: an id in it stands for one of its kind that is there.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ExampleAttribute(string body) : Attribute
{
    /// <summary>Where a change takes less than a creation.</summary>
    public string? Change { get; init; }

    public string Of(bool change) => change && Change is not null ? Change : body;

    /// <summary>Null where none is given.</summary>
    public static JsonNode? Of(Type record, bool change) =>
        GetCustomAttribute(record, typeof(ExampleAttribute)) is ExampleAttribute example ? JsonNode.Parse(example.Of(change)) : null;
}
