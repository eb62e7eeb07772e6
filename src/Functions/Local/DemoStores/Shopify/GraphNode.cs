using System.Collections;

namespace Customers.Functions.Local.DemoStores.Shopify;

/// <summary>Something with fields, as GraphQL sees it.</summary>
internal interface IGraphNode
{
    string TypeName { get; }

    /// <summary>Text, number, truth, a node, a list of either, or null. Refuses fields that the type does not have.</summary>
    object? Read(GraphField field);
}

/// <summary>The fields of one schema type and how each is read from a <typeparamref name="T"/>.</summary>
internal sealed class GraphType<T>(string name) : IEnumerable<string>
{
    private readonly Dictionary<string, Func<T, GraphField, object?>> _fields = new(StringComparer.Ordinal);

    public string Name => name;

    public void Add(string field, Func<T, object?> read) => _fields.Add(field, (value, _) => read(value));

    public void Add(string field, Func<T, GraphField, object?> read) => _fields.Add(field, read);

    /// <summary>The same type with more fields, read from what knows more.</summary>
    public GraphType<TWider> Within<TWider>(Func<TWider, T> narrow, params ReadOnlySpan<(string Name, Func<TWider, GraphField, object?> Read)> more)
    {
        var wider = new GraphType<TWider>(name);
        foreach (var (field, read) in _fields) wider.Add(field, (value, asked) => read(narrow(value), asked));
        foreach (var (field, read) in more) wider.Add(field, read);
        return wider;
    }

    public IGraphNode Of(T value) => new Node(this, value);

    public IEnumerator<string> GetEnumerator() => _fields.Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed record Node(GraphType<T> Type, T Value) : IGraphNode
    {
        public string TypeName => Type.Name;

        public object? Read(GraphField field) =>
            field.Name == "__typename" ? Type.Name
            : Type._fields.TryGetValue(field.Name, out var read) ? read(Value, field)
            : throw new GraphRefusal($"Field '{field.Name}' doesn't exist on type '{Type.Name}'", "undefinedField");
    }
}
