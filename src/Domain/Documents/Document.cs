using System.Diagnostics.CodeAnalysis;

namespace Customers.Domain.Documents;

/// <summary>Where a document lies. A customer and everything of its own share the partition of the customer's id.</summary>
/// <param name="Container">One of <see cref="Containers"/>.</param>
/// <param name="Partition">The partition key; commits never span two partitions.</param>
/// <param name="Id">Unique within the partition, at most 200 characters, no <c>/ \ ? #</c>.</param>
public readonly record struct DocumentKey(string Container, string Partition, string Id);

/// <summary>A document as it lies in the store: a JSON body (UTF-8) and the etag of its last write.</summary>
public sealed record StoredDocument(DocumentKey Key, string Type, string ETag, ReadOnlyMemory<byte> Body);

/// <summary>What is written: a JSON body (UTF-8) and the values of the fields that queries may use.</summary>
/// <param name="Type">The name of a <see cref="DocumentType"/>.</param>
/// <param name="Body">Opaque to the store.</param>
/// <param name="Fields">Declared fields only; an absent field matches no condition and sorts nowhere.</param>
public sealed record DocumentContent(string Type, ReadOnlyMemory<byte> Body, IReadOnlyDictionary<string, FieldValue> Fields);

/// <summary>A queryable value: text (compared ordinally), a whole number (false = 0, true = 1), or a set of texts.</summary>
public abstract record FieldValue
{
    private FieldValue() { }

    public sealed record Text(string Value) : FieldValue;
    public sealed record Number(long Value) : FieldValue;
    public sealed record Many(IReadOnlyCollection<string> Values) : FieldValue;

    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator FieldValue?(string? value) => value is null ? null : new Text(value);
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator FieldValue?(long? value) => value is null ? null : new Number(value.Value);
    public static implicit operator FieldValue(long value) => new Number(value);
    public static implicit operator FieldValue(bool value) => new Number(value ? 1 : 0);
}

public static class Containers
{
    /// <summary>Customers and all that is theirs; partition = customer id.</summary>
    public const string Customers = "customers";
    /// <summary>What must be unique across customers; partition = id = the claimed value.</summary>
    public const string Claims = "claims";
    /// <summary>Store events, and what partners are told; partition = id.</summary>
    public const string Events = "events";
    /// <summary>Stores, subscriptions, settings, keys, jobs, runs, sequences, idempotency marks; partition = id.</summary>
    public const string System = "system";

    public static readonly IReadOnlyList<string> All = [Customers, Claims, Events, System];
}
