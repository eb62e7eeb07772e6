using Customers.Domain.Documents;

namespace Customers.Functions.Storage.Sqlite;

/// <summary>
/// The one index over the facets of a type. Few combinations of their values occur, so a query that fixes some facets is
/// answered by those combinations that fit, each of which the index lists.
/// </summary>
internal sealed class FacetIndex(FieldIndex index)
{
    // SQLite looks for the first row at or behind a place: without it, it would pass by all rows of the combination.
    private static readonly Cell BehindIds = new([], isText: false);

    private readonly string _columns = string.Join(", ", index.Fields.Select(field => $"f.{FieldTable.Quote(field)}"));
    private readonly string _from = $"{index.Table.Name} f INDEXED BY {index.Name}";

    public FieldIndex Index => index;

    /// <summary>The list of documents that have what the query asks of facets; null when it asks nothing of them.</summary>
    public Sql? Documents(Connection connection, Query query)
    {
        var asked = query.Where.OfType<Condition.Equal>().Where(equal => index.Fields.Contains(equal.Field))
            .Select(equal => (Place: Array.IndexOf(index.Fields, equal.Field), Value: Cell.From(equal.Value))).ToArray();
        if (asked.Length == 0) return null;
        var lists = Combinations(connection).Where(cells => asked.All(facet => cells[facet.Place].Equals(facet.Value))).Select(List);
        return Sql.Join(" UNION ALL ", lists.DefaultIfEmpty($"SELECT doc FROM {index.Table.Name} WHERE FALSE"));
    }

    /// <summary>The first combination behind another: a jump.</summary>
    public Sql Next(Cell[]? after)
    {
        var behind = after is null ? "" : new Sql($" AND ({_columns}, f.id) > ({string.Join(", ", after.Select(_ => "?"))}, ?)", [.. after, BehindIds]);
        return $"SELECT {_columns} FROM {_from} WHERE f.{FieldTable.Quote(index.Fields[0])} IS NOT NULL" + behind + $" ORDER BY {_columns} LIMIT 1";
    }

    public Sql List(Cell[] cells) =>
        new($"SELECT f.doc FROM {_from} WHERE " + string.Join(" AND ", index.Fields.Select(field => $"f.{FieldTable.Quote(field)} = ?")), cells);

    private List<Cell[]> Combinations(Connection connection)
    {
        var found = new List<Cell[]>();
        while (At(connection, Next(found.LastOrDefault())) is { } next) found.Add(next);
        return found;
    }

    private Cell[]? At(Connection connection, Sql place)
    {
        using var row = place.On(connection);
        return row.Step() ? [.. index.Fields.Select((_, i) => row.Cell(i))] : null;
    }
}
