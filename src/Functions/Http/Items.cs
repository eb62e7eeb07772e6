using System.Text.Json.Serialization;

namespace Customers.Functions.Http;

/// <summary>A list in a request. Elements keep their own faults (<c>lines[2].quantity</c>); null is no element.</summary>
[JsonConverter(typeof(FieldJson))]
public readonly record struct Items<T> : IRequestPart
{
    private readonly Field<T>[]? _elements;
    private readonly string? _fault;

    internal Items(Field<T>[]? elements, string? fault) => (IsPresent, _elements, _fault) = (true, elements, fault);

    public bool IsPresent { get; }
    public bool IsNull => IsPresent && _elements is null && _fault is null;

    /// <summary>The elements of the right type, in order; empty when absent or null.</summary>
    public IReadOnlyList<T> Values => _elements is null ? [] : [.. _elements.Where(e => e.HasValue).Select(e => e.Value!)];

    /// <summary>What is read from each element with its index; a faulty one is replaced, so that the others keep their places.</summary>
    public IReadOnlyList<TResult> Read<TResult>(Func<T, int, TResult> read, TResult faulty) =>
        _elements is null ? [] : [.. _elements.Select((element, i) => element.HasValue ? read(element.Value!, i) : faulty)];

    /// <summary>Absent keeps what is there, null empties it.</summary>
    public IReadOnlyList<T> Or(IReadOnlyList<T> current) => IsPresent ? Values : current;

    void IRequestPart.Report(string path, ShapeFaults faults)
    {
        if (_fault is not null) faults.Add(path, _fault);
        for (var i = 0; i < _elements?.Length; i++)
        {
            var at = $"{path}[{i}]";
            if (_elements[i].IsNull) faults.Add(at, "must not be null");
            else ((IRequestPart)_elements[i]).Report(at, faults);
        }
    }
}
