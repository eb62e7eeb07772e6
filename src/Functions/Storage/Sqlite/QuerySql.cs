using Customers.Domain.Documents;

namespace Customers.Functions.Storage.Sqlite;

/// <summary>
/// Answers a <see cref="Query"/>. A plan is chosen here and forced, since SQLite without statistics takes any equality
/// for selective. There are two plans that give the same page:
/// walk the index that has the order asked for and check each row, which is fast when many rows fit;
/// or take the few documents that the narrow conditions name and sort them, which is fast when few do.
/// Counting the narrow conditions in their indexes, up to a bound, tells which.
/// </summary>
internal sealed class QuerySql
{
    private const int MaxLimit = 1000;
    /// <summary>A condition with this many documents is wide: not worth listing.</summary>
    private const int Wide = 20_000;
    /// <summary>Up to this many documents are read and sorted for a page.</summary>
    private const int Few = 4_000;

    private readonly FieldTable _table;
    private readonly Query _query;
    private readonly ConditionSql[] _conditions;
    private readonly FieldIndex? _index;
    private readonly string _sort;

    public QuerySql(FieldTable table, Query query)
    {
        (_table, _query) = (table, query);
        if (query.Limit is < 1 or > MaxLimit) throw new ArgumentException($"A page has 1 to {MaxLimit} items, not {query.Limit}.", nameof(query));
        if (query.SortBy is { } sort && !table.Type.Fields.Contains(sort)) throw new ArgumentException($"'{table.Type.Name}' declares no field '{sort}'.", nameof(query));
        if (query.After is { } after && (after.SortValue is null) != (query.SortBy is null)) throw new ArgumentException("The position belongs to another sort.", nameof(query));
        _conditions = [.. query.Where.Select(condition => new ConditionSql(table, condition))];
        _sort = query.SortBy is null ? "NULL" : $"f.{FieldTable.Quote(query.SortBy)}";
        var equal = _conditions.Where(condition => condition.IsEqual).Select(condition => condition.Field).ToHashSet();
        _index = table.Indexes
            .Where(index => index.InPartition == query.Partition is not null && index.Orders(query.SortBy, equal))
            .MaxBy(index => index.Fields.Length);
        if (_index is null && query.Partition is null)
            throw new ArgumentException($"'{table.Type.Name}' declares no index for the order by {query.SortBy ?? "id"}.", nameof(query));
    }

    public Page<StoredDocument> Run(Connection connection)
    {
        using var rows = Plan(connection).On(connection);
        var items = new List<StoredDocument>();
        Position? last = null;
        while (rows.Step())
        {
            if (items.Count == _query.Limit) return new(items, last);
            var key = new DocumentKey(_table.Type.Container, rows.Text(0), rows.Text(1));
            items.Add(new(key, _table.Type.Name, Stamps.Text(rows.Number(2)), rows.Bytes(3).ToArray()));
            last = new(_query.SortBy is null ? null : rows.Cell(4).ToField(), key.Id);
        }
        return new(items, null);
    }

    public Sql Plan(Connection connection)
    {
        if (_query.Partition is not null) return Page(_index is null ? ThroughPartition() : Walk(_index));
        return Page(NarrowDocuments(connection) is { } documents ? Sort(documents) : Walk(_index!));
    }

    /// <summary>The documents named by the narrow conditions, when they are few; null when walking the index is better.</summary>
    private Sql? NarrowDocuments(Connection connection)
    {
        if (_conditions.All(condition => _index!.Fields.Contains(condition.Field))) return null;
        var narrow = _conditions.Select(condition => condition.Documents).OfType<Sql>()
            .Where(documents => Count(connection, documents, Wide) < Wide).ToArray();
        if (narrow.Length == 0) return null;
        var meetAll = Sql.Join(" INTERSECT ", narrow);
        return Count(connection, meetAll, Few + 1) <= Few ? meetAll : null;
    }

    private static long Count(Connection connection, Sql documents, int bound) =>
        ("SELECT count(*) FROM (" + documents + $" LIMIT {bound})").Scalar(connection);

    private Sql Walk(FieldIndex index) => Keys($"{_table.Name} f INDEXED BY {index.Name}", InPartition("f"), "f.id");

    // The unary plus keeps SQLite from walking an index for the order.
    private Sql Sort(Sql documents) => Keys($"{_table.Name} f", ["f.doc IN (" + documents + ")"], "f.id", by: "+");

    /// <summary>No index is declared for this order: partitions are small, so all of its documents are looked at.</summary>
    private Sql ThroughPartition() => Keys(
        _table.Exists ? $"documents p CROSS JOIN {_table.Name} f ON f.doc = p.doc" : "documents p",
        [new("p.container = ? AND p.type = ?", new Cell(_table.Type.Container), new Cell(_table.Type.Name)), .. InPartition("p")],
        "p.id", doc: "p.doc");

    private Sql[] InPartition(string alias) => _query.Partition is { } partition ? [new($"{alias}.partition = ?", new Cell(partition))] : [];

    private Sql Keys(string from, Sql[] where, string id, string by = "", string doc = "f.doc")
    {
        var direction = _query.Descending ? "DESC" : "ASC";
        var (sort, order) = _query.SortBy is null ? ("", "") : ($"{by}{_sort}, ", $"{by}{_sort} {direction}, ");
        var all = where.Concat(_conditions.Select(condition => condition.OnRow));
        if (_query.SortBy is not null) all = all.Append($"{_sort} IS NOT NULL");
        if (_query.After is { } after)
        {
            Cell[] position = after.SortValue is null ? [new(after.Id)] : [Cell.From(after.SortValue), new(after.Id)];
            all = all.Append(new($"({sort}{by}{id}) {(_query.Descending ? "<" : ">")} ({string.Join(", ", position.Select(_ => "?"))})", position));
        }
        return $"SELECT {doc} AS doc, {_sort} AS sort, {id} AS id FROM {from} WHERE "
            + Sql.Join(" AND ", all.DefaultIfEmpty("TRUE"))
            + $" ORDER BY {order}{by}{id} {direction} LIMIT {_query.Limit + 1}";
    }

    private Sql Page(Sql keys)
    {
        var direction = _query.Descending ? "DESC" : "ASC";
        return "SELECT d.partition, d.id, d.etag, d.body, k.sort FROM (" + keys
            + $") k CROSS JOIN documents d ON d.doc = k.doc ORDER BY k.sort {direction}, k.id {direction}";
    }
}
