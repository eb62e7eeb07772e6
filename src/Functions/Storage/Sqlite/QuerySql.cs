using Customers.Domain.Documents;

namespace Customers.Functions.Storage.Sqlite;

/// <summary>
/// The SQL of a <see cref="Query"/>, for each way of answering it. Indexes are named and so forced: without statistics
/// SQLite takes any equality for selective.
/// </summary>
internal sealed class QuerySql
{
    private const int MaxLimit = 1000;
    private readonly FieldTable _table;
    private readonly string _direction;
    private readonly string _sort;
    /// <summary>The order that is not fixed by equality; null is by id.</summary>
    private readonly string? _orderBy;

    public QuerySql(FieldTable table, Query query)
    {
        (_table, Query) = (table, query);
        if (query.Limit is < 1 or > MaxLimit) throw new ArgumentException($"A page has 1 to {MaxLimit} items, not {query.Limit}.", nameof(query));
        if (query.SortBy is { } sort && !table.Type.Fields.Contains(sort)) throw new ArgumentException($"'{table.Type.Name}' declares no field '{sort}'.", nameof(query));
        if (query.After is { } after && (after.SortValue is null) != (query.SortBy is null)) throw new ArgumentException("The position belongs to another sort.", nameof(query));
        Conditions = [.. query.Where.Select(condition => new ConditionSql(table, condition, query))];
        (_direction, _sort) = (query.Descending ? "DESC" : "ASC", query.SortBy is null ? "NULL" : $"f.{FieldTable.Quote(query.SortBy)}");
        var equal = Conditions.Where(condition => condition.IsEqual).Select(condition => condition.Field).ToHashSet();
        _orderBy = query.SortBy is null || equal.Contains(query.SortBy) ? null : _sort;
        Index = table.Indexes
            .Where(index => index.InPartition == query.Partition is not null && index.Orders(_orderBy is null ? null : query.SortBy, equal))
            .MaxBy(index => index.Fields.Length);
        if (Index is null && query.Partition is null)
            throw new ArgumentException($"'{table.Type.Name}' declares no index for the order by {query.SortBy ?? "id"}.", nameof(query));
    }

    public Query Query { get; }
    public IReadOnlyList<ConditionSql> Conditions { get; }
    public FacetIndex? Facets => _table.Facets;
    public string Container => _table.Type.Container;

    /// <summary>Walking it gives the order; null only within a partition.</summary>
    public FieldIndex? Index { get; }

    /// <summary>The index itself tells whether the condition holds.</summary>
    public bool IsInIndex(ConditionSql condition) => Index is not null && Index.Fields.Contains(condition.Field);

    /// <summary>Walks the index and checks each row until the page is full.</summary>
    public Sql Walk() => Page(Keys($"{_table.Name} f INDEXED BY {Index!.Name}", InPartition("f"), Conditions));

    /// <summary>The same, but no more than so many rows.</summary>
    public Sql Look(int rows)
    {
        var walked = Ordered("SELECT f.*", $"{_table.Name} f INDEXED BY {Index!.Name}", [], Conditions.Where(IsInIndex), rows);
        return Page(Ordered($"SELECT f.doc AS doc, {_sort} AS sort, f.id AS id", "(" + walked + ") f", [], Conditions.Where(condition => !IsInIndex(condition)), limit: null));
    }

    /// <summary>Walks the index without looking at rows.</summary>
    public Sql DocumentsInOrder() =>
        Ordered("SELECT f.doc", $"{_table.Name} f INDEXED BY {Index!.Name}", [], Conditions.Where(IsInIndex), limit: null);

    /// <summary>Reads and sorts those of the documents that meet every condition.</summary>
    public Sql Sort(Sql documents) => Page(Keys($"{_table.Name} f NOT INDEXED", ["f.doc IN (" + documents + ")"], Conditions));

    public Sql Meets(long doc) =>
        $"SELECT 1 FROM {_table.Name} f WHERE " + Sql.Join(" AND ", [new("f.doc = ?", new Cell(doc)), .. Conditions.Select(condition => condition.OnRow)]);

    /// <summary>
    /// No index is declared for this order: partitions are small, so all of its documents are looked at, by id until the page is
    /// full. They are found by their keys, and those of the type by their rows of fields: bodies are read of the page alone.
    /// </summary>
    public Sql ThroughPartition() => _table.Exists
        ? Page(Keys($"documents p INDEXED BY documents_key CROSS JOIN {_table.Name} f ON f.doc = p.doc", [new("p.container = ?", new Cell(Container)), .. InPartition("p")], Conditions))
        : Page(Keys("documents f", [new("f.container = ? AND f.type = ?", new Cell(Container), new Cell(_table.Type.Name)), .. InPartition("f")], Conditions));

    public StoredDocument Document(Statement row) =>
        new(new(Container, row.Text(0), row.Text(1)), _table.Type.Name, Stamps.Text(row.Number(2)), row.Bytes(3).ToArray());

    public Position Position(Statement row) => new(Query.SortBy is null ? null : row.Cell(4).ToField(), row.Text(1));

    /// <summary>From the keys of documents where those are walked.</summary>
    private string Id => Index is null && Query.Partition is not null && _table.Exists ? "p.id" : "f.id";

    private Sql[] InPartition(string alias) => Query.Partition is { } partition ? [new($"{alias}.partition = ?", new Cell(partition))] : [];

    private Sql Page(Sql keys) => "SELECT d.partition, d.id, d.etag, d.body, k.sort FROM (" + keys
        + $") k CROSS JOIN documents d ON d.doc = k.doc ORDER BY k.sort {_direction}, k.id {_direction}";

    private Sql Keys(Sql from, Sql[] where, IEnumerable<ConditionSql> conditions) =>
        Ordered($"SELECT f.doc AS doc, {_sort} AS sort, {Id} AS id", from, where, conditions, Query.Limit + 1);

    private Sql Ordered(string select, Sql from, Sql[] where, IEnumerable<ConditionSql> conditions, int? limit)
    {
        var (sort, order) = _orderBy is null ? ("", "") : ($"{_sort}, ", $"{_sort} {_direction}, ");
        var all = where.Concat(conditions.Select(condition => condition.OnRow));
        if (_orderBy is not null) all = all.Append($"{_sort} IS NOT NULL");
        if (Query.After is { } after)
        {
            Cell[] position = _orderBy is null ? [new(after.Id)] : [Cell.From(after.SortValue), new(after.Id)];
            all = all.Append(new($"({sort}{Id}) {(Query.Descending ? "<" : ">")} ({string.Join(", ", position.Select(_ => "?"))})", position));
        }
        return $"{select} FROM " + from + " WHERE " + Sql.Join(" AND ", all.DefaultIfEmpty("TRUE"))
            + $" ORDER BY {order}{Id} {_direction}" + (limit is null ? "" : $" LIMIT {limit}");
    }
}
