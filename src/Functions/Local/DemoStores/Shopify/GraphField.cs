using System.Globalization;
using System.Text.Json.Nodes;

namespace Customers.Functions.Local.DemoStores.Shopify;

/// <summary>A query that Shopify answers with 200 and <c>errors</c>; <see cref="Code"/> goes to <c>extensions.code</c>.</summary>
internal sealed class GraphRefusal(string message, string? code = null) : Exception(message)
{
    public string? Code => code;
}

/// <summary>One selected field: its arguments with the variables filled in, and what is selected below it.</summary>
internal sealed record GraphField(string Name, string Key, IReadOnlyDictionary<string, JsonNode?> Arguments, IReadOnlyList<GraphField> Fields)
{
    public const int LargestPage = 250;

    public string? Text(string argument) => Arguments.GetValueOrDefault(argument)?.ToString();

    public bool Flag(string argument) => Text(argument) is "true";

    public int First()
    {
        var text = Text("first") ?? throw new GraphRefusal($"you must provide one of first or last on '{Name}' (the demo store knows first)");
        if (!int.TryParse(text, CultureInfo.InvariantCulture, out var first) || first is < 0 or > LargestPage)
            throw new GraphRefusal($"first on '{Name}' must be between 0 and {LargestPage}");
        return first;
    }

    /// <summary>
    /// What Shopify charges before it runs the query: 1 an object, 2 a connection plus its page times what is in it.
    /// Money and the parts of a connection are free.
    /// </summary>
    public double Cost()
    {
        if (Fields.Count == 0 || Name.EndsWith("Set", StringComparison.Ordinal) || Name is "pageInfo") return 0;
        var inside = Fields.Sum(f => f.Cost());
        if (Name is "nodes" or "node" or "edges") return Name == "edges" ? inside : 1 + inside;
        return Arguments.ContainsKey("first") ? 2 + First() * Math.Max(1, inside) : 1 + inside;
    }
}
