using System.Text.Json.Nodes;

namespace Customers.Functions.Local.DemoStores.Shopify;

/// <summary>Cuts out of the node tree what a query selects, and counts what that cost.</summary>
internal sealed class GraphAnswer
{
    public double Cost { get; private set; }

    public JsonObject Object(IGraphNode node, IReadOnlyList<GraphField> fields)
    {
        Cost += node.TypeName switch
        {
            "QueryRoot" or "MoneyBag" or "MoneyV2" or "PageInfo" => 0,
            var name when name.EndsWith("Edge", StringComparison.Ordinal) => 0,
            var name when name.EndsWith("Connection", StringComparison.Ordinal) => 2,
            _ => 1,
        };
        JsonObject answer = [];
        foreach (var field in fields) answer[field.Key] = Value(node.Read(field), field);
        return answer;
    }

    private JsonNode? Value(object? value, GraphField field) => value switch
    {
        null => null,
        IGraphNode or IEnumerable<IGraphNode> when field.Fields.Count == 0 =>
            throw new GraphRefusal($"Field '{field.Name}' must have selections", "selectionMismatch"),
        IGraphNode node => Object(node, field.Fields),
        IEnumerable<IGraphNode> nodes => new JsonArray([.. nodes.Select(n => Object(n, field.Fields))]),
        _ when field.Fields.Count > 0 =>
            throw new GraphRefusal($"Selections can't be made on scalars (field '{field.Name}')", "selectionMismatch"),
        string text => text,
        bool truth => truth,
        int number => number,
        IEnumerable<string> texts => new JsonArray([.. texts.Select(t => (JsonNode)t)]),
        _ => throw new InvalidOperationException($"{field.Name} holds a {value.GetType().Name}."),
    };
}
