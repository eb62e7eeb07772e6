using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace Customers.Functions.Http;

/// <summary>An object with names of the caller's choice (<c>customFields</c>). Null for a name clears that one (RFC 7396).</summary>
[JsonConverter(typeof(FieldJson))]
public readonly record struct Entries<T> : IRequestPart
{
    private readonly Dictionary<string, Field<T>>? _entries;
    private readonly string? _fault;

    internal Entries(Dictionary<string, Field<T>>? entries, string? fault) => (IsPresent, _entries, _fault) = (true, entries, fault);

    public bool IsPresent { get; }
    public bool IsNull => IsPresent && _entries is null && _fault is null;
    public IReadOnlyDictionary<string, Field<T>> ByName => _entries ?? (IReadOnlyDictionary<string, Field<T>>)FrozenDictionary<string, Field<T>>.Empty;

    /// <summary>Absent keeps what is there, null empties it, names given are set or cleared.</summary>
    public IReadOnlyDictionary<string, T> Or(IReadOnlyDictionary<string, T> current)
    {
        if (!IsPresent) return current;
        var merged = IsNull ? [] : new Dictionary<string, T>(current, StringComparer.Ordinal);
        foreach (var (name, field) in ByName)
            if (field.IsNull) merged.Remove(name);
            else if (field.HasValue) merged[name] = field.Value!;
        return merged;
    }

    void IRequestPart.Report(string path, ShapeFaults faults)
    {
        if (_fault is not null) faults.Add(path, _fault);
        foreach (var (name, field) in ByName) ((IRequestPart)field).Report($"{path}.{name}", faults);
    }
}
