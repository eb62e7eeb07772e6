namespace Customers.Domain.Documents;

/// <summary>
/// A declared query: documents of one type that meet every condition, in the order of one sort field and then the id.
/// Only fields declared by the <see cref="DocumentType"/> may be named.
/// </summary>
/// <param name="Type">Which documents.</param>
/// <param name="Limit">Page size, 1–1000.</param>
public sealed record Query(DocumentType Type, int Limit)
{
    /// <summary>Null asks across all partitions.</summary>
    public string? Partition { get; init; }
    public IReadOnlyList<Condition> Where { get; init; } = [];
    /// <summary>Null sorts by id, which is the order of creation.</summary>
    public string? SortBy { get; init; }
    public bool Descending { get; init; }
    /// <summary>Continue behind this position; null starts at the beginning.</summary>
    public Position? After { get; init; }
}

/// <summary>Where a page ended: the sort field's value (null when sorted by id) and the document's id.</summary>
public sealed record Position(FieldValue? SortValue, string Id);

public abstract record Condition(string Field)
{
    public sealed record Equal(string Field, FieldValue Value) : Condition(Field);
    /// <summary>From inclusive, To exclusive; null is open.</summary>
    public sealed record Range(string Field, FieldValue? From, FieldValue? To) : Condition(Field);
    public sealed record Prefix(string Field, string Value) : Condition(Field);
    /// <summary>A multi-valued field has this value.</summary>
    public sealed record Contains(string Field, string Value) : Condition(Field);
    /// <summary>Some value of a multi-valued field starts with this.</summary>
    public sealed record AnyPrefix(string Field, string Value) : Condition(Field);
}

/// <param name="Next">Null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, Position? Next);
