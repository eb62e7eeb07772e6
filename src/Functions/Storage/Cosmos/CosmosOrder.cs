using Customers.Domain.Documents;

namespace Customers.Functions.Storage.Cosmos;

/// <summary>
/// A declared index as Cosmos walks it: the paths of a composite index and, the same in the same sequence, of an ORDER BY.
/// It begins with what every query fixes (the partition, the type) and ends with the id.
/// </summary>
internal sealed record CosmosOrder(IReadOnlyList<string> Fields, bool InPartition)
{
    private IEnumerable<string> Before => InPartition ? ["pk", "type"] : ["type"];

    /// <summary>As an indexing policy names them.</summary>
    public IReadOnlyList<string> Paths => [.. Before.Select(own => $"/{own}"), .. Fields.Select(name => $"/f/{Named(name)}"), "/id"];

    /// <summary>As a query names them.</summary>
    public IReadOnlyList<string> Columns => [.. Before.Select(own => $"c.{own}"), .. Fields.Select(Single), "c.id"];

    public static IEnumerable<CosmosOrder> Of(DocumentType type)
    {
        foreach (var fields in type.PartitionIndexes) yield return new(fields, InPartition: true);
        foreach (var fields in type.Indexes) yield return new(fields, InPartition: false);
        if (type.IsListedById && type.Indexes.Count + type.MultiFields.Count > 0 && type.Indexes.All(fields => fields.Length > 0)) yield return new([], InPartition: false);
    }

    /// <summary>The order that a query needs, once some fields are fixed by equality; null when none is declared.</summary>
    public static CosmosOrder? For(Query query, string? sortBy, IReadOnlySet<string> equal) => Of(query.Type)
        .Where(order => order.InPartition == query.Partition is not null && order.Gives(sortBy, equal))
        .MaxBy(order => order.Fields.Count);

    public static string Single(string field) => $"c.f[\"{Named(field)}\"]";
    public static string Multi(string field) => $"c.m[\"{Named(field)}\"]";

    public static string Named(string field) => field.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
        ? field
        : throw new ArgumentException($"'{field}' cannot name a field: letters, digits and '_' only.", nameof(field));

    private bool Gives(string? sortBy, IReadOnlySet<string> equal)
    {
        var isLast = Fields.Count > 0 && Fields[^1] == sortBy;
        return (sortBy is null || isLast) && Fields.Take(Fields.Count - (isLast ? 1 : 0)).All(equal.Contains);
    }
}
