using System.Text.Json;
using Customers.Domain.Identity;

namespace Customers.Domain.Documents;

/// <summary>What adapters must know of a type: its name, its container and the fields and orders that queries may use.</summary>
public abstract class DocumentType(string name, string container)
{
    public string Name { get; } = name;
    public string Container { get; } = container;
    /// <summary>Single-valued fields that conditions or sorts name.</summary>
    public IReadOnlyList<string> Fields { get => Move is null ? field : [.. field, CopyOf]; protected init; } = [];
    /// <summary>Multi-valued fields (tags, search words).</summary>
    public IReadOnlyList<string> MultiFields { get; protected init; } = [];
    /// <summary>
    /// Each: fields compared or sorted together, in this order; the id is always the last. Across partitions, where ids of
    /// a type must differ too. A type that is only listed by id declares one empty index; one without any is not queried across.
    /// </summary>
    public IReadOnlyList<string[]> Indexes { get; init; } = [];
    /// <summary>The same, within one partition. Without one for an order, the whole partition is read and sorted.</summary>
    public IReadOnlyList<string[]> PartitionIndexes { get => Move is null ? field : [.. field, [CopyOf]]; init; } = [];
    /// <summary>Whatever is listed across partitions by fields is listed by id too, unless it says no: many of it are written, and each pays for an index.</summary>
    public bool IsListedById { get; init; } = true;
    /// <summary>
    /// Fields of few different values that queries across partitions compare by equality, in any combination; a document has
    /// all of them or none. A combination is found however rare it is, whatever each value alone.
    /// </summary>
    public IReadOnlyList<string> Facets { get; init; } = [];
    /// <summary>Belongs to the customer in whose partition it lies, and goes with it.</summary>
    public bool IsPart { get; init; }
    /// <summary>Creates it at another customer, under the same id, hidden; null for what does not go along when customers are merged.</summary>
    public Func<StoredDocument, CustomerId, Write>? Move { get; protected init; }
    /// <summary>Shows what was moved: before, it has only <see cref="CopyOf"/>, so no list or search by other fields finds it twice.</summary>
    public Func<StoredDocument, Write>? Show { get; protected init; }

    /// <summary>The partition that a hidden copy comes from; declared for whatever moves.</summary>
    public const string CopyOf = "copyOf";
}

/// <summary>The one mapper of a type: between a value and its stored document <c>{"schema": n, "data": {…}}</c>.</summary>
public sealed class DocumentType<T>(string name, string container, Func<T, string> partition, Func<T, string> id)
    : DocumentType(name, container) where T : class
{
    private readonly Dictionary<string, Func<T, FieldValue?>> _fields = [];

    public int Schema { get; init; } = 1;

    /// <summary>How it lies at another customer: see <see cref="DocumentType.Move"/>.</summary>
    public Func<T, CustomerId, T> Moved
    {
        init
        {
            Move = (document, customer) =>
            {
                var moved = value(Read(document).Value, customer);
                return new Write.Create(id(moved), ContentOf(moved) with { Fields = new Dictionary<string, FieldValue> { [CopyOf] = document.Key.Partition } });
            };
            Show = copy =>
            {
                var read = Read(copy);
                return Replace(read, read.Value);
            };
        }
    }

    /// <summary>Single-valued fields, by name; null = absent.</summary>
    public IReadOnlyDictionary<string, Func<T, FieldValue?>> Single { init => Fields = Declare(value); }

    /// <summary>Multi-valued fields, by name.</summary>
    public IReadOnlyDictionary<string, Func<T, FieldValue?>> Multi { init => MultiFields = Declare(value); }

    public DocumentKey KeyOf(T value) => new(Container, partition(value), id(value));
    public Write Create(T value) => new Write.Create(id(value), ContentOf(value));
    public Write Replace(Stored<T> current, T value) => new Write.Replace(id(value), ContentOf(value), current.ETag);
    public Write Upsert(T value) => new Write.Upsert(id(value), ContentOf(value));
    public Write Delete(Stored<T> current) => new Write.Delete(id(current.Value), current.ETag);

    /// <summary>Replaces what was read, or creates what was not there.</summary>
    public Write Save(Stored<T>? current, T value) => current is null ? Create(value) : Replace(current, value);

    /// <summary>A commit of this one write.</summary>
    public Commit Alone(Write write, T value) => new(Container, partition(value), [write]);

    public Stored<T> Read(StoredDocument document)
    {
        if (document.Type != Name) throw new InvalidOperationException($"A document of type '{document.Type}' was read as '{Name}'.");
        var envelope = JsonSerializer.Deserialize<Envelope>(document.Body.Span, StoredJson.Options)
            ?? throw new InvalidOperationException($"A document of type '{Name}' is empty.");
        if (envelope.Schema != Schema) throw new InvalidOperationException($"A document of type '{Name}' has schema {envelope.Schema}, not {Schema}.");
        return new(envelope.Data, document.ETag);
    }

    private DocumentContent ContentOf(T value)
    {
        var fields = new Dictionary<string, FieldValue>(_fields.Count);
        foreach (var (field, get) in _fields)
            if (get(value) is { } found) fields[field] = found;
        return new(Name, JsonSerializer.SerializeToUtf8Bytes(new Envelope(Schema, value), StoredJson.Options), fields);
    }

    private string[] Declare(IReadOnlyDictionary<string, Func<T, FieldValue?>> fields)
    {
        foreach (var (field, get) in fields) _fields.Add(field, get);
        return [.. fields.Keys];
    }

    private sealed record Envelope(int Schema, T Data);
}

/// <summary>A value as it was read, with the etag that a change must name.</summary>
public sealed record Stored<T>(T Value, string ETag);
